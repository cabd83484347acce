import { expect, type BrowserContext, type Page } from '@playwright/test';
import type { Watch } from './watch.ts';

const ENTRY = 'vestibule.account';

/** What a tab keeps of its session, as the portal stores it. */
export interface KeptTokens {
	deviceId: string;
	accessToken: string;
	refreshToken: string;
	generation?: number;
}

/** The tokens of a tab. */
export const tokensOf = (page: Page): Promise<KeptTokens> =>
	page.evaluate((entry) => JSON.parse(sessionStorage.getItem(entry) ?? 'null') as never, ENTRY);

/** The tokens of a tab, as soon as they were renewed so often: a page is there before. */
export async function renewed(page: Page, generation: number): Promise<KeptTokens> {
	await expect.poll(() => tokensOf(page)).toMatchObject({ generation });
	return tokensOf(page);
}

/** The token of a tab runs out, as far as the tab knows: it has to be renewed before the next request. */
export const runOut = (page: Page): Promise<void> =>
	page.evaluate((entry) => {
		const account = JSON.parse(sessionStorage.getItem(entry) ?? '{}') as object;
		sessionStorage.setItem(entry, JSON.stringify({ ...account, expiresAt: Date.now() }));
	}, ENTRY);

/** Opens another tab of the same browser with everything that the first one keeps: "Duplicate tab". */
export async function duplicate(page: Page, context: BrowserContext): Promise<Page> {
	const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
	const tab = await context.newPage();
	await tab.goto(new URL('/config.json', page.url()).href);
	await tab.evaluate((text) => {
		for (const [key, value] of Object.entries(JSON.parse(text) as Record<string, string>))
			sessionStorage.setItem(key, value);
	}, kept);
	await tab.goto(page.url());
	await expectPage(tab, await page.getByRole('heading', { level: 1 }).innerText());
	return tab;
}

/** A page of the account is there, and works. */
export async function expectPage(page: Page, heading: string): Promise<void> {
	await expect(page.getByRole('heading', { level: 1, name: heading, exact: true })).toBeVisible();
	await expect(page.locator('html[data-ready]')).toBeAttached();
}

/** Sign-in is there, and knows why one was led to it, and where one was. */
export async function expectSignIn(
	page: Page,
	{ path, reason }: { path: string; reason?: string }
): Promise<void> {
	await expect(page).toHaveURL(/\/login$/);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	const kept = await page.evaluate(() => sessionStorage.getItem('vestibule.return'));
	expect(JSON.parse(kept ?? 'null')).toMatchObject({ path, ...(reason && { reason }) });
	expect(await page.evaluate((entry) => sessionStorage.getItem(entry), ENTRY)).toBeNull();
}

/** How often tokens were renewed. */
export const renewals = (watch: Watch): number =>
	watch.matrixRequests().filter((line) => line === 'POST /refresh').length;

/** Whether a session is there for the homeserver. */
export async function isAlive(server: { baseUrl: string }, accessToken: string): Promise<boolean> {
	const answer = await fetch(`${server.baseUrl}/_matrix/client/v3/account/whoami`, {
		headers: { authorization: `Bearer ${accessToken}` }
	});
	return answer.ok;
}

/** Spends a refresh token past the portal, and uses what it gives. */
export async function spend(server: { baseUrl: string }, refreshToken: string): Promise<string> {
	const answer = await fetch(`${server.baseUrl}/_matrix/client/v3/refresh`, {
		method: 'POST',
		body: JSON.stringify({ refresh_token: refreshToken })
	});
	const { access_token } = (await answer.json()) as { access_token: string };
	expect(await isAlive(server, access_token)).toBe(true);
	return access_token;
}

/** Goes to a page by the list, as a person does. */
export const goTo = (page: Page, name: string): Promise<void> =>
	page
		.getByRole('navigation', { name: 'Account' })
		.getByRole('link', { name, exact: true })
		.click();
