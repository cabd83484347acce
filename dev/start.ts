import { startPortal } from './portal/server.ts';
import { loadSite } from './portal/site.ts';
import { buildPortal, isBuilt, siteFolder } from './start/build.ts';
import { runCommand } from './start/command.ts';

await runCommand({
	async prepare(progress) {
		if (!isBuilt()) await progress.step('The portal is built', buildPortal, 'Building the portal.');
	},
	serve({ config }, { portal }) {
		const site = loadSite(siteFolder);
		return startPortal({ site: () => site, config, port: portal });
	}
});
