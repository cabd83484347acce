import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { portalConfig } from './bench/stage.ts';
import { leanChromiumFlags, ensureChromium } from './chromium.ts';
import { takeTour } from './pictures/tour.ts';
import { Problem } from './problem.ts';
import { startTestStack } from './stack.ts';
import { stackClient } from './stack-client.ts';
import { buildPortal, siteFolder } from './start/build.ts';
import { Progress } from './start/progress.ts';
import { repository } from './state.ts';

const print = (line: string) => {
	console.log(line);
};
const widths = { 390: 844, 1280: 900 } as const;
const folder = join(repository, 'docs', 'pictures');

/** `npm run pictures`: every page and step, on a phone and on a desk, light and dark. */
async function main(): Promise<void> {
	const progress = new Progress(print);
	const executablePath = ensureChromium((sentence) => progress.note(sentence));
	await progress.step('The portal is built', buildPortal);
	const running = await progress.step('The homeservers run', () =>
		startTestStack({ variants: ['strict', 'closed'], siteFolder })
	);
	mkdirSync(folder, { recursive: true });
	const browser = await chromium.launch({ executablePath, args: [...leanChromiumFlags] });
	try {
		const stack = stackClient(running.addresses);
		const portal = await stack.portal(portalConfig(await stack.homeserver('strict')));
		const helpDesk = await stack.portal({
			...portalConfig(await stack.homeserver('strict')),
			features: { help_desk: true }
		});
		const closedPortal = await stack.portal(portalConfig(await stack.homeserver('closed')));
		for (const [width, height] of Object.entries(widths))
			for (const colorScheme of ['light', 'dark'] as const)
				await progress.step(`The pictures of ${width} px, ${colorScheme}`, () =>
					takeTour({
						stack,
						portal,
						closedPortal,
						helpDesk,
						name: `ada-${width}-${colorScheme}`,
						newContext: () =>
							browser.newContext({
								viewport: { width: Number(width), height },
								colorScheme,
								locale: 'en-GB',
								reducedMotion: 'reduce'
							}),
						shoot: async (page, step) => {
							const path = join(folder, `${step}-${width}-${colorScheme}.png`);
							await page.screenshot({ path, fullPage: true, animations: 'disabled' });
						}
					})
				);
	} finally {
		await browser.close();
		await running.stop();
	}
	print(`\nThe pictures are in ${folder}.`);
}

try {
	await main();
} catch (error) {
	if (!(error instanceof Problem)) throw error;
	console.error(error.message);
	process.exitCode = 1;
}
