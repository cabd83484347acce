import {
	accepts,
	change,
	expectChanged,
	expectChecked,
	goToForm,
	isSignedIn,
	newPassword,
	passwordField,
	signOutBox,
	turnOnBackup
} from '../support/password.ts';
import { expectStep } from '../support/register.ts';
import { giveKeys } from '../support/session-keys.ts';
import { newAccount, newLogin, openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';

const path = '/account/password';

test('with Secure Backup on, the other sessions are signed out', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const phone = await newLogin(server, person, 'Phone');
	await turnOnBackup(server, phone);
	await giveKeys({
		baseUrl: server.baseUrl,
		userId: String(phone.user_id),
		deviceId: String(phone.device_id),
		accessToken: String(phone.access_token)
	});
	await openSignedIn(page, { portal, server, person }, path);
	await expectChecked(page);
	const checks = page.getByRole('list', { name: 'Check first' }).getByRole('listitem');
	await expect(checks).toHaveText([
		/Secure Backup On, with 0 keys/,
		/Your other sessions 2 other sessions .*1 of them is not verified/,
		/Your recovery key Have it at hand/,
		/A copy of your keys Recommended/
	]);
	await goToForm(page);
	await expect(signOutBox(page)).toBeChecked();
	const next = newPassword();
	await change(page, person.password, next);
	await expectChanged(page);
	await expect(page.getByText('Your other sessions are signed out.')).toBeVisible();
	expect(await accepts(server, person.username, next)).toBe(true);
	expect(await accepts(server, person.username, person.password)).toBe(false);
	expect(await isSignedIn(server, phone)).toBe(false);
	await page.getByRole('link', { name: 'Back to your account' }).click();
	await expectStep(page, 'Your account');
});

test('without Secure Backup, the other sessions are kept', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const phone = await newLogin(server, person, 'Phone');
	await openSignedIn(page, { portal, server, person }, path);
	await goToForm(page);
	await expect(signOutBox(page)).not.toBeChecked();
	await expect(page.getByText(/^Not chosen for you, because Secure Backup is off/)).toBeVisible();
	const next = newPassword();
	await change(page, person.password, next);
	await expectChanged(page);
	await expect(page.getByText('and in your other sessions.')).toBeVisible();
	expect(await accepts(server, person.username, next)).toBe(true);
	expect(await isSignedIn(server, phone)).toBe(true);
	const asked = watch.matrixRequests().filter((line) => line === 'POST /account/password');
	expect(asked, 'how it is confirmed, the change, its confirmation').toHaveLength(3);
});

test('a person can sign the other sessions out all the same', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const phone = await newLogin(server, person, 'Phone');
	await openSignedIn(page, { portal, server, person }, path);
	await goToForm(page);
	await signOutBox(page).check();
	await change(page, person.password, newPassword());
	await expectChanged(page);
	expect(await isSignedIn(server, phone)).toBe(false);
});

test('a wrong current password is said at its field, and nothing typed is lost', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, path);
	await goToForm(page);
	const next = newPassword();
	await change(page, 'not this one', next);
	const current = passwordField(page, 'Current');
	await expect(current).toHaveAccessibleDescription(/This is not the password of your account/);
	await expect(current).toBeFocused();
	await expect(current).toHaveValue('not this one');
	await expect(passwordField(page, 'New')).toHaveValue(next);
	expect(await accepts(server, person.username, next)).toBe(false);
	const last = newPassword();
	await change(page, person.password, last);
	await expectChanged(page);
	expect(await accepts(server, person.username, last), 'what was typed last').toBe(true);
	expect(await accepts(server, person.username, next)).toBe(false);
});

test('what is missing is said before anything is sent', async ({ page, person, homeOf, watch }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, path);
	await goToForm(page);
	// The last that the form asks by itself: what is told of a browser may come late.
	await expect.poll(() => watch.matrixRequests()).toContain('GET /password_policy');
	const asked = watch.matrixRequests().length;
	await change(page, '', '');
	for (const which of ['Current', 'New'] as const)
		await expect(passwordField(page, which)).toHaveAccessibleDescription(/Enter a password\./);
	await expect(passwordField(page, 'Current')).toBeFocused();
	expect(watch.matrixRequests().slice(asked)).not.toContain('POST /account/password');
});

test('the same password once more is taken', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, path);
	await goToForm(page);
	await change(page, person.password, person.password);
	await expectChanged(page);
	expect(await accepts(server, person.username, person.password)).toBe(true);
});

test('whoever does not know the current password is led to recovery', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, path);
	await goToForm(page);
	await page.getByRole('link', { name: 'I do not know my current password' }).click();
	await expect(page).toHaveURL(/\/recover$/);
});

test('the policy of the homeserver is ticked off, and its refusal is said at the field', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('policy');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, path);
	await goToForm(page);
	const next = passwordField(page, 'New');
	await expect(next).toHaveAccessibleDescription(/at least 10 characters/);
	await change(page, person.password, 'Short-1');
	await expect(next).toHaveAccessibleDescription(/This password is too short/);
	await expect(next).toBeFocused();
	await next.fill('long-enough-but-no-digit');
	await expect(next).toHaveAccessibleDescription(/at least 10 characters \(done\)/);
	const good = newPassword();
	await change(page, person.password, good);
	await expectChanged(page);
	expect(await accepts(server, person.username, good)).toBe(true);
});
