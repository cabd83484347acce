import {
	chromium,
	type Browser,
	type BrowserContext,
	type CDPSession,
	type Page
} from '@playwright/test';
import { chromiumFlags } from '../chromium.ts';
import { Problem } from '../problem.ts';
import { observe, type Observed } from './observe.ts';
import type { Subject } from './subjects.ts';
import type { Transfer } from './traffic.ts';
import { Wire } from './wire.ts';

/** The conditions of a slow phone: bytes per second, milliseconds, and how much slower it reckons. */
export const slowPhone = {
	downloadThroughput: (1.6 * 1e6) / 8,
	uploadThroughput: (0.75 * 1e6) / 8,
	latency: 150,
	cpuDivisor: 4,
	viewport: { width: 412, height: 823 }
} as const;

/** What one visit to a page showed. */
export type Visit = { observed: Observed; transfers: Transfer[] };

const TELL = 'benchTell';
const LIMIT_MS = 60_000;

/** Begins a browser that knows nothing of earlier ones. */
export const freshBrowser = (executablePath: string): Promise<Browser> =>
	chromium.launch({ executablePath, args: [...chromiumFlags, '--mute-audio'] });

/** A context of a phone whose person reads English. */
export const phone = (browser: Browser): Promise<BrowserContext> =>
	browser.newContext({ viewport: slowPhone.viewport, locale: 'en-GB' });

/** Makes line and processor as slow as the phone's, from the next request on. */
export async function slowDown(session: CDPSession): Promise<void> {
	const { cpuDivisor, viewport: _, ...line } = slowPhone;
	await session.send('Network.enable');
	// Not every operator compresses with Brotli: the bounds are in gzip.
	await session.send('Network.setExtraHTTPHeaders', { headers: { 'Accept-Encoding': 'gzip' } });
	await session.send('Network.emulateNetworkConditions', { offline: false, ...line });
	await session.send('Emulation.setCPUThrottlingRate', { rate: cpuDivisor });
}

/** Gives a tab what it keeps, before anything of a page runs. */
export async function fillTab(page: Page, { inTab = {} }: Pick<Subject, 'inTab'>): Promise<void> {
	await page.addInitScript((entries) => {
		for (const [name, text] of Object.entries(entries)) sessionStorage.setItem(name, text);
	}, inTab);
}

/**
 * Opens a page in a fresh browser, as a slow phone does, and watches until nothing more comes.
 * @throws Problem when the page never gets ready
 */
export async function visit(executablePath: string, subject: Subject): Promise<Visit> {
	const { name, url, selector } = subject;
	const browser = await freshBrowser(executablePath);
	try {
		const page = await (await phone(browser)).newPage();
		const session = await page.context().newCDPSession(page);
		const wire = new Wire(session);
		await slowDown(session);
		const seen = told(session);
		await fillTab(page, subject);
		await page.addInitScript(observe, { selector, tell: TELL });
		await page.goto(url, { waitUntil: 'commit' });
		await orProblem(seen, `${name} did not get ready within ${LIMIT_MS / 1000} seconds.`);
		await wire.quiet();
		return { observed: await observedIn(page), transfers: wire.transfers() };
	} finally {
		await browser.close();
	}
}

async function told(session: CDPSession): Promise<void> {
	const { promise, resolve } = Promise.withResolvers<undefined>();
	session.on('Runtime.bindingCalled', ({ name }) => {
		if (name === TELL) resolve(undefined);
	});
	await session.send('Runtime.enable');
	await session.send('Runtime.addBinding', { name: TELL });
	await promise;
}

async function observedIn(page: Page): Promise<Observed> {
	const observed = await page.evaluate(() => window.__observed);
	if (!observed) throw new Problem('The page has lost what was seen of it.');
	return observed;
}

/** Waits for what may never come. */
async function orProblem(waited: Promise<void>, sentence: string): Promise<void> {
	const late = Promise.withResolvers<never>();
	const timer = setTimeout(() => late.reject(new Problem(sentence)), LIMIT_MS);
	await Promise.race([waited, late.promise]).finally(() => clearTimeout(timer));
}
