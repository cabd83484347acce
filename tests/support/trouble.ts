import { expect, type Locator, type Page } from '@playwright/test';
import { startBadLine, type BadLine } from './bad-line.ts';
import { startFakeHomeserver, type FakeHomeserver, type Scripts } from './fake-homeserver.ts';
import type { Person } from './person.ts';
import { startSelfSigned } from './self-signed.ts';
import { serverConfig, test as base } from './test.ts';

interface TroubleFixtures {
	/** A scripted homeserver, stopped at the end. */
	fakeHomeserver(scripts?: Scripts): Promise<FakeHomeserver>;
	/** A portal whose homeserver is a scripted one. */
	fakePortal(scripts?: Scripts): Promise<{ fake: FakeHomeserver; portal: string }>;
	/** A line on which answers get lost, stopped at the end. */
	badLine(homeserver: { baseUrl: string }): Promise<BadLine>;
	/** A server with a certificate that no browser accepts. */
	selfSigned: { name: string };
}

/** The tests' own fixtures, and servers that behave as no real homeserver does. */
export const test = base.extend<TroubleFixtures>({
	fakeHomeserver: async ({ person: _ }, use) => {
		const started: FakeHomeserver[] = [];
		await use(async (scripts) => {
			const fake = await startFakeHomeserver(scripts);
			started.push(fake);
			return fake;
		});
		for (const fake of started) await fake.stop();
	},
	fakePortal: async ({ fakeHomeserver, stack }, use) => {
		await use(async (scripts) => {
			const fake = await fakeHomeserver(scripts);
			return { fake, portal: await stack.portal(serverConfig(fake)) };
		});
	},
	badLine: async ({ person: _ }, use) => {
		const started: BadLine[] = [];
		await use(async (homeserver) => {
			const line = await startBadLine(homeserver);
			started.push(line);
			return line;
		});
		for (const line of started) await line.stop();
	},
	selfSigned: async ({ person: _ }, use) => {
		const server = await startSelfSigned();
		await use(server);
		await server.stop();
	}
});

export { expect } from '@playwright/test';

/** What a browser says of answers that a page may not read. */
export const CROSS_ORIGIN = /blocked by CORS policy/;

/** Nothing is under way, and nobody is told to wait. */
export async function expectAtRest(page: Page): Promise<void> {
	await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
	await expect(page.getByText(/^This page goes on by itself/)).toHaveCount(0);
}

/** The form still holds what was typed into it. */
export async function expectTyped(page: Page, typed: Partial<Person>): Promise<void> {
	const fields: [string | undefined, string | RegExp][] = [
		[typed.username, 'Username'],
		[typed.password, 'Password'],
		[typed.email, /^Email/]
	];
	for (const [value, name] of fields)
		if (value !== undefined)
			await expect(page.getByRole('textbox', { name, exact: true })).toHaveValue(value);
}

/** What is said while a request waits to be tried again. */
export const held = (page: Page, sentence: string | RegExp) =>
	page.getByRole('status').filter({ hasText: sentence });

export const UNREACHABLE = 'The homeserver does not answer.';
export const OFFLINE = 'You are offline.';

/**
 * Stops the page's clock: what waits for its time can be looked at, however long that takes. It goes on
 * with `waitOut`, or with `page.clock.resume()`; axe waits for the clock, too.
 */
export async function stopClock(page: Page): Promise<void> {
	await page.clock.install();
	// A clock is stopped at a moment that is still to come.
	await page.clock.pauseAt(Date.now() + 10_000);
}

/**
 * Lets the longest wait pass, until something is there.
 * @param target what comes when the request that waited has worked
 */
export async function waitOut(page: Page, target: Locator): Promise<void> {
	await expect(async () => {
		await page.clock.fastForward('00:31');
		await expect(target).toBeVisible({ timeout: 3_000 });
	}).toPass({ timeout: 30_000 });
}
