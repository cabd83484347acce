import type { BrowserContext, Page } from '@playwright/test';
import {
	duplicate,
	expectPage,
	expectSignIn,
	goTo,
	isAlive,
	renewals,
	renewed,
	runOut,
	tokensOf
} from '../support/account.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';
import type { Person } from '../support/person.ts';
import { expectNoTraces } from '../support/watch.ts';

interface Surroundings {
	page: Page;
	context: BrowserContext;
	person: Person;
	portal: string;
	server: Parameters<typeof newAccount>[0];
}

/** Two tabs of one browser with the same session, refresh token included. */
async function twoTabs({ page, context, person, portal, server }: Surroundings): Promise<Page> {
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/profile');
	await expectPage(page, 'Profile');
	return duplicate(page, context);
}

test('two tabs whose tokens run out both go on: each generation is renewed once', async ({
	page,
	context,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	const tab = await twoTabs({ page, context, person, portal, server });
	const secrets: string[] = [];
	for (const generation of [1, 2, 3]) {
		const { accessToken, refreshToken } = await tokensOf(page);
		secrets.push(accessToken, refreshToken);
		await Promise.all([runOut(page), runOut(tab)]);
		const target = generation % 2 === 1 ? 'Emails' : 'Profile';
		await Promise.all([goTo(page, target), goTo(tab, target)]);
		await Promise.all([expectPage(page, target), expectPage(tab, target)]);
		await expect(page.getByRole('alert')).toHaveCount(0);
		await expect(tab.getByRole('alert')).toHaveCount(0);
		const tokens = await renewed(page, generation);
		expect(await renewed(tab, generation)).toEqual(tokens);
		expect(renewals(watch)).toBe(generation);
	}
	const { accessToken, refreshToken } = await tokensOf(page);
	expect(await isAlive(server, accessToken)).toBe(true);
	for (const each of [page, tab])
		await expectNoTraces(
			each,
			watch,
			[...secrets, accessToken, refreshToken],
			['sessionStorage vestibule.account']
		);
});

test('a tab that slept while the other renewed asks it for the tokens', async ({
	page,
	context,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	const tab = await twoTabs({ page, context, person, portal, server });
	// Away from the account nobody listens.
	await tab.goto(`${portal}/config.json`);
	await runOut(page);
	await goTo(page, 'Emails');
	await expectPage(page, 'Emails');
	const newer = await renewed(page, 1);
	expect((await tokensOf(tab)).accessToken).not.toBe(newer.accessToken);
	await runOut(tab);
	await tab.goto(`${portal}/account/emails`);
	await expectPage(tab, 'Emails');
	expect(await renewed(tab, 1)).toEqual(newer);
	expect(renewals(watch)).toBe(1);
});

test('a tab whose newer sibling is gone says that it has to sign in again', async ({
	page,
	context,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const tab = await twoTabs({ page, context, person, portal, server });
	await tab.goto(`${portal}/config.json`);
	await runOut(page);
	await goTo(page, 'Emails');
	await expectPage(page, 'Emails');
	await renewed(page, 1);
	await page.close();
	await runOut(tab);
	await tab.goto(`${portal}/account/emails?a=b`);
	await expectSignIn(tab, { path: '/account/emails?a=b', reason: 'expired' });
});

test('signing out in one tab signs out the other', async ({ page, context, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	const tab = await twoTabs({ page, context, person, portal, server });
	const { accessToken } = await tokensOf(page);
	await page.getByRole('button', { name: 'Sign out', exact: true }).click();
	await expectSignIn(page, { path: '/account', reason: 'signedOut' });
	await expectSignIn(tab, { path: '/account/profile', reason: 'signedOut' });
	expect(await isAlive(server, accessToken)).toBe(false);
});
