import type { Page } from '@playwright/test';
import { expectPage, goTo, isAlive, tokensOf } from '../support/account.ts';
import { expectStep } from '../support/register.ts';
import { deleteSessions, devicesOf, signInAs } from '../support/sessions.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import type { Person } from '../support/person.ts';
import { expect, test } from '../support/test.ts';

async function signInHere(page: Page, { username, password }: Partial<Person>): Promise<void> {
	await expectStep(page, 'Sign in');
	await expect(page.locator('html[data-ready]')).toBeAttached();
	if (username !== undefined)
		await page.getByRole('textbox', { name: 'Username or email' }).fill(username);
	await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password ?? '');
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('whoever signs in is back at the page, with its query', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await page.goto(`${portal}/account/emails?client=app`);
	await signInHere(page, person);
	await expectPage(page, 'Emails');
	await expect(page).toHaveURL(`${portal}/account/emails?client=app`);
	await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
	await expect(page.getByRole('button', { name: 'Finish and sign out' })).toBeVisible();
});

test('a link’s task waits for sign-in', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const phone = await signInAs(server, person, 'Phone');
	await page.goto(`${portal}/account?action=org.matrix.device_delete&device_id=${phone.deviceId}`);
	await signInHere(page, person);
	await expect(page.getByRole('dialog')).toContainText('Phone');
	expect(await isAlive(server, phone.accessToken)).toBe(true);
});

test('removed elsewhere, one signs in again to the same session, and goes on where one was', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/profile');
	await expectPage(page, 'Profile');
	const { deviceId } = await tokensOf(page);
	const phone = await signInAs(server, person, 'Phone');
	await deleteSessions(phone, person, [deviceId]);
	await goTo(page, 'Emails');
	await expectStep(page, 'Sign in');
	await expect(page.getByText('You are signed out', { exact: false }).first()).toBeVisible();
	await signInHere(page, { password: person.password });
	await expectPage(page, 'Emails');
	expect((await tokensOf(page)).deviceId).toBe(deviceId);
	const devices = await devicesOf(phone);
	expect(devices.filter(({ device_id }) => device_id === deviceId)).toHaveLength(1);
});

test('after signing out, sign-in says so, and somebody else finds nothing of it', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/profile');
	await expectPage(page, 'Profile');
	await page.getByRole('button', { name: 'Sign out', exact: true }).click();
	await expectStep(page, 'Sign in');
	await expect(page.getByText('You are signed out', { exact: false }).first()).toBeVisible();
	await expect(page.getByRole('textbox', { name: 'Username or email' })).toHaveValue('');
	await signInHere(page, person);
	await expectPage(page, 'Your account');
	await expect(page).toHaveURL(`${portal}/account`);
});
