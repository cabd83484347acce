import type { Page } from '@playwright/test';
import { OtherClient } from '../support/other-client.ts';
import { expectStep } from '../support/register.ts';
import { setUpAll } from '../support/secure-backup.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';

const follow = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();

test('before a new password: set up, then test, and back each time', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/password');
	await follow(page, 'Set up Secure Backup');
	const key = await setUpAll(page);
	await follow(page, 'Back to changing your password');
	await expectStep(page, 'Before you change your password');
	await expect(page.getByText('On, with 0 keys')).toBeVisible();
	await follow(page, 'Test your recovery key');
	await expectStep(page, 'Test your recovery key');
	await page.getByRole('textbox', { name: 'Recovery key or phrase' }).fill(key);
	await page.getByRole('button', { name: 'Test', exact: true }).click();
	await expect(page.getByRole('status').filter({ hasText: 'Secure Backup' })).toBeVisible();
	await follow(page, 'Back to changing your password');
	await expectStep(page, 'Before you change your password');
	await follow(page, 'Export keys');
	await expectStep(page, 'Export your keys');
	await follow(page, 'Back to changing your password');
	await expectStep(page, 'Before you change your password');
});

test('before leaving, and before a reset of the password', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const app = await OtherClient.signIn(server, person);
	await app.setUp(person.password);
	await openSignedIn(page, { portal, server, person }, '/account/deactivate');
	await follow(page, 'Export keys');
	await expectStep(page, 'Export your keys');
	await follow(page, 'Back to deactivating your account');
	await expectStep(page, 'Deactivate your account');

	await page.goto(`${portal}/recover`);
	await page.getByText('Are you still signed in on another device?').click();
	await follow(page, 'Test your recovery key');
	await expectStep(page, 'Test your recovery key');
	await follow(page, 'Back to resetting your password');
	await expectStep(page, 'Reset your password');
});
