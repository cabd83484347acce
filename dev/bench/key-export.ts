import type { CDPSession, Page } from '@playwright/test';
import { openSignedIn } from '../../tests/support/signed-in.ts';
import { accountWithManyKeys, type ManyKeys } from './many-keys.ts';
import type { Stage } from './stage.ts';
import { freshBrowser } from './visit.ts';

/** What an export of many keys costs. */
export type KeyExport = {
	count: number;
	/** Milliseconds from the press until the file is there, what is loaded for it included. */
	whole: number;
	/** The most bytes that the page had in memory, WebAssembly included; and before the press. */
	most: number;
	before: number;
	/** The longest that the page stood still; 0 when never for 50 ms. */
	longest: number;
};

const KEYS = 20_000;
const LIMIT_MS = 300_000;
const LOOK_MS = 50;
const PASSPHRASE = 'velvet onions march over Lisbon';

/** The figures as people read them. */
export function exportRows({ count, whole, most, before, longest }: KeyExport): string[][] {
	const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
	return [
		[`${count.toLocaleString('en')} keys in a file`, `${(whole / 1000).toFixed(1)} s`],
		['most in memory', `${megabytes(most)} (before: ${megabytes(before)})`],
		['longest task', longest === 0 ? 'under 50 ms' : `${longest.toFixed(0)} ms`]
	];
}

/** Fills a backup and exports it once, on the machine as it is. */
export async function measureExport(
	chrome: string,
	{ example: { homeserver, portal } }: Stage
): Promise<KeyExport> {
	return exportOnce(chrome, { homeserver, portal }, await accountWithManyKeys(homeserver, KEYS));
}

async function exportOnce(
	chrome: string,
	{ homeserver, portal }: Stage['example'],
	{ person, recoveryKey }: ManyKeys
): Promise<KeyExport> {
	const browser = await freshBrowser(chrome);
	try {
		const page = await browser.newPage({ locale: 'en-GB' });
		const path = '/account/encryption?task=export';
		await openSignedIn(page, { portal, server: homeserver, person }, path);
		await page.getByLabel('Recovery key or phrase').fill(recoveryKey);
		await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
		await page.getByLabel('Passphrase again').fill(PASSPHRASE);
		// The measure of the passphrase has come by then, and is no part of the export.
		await page.getByText('Very good.').waitFor();
		await watchTasks(page);
		const session = await page.context().newCDPSession(page);
		await session.send('HeapProfiler.enable');
		await session.send('HeapProfiler.collectGarbage');
		const before = await memory(session);
		const watching = mostMemory(session);
		const began = Date.now();
		const saved = page.waitForEvent('download', { timeout: LIMIT_MS });
		await page.getByRole('button', { name: 'Export', exact: true }).click();
		await saved;
		const whole = Date.now() - began;
		const most = await watching.stop();
		const longest = await page.evaluate(() => window.__stillFor ?? 0);
		return { count: KEYS, whole, most, before, longest };
	} finally {
		await browser.close();
	}
}

/** Notes how long the page stands still, from now on. */
const watchTasks = (page: Page): Promise<void> =>
	page.evaluate(() => {
		window.__stillFor = 0;
		new PerformanceObserver((list) => {
			for (const { duration } of list.getEntries())
				window.__stillFor = Math.max(window.__stillFor ?? 0, duration);
		}).observe({ type: 'longtask' });
	});

async function memory(session: CDPSession): Promise<number> {
	const use = (await session.send('Runtime.getHeapUsage')) as {
		usedSize: number;
		embedderHeapUsedSize?: number;
		backingStorageSize?: number;
	};
	return use.usedSize + (use.embedderHeapUsedSize ?? 0) + (use.backingStorageSize ?? 0);
}

/** Looks again and again, until it is stopped. */
function mostMemory(session: CDPSession): { stop: () => Promise<number> } {
	const over = new AbortController();
	let most = 0;
	const looking = (async () => {
		while (!over.signal.aborted) {
			most = Math.max(most, await memory(session));
			await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
		}
		return most;
	})();
	return {
		stop() {
			over.abort();
			return looking;
		}
	};
}

declare global {
	interface Window {
		__stillFor?: number;
	}
}
