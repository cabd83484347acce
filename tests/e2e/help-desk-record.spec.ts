import type { Page } from '@playwright/test';
import { expectSignIn } from '../support/account.ts';
import { newAdministrator, openHelpDesk, search, usersTable } from '../support/help-desk.ts';
import {
	button,
	expectDone,
	heading,
	newDesk,
	openTask,
	shownPassword,
	signIn,
	type Desk
} from '../support/help-desk-user.ts';
import { fillLogin, pressSignIn } from '../support/login.ts';
import { newPerson } from '../support/person.ts';
import { expect, test } from '../support/test.ts';
import { expectNoTraces, traces } from '../support/watch.ts';

const ENTRY = 'sessionStorage vestibule.visit';
const RECORD = 'Record of this visit';
const rows = (page: Page) => page.getByRole('table', { name: RECORD }).getByRole('row');
const none = (page: Page) => page.getByText('Nothing was done in this visit so far.');

/** Sets a new password, and goes to the record; the password. */
async function helped(page: Page, desk: Desk): Promise<string> {
	await openTask(page, desk, 'password');
	await button(page, 'Set password').click();
	await expectDone(page);
	const password = await shownPassword(page).innerText();
	await page.getByRole('link', { name: RECORD }).click();
	await expect(rows(page)).toHaveCount(2);
	return password;
}

test('the record outlives a reload, is copied, holds no secret, and goes with signing out', async ({
	page,
	context,
	person,
	portalOf,
	stack,
	watch
}) => {
	await context.grantPermissions(['clipboard-write']);
	const desk = await newDesk({ person, portalOf, stack });
	const password = await helped(page, desk);
	await page.reload();
	await expect(rows(page).last()).toContainText('New password set');
	await expect(rows(page).last()).toContainText(desk.user.userId);
	await button(page, 'Copy').click();
	await expect(page.getByText('Copied', { exact: true })).toBeVisible();
	const secrets = [password, desk.user.password, desk.operator.password];
	await expectNoTraces(page, watch, secrets);
	const { accessToken } = JSON.parse(
		(await traces(page))['sessionStorage vestibule.account'] ?? '{}'
	) as { accessToken: string };
	await expectNoTraces(page, watch, [accessToken], ['sessionStorage vestibule.account']);

	await button(page, 'Sign out').click();
	await expectSignIn(page, { path: '/help-desk', reason: 'signedOut' });
	expect(await traces(page)).not.toHaveProperty(ENTRY);
	await fillLogin(page, person);
	await pressSignIn(page);
	await expect(usersTable(page)).toBeVisible();
	await page.getByRole('link', { name: RECORD }).click();
	await expect(none(page)).toBeVisible();
});

test('another account sees nothing of it, and a session that goes on sees all', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	await helped(page, desk);
	const other = newPerson();
	await newAdministrator(desk.server, other);
	// The session ends at the homeserver; the same person goes on with it.
	const kept = (await traces(page))['sessionStorage vestibule.account'] ?? '{}';
	const { accessToken } = JSON.parse(kept) as { accessToken: string };
	await fetch(`${desk.server.baseUrl}/_matrix/client/v3/logout`, {
		method: 'POST',
		headers: { authorization: `Bearer ${accessToken}` }
	});
	await page.getByRole('link', { name: 'Users' }).click();
	await expectSignIn(page, { path: '/help-desk', reason: 'ended' });
	await fillLogin(page, person);
	await pressSignIn(page);
	await expect(usersTable(page)).toBeVisible();
	await page.getByRole('link', { name: RECORD }).click();
	await expect(rows(page)).toHaveCount(2);

	await openHelpDesk(
		page,
		{ portal: desk.portal, server: desk.server, person: other },
		'/help-desk/record'
	);
	await expect(none(page)).toBeVisible();
	expect(await traces(page)).not.toHaveProperty(ENTRY);
});

test('somebody calls and is locked out: from the search to a new password in under a minute', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	await openHelpDesk(page, { portal: desk.portal, server: desk.server, person });
	const began = Date.now();
	await search(page).pressSequentially(desk.user.username);
	await usersTable(page).getByRole('link', { name: desk.user.userId }).click();
	await button(page, 'Set a new password').click();
	await expect(heading(page, 'Set a new password')).toBeFocused();
	await button(page, 'Set password').click();
	await expectDone(page);
	const password = await shownPassword(page).innerText();
	expect(Date.now() - began, 'without the time to talk').toBeLessThan(30_000);
	expect(await signIn(desk, desk.user.username, password)).toMatchObject({ status: 200 });
});
