import { catalogueFaults, readCatalogues } from './checks/catalogues.ts';
import { useFaults } from './checks/message-use.ts';
import { sources } from './checks/sources.ts';
import { repository } from './state.ts';

const reference = 'en';
const messages = /^src\/lib\/i18n\/messages\/[^/]+\/[^/]+\.json$/;
const code = /^src\/.*(?<!\.test)\.(?:ts|svelte)$/;

const { catalogues, faults } = readCatalogues(sources(repository, (path) => messages.test(path)));
const keys = new Set(catalogues.get(reference)?.keys());
const all = [
	...faults,
	...catalogueFaults(catalogues, reference),
	...useFaults(
		keys,
		sources(repository, (path) => code.test(path))
	)
];
for (const fault of all) console.error(fault);
process.exitCode = all.length > 0 ? 1 : 0;
