import type { Page } from '@playwright/test';
import { Problem } from '../problem.ts';
import { registerAdmin } from '../synapse/admin.ts';
import { addCrowd } from './crowd.ts';
import { median } from './medians.ts';
import { keptOf } from './session.ts';
import { portalConfig, type Stage } from './stage.ts';
import { HELP_DESK, type Subject } from './subjects.ts';
import { fillTab, freshBrowser } from './visit.ts';

/** What an operator waits for beyond the homeserver, in milliseconds. */
export type Turn = {
	/** From "Next page" to the next users, and how much of that was the homeserver's. */
	whole: number;
	server: number;
	/** The longest that typing a search kept the page busy; 0 when never for 50 ms. */
	typing: number;
};

/** A homeserver with a crowd of users, and the page that lists them. */
export async function helpDeskOf({ stack }: Stage): Promise<Subject> {
	const server = await stack.extraHomeserver({ name: 'crowd', variant: 'example' });
	const operator = await registerAdmin(server);
	await addCrowd(stack, server);
	const portal = await stack.portal({ ...portalConfig(server), features: { help_desk: true } });
	return {
		name: HELP_DESK,
		url: portal + HELP_DESK,
		selector: 'main input[type=search]',
		inTab: keptOf(server, operator),
		file: 'help-desk.html'
	};
}

/**
 * Turns pages of the list, and types into its search, on a desktop machine as it is.
 * @throws Problem when the list never comes
 */
export async function measureTurns(chrome: string, desk: Subject, runs: number): Promise<Turn> {
	const browser = await freshBrowser(chrome);
	try {
		const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
		await fillTab(page, desk);
		await page.goto(desk.url);
		await page.locator('main tbody tr').first().waitFor();
		const turns: { whole: number; server: number }[] = [];
		for (let run = 0; run < runs; run++) turns.push(await page.evaluate(turnOnce));
		const typing = await typingCost(page);
		return {
			whole: known(median(turns.map(({ whole }) => whole))),
			server: known(median(turns.map(({ server }) => server))),
			typing
		};
	} finally {
		await browser.close();
	}
}

function known(value: number | undefined): number {
	if (value === undefined) throw new Problem('The list of users was never turned.');
	return value;
}

/** Runs in the page: presses "Next page", and waits until other users are painted. */
async function turnOnce(): Promise<{ whole: number; server: number }> {
	const body = document.querySelector('main tbody');
	const next = [...document.querySelectorAll('main button')].findLast(
		(button): button is HTMLButtonElement => button.textContent.trim() === 'Next page'
	);
	if (!body || !next) throw new Error('There is no next page');
	performance.clearResourceTimings();
	const changed = new Promise<void>((resolve) => {
		const observer = new MutationObserver(() => {
			observer.disconnect();
			requestAnimationFrame(() => setTimeout(resolve));
		});
		observer.observe(body, { childList: true, subtree: true, characterData: true });
	});
	const began = performance.now();
	next.click();
	await changed;
	const whole = performance.now() - began;
	const asked = performance
		.getEntriesByType('resource')
		.filter(({ name }) => name.includes('/_synapse/admin/'));
	const server = asked.reduce((sum, { duration }) => sum + duration, 0);
	// The address follows; the next press must not meet it.
	await new Promise((resolve) => setTimeout(resolve, 300));
	return { whole, server };
}

async function typingCost(page: Page): Promise<number> {
	await page.evaluate(() => {
		window.__longest = 0;
		new PerformanceObserver((list) => {
			for (const { duration } of list.getEntries())
				window.__longest = Math.max(window.__longest ?? 0, duration);
		}).observe({ type: 'longtask' });
	});
	await page.getByRole('searchbox').pressSequentially('crowd-0777', { delay: 80 });
	await page.getByText(/ of 100 users/).waitFor();
	return page.evaluate(() => window.__longest ?? 0);
}

declare global {
	interface Window {
		__longest?: number;
	}
}
