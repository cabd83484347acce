import { firstLoad } from '../testing/first-load.ts';
import type { Measured } from './bounds.ts';
import { typeEarly } from './early.ts';
import { figuresOf, type PageFigure } from './figures.ts';
import { medians, type Figures } from './medians.ts';
import { formPages, type Subject } from './subjects.ts';
import { fillTab, freshBrowser, phone, visit } from './visit.ts';

/** Opens every page once, unmeasured: servers compress and load things at the first request. */
export async function warmUp(chrome: string, subjects: readonly Subject[]): Promise<void> {
	const browser = await freshBrowser(chrome);
	try {
		for (const subject of subjects) {
			const page = await (await phone(browser)).newPage();
			await page.setExtraHTTPHeaders({ 'Accept-Encoding': 'gzip' });
			await fillTab(page, subject);
			await page.goto(subject.url);
			await page.locator('html[data-ready]').waitFor({ state: 'attached' });
		}
	} finally {
		await browser.close();
	}
}

/**
 * Measures pages in turns, so that what else the machine does hits all of them alike.
 * @param site the folder of the built site
 * @throws Problem when a page never gets ready
 */
export async function measurePages(
	chrome: string,
	subjects: readonly Subject[],
	{ site, runs }: { site: string; runs: number }
): Promise<Record<string, Measured>> {
	const visits = new Map<string, Figures<PageFigure>[]>(subjects.map(({ name }) => [name, []]));
	for (let run = 0; run < runs; run++)
		for (const subject of subjects) {
			const scripts = subject.file === undefined ? [] : firstLoad(site, subject.file).scripts;
			visits.get(subject.name)?.push(figuresOf(await visit(chrome, subject), scripts));
		}
	const measured: Record<string, Measured> = {};
	for (const subject of subjects) {
		const figures = medians(visits.get(subject.name) ?? []);
		const hasForm = formPages.includes(subject.name);
		measured[subject.name] = {
			figures,
			...(hasForm && { earlyText: await typeEarly(chrome, subject) })
		};
	}
	return measured;
}
