import { OtherClient } from '../support/other-client.ts';
import { expectStep } from '../support/register.ts';
import {
	agreeToReset,
	button,
	confirmWith,
	deviceOf,
	proveKept,
	resetPath,
	shownKey
} from '../support/secure-backup.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';
import { expectNoTraces } from '../support/watch.ts';

test('everything is replaced together, last, and another app sees it', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const app = await OtherClient.signIn(server, person);
	const old = await app.setUp(person.password);
	const message = await app.write('From before');

	await openSignedIn(page, { portal, server, person }, resetPath);
	await expect(page.getByText('Secure Backup holds one key')).toBeVisible();
	await agreeToReset(page);
	await confirmWith(page, person.password);
	const key = await shownKey(page);
	await expectNoTraces(page, watch, [key, person.password]);
	// Until it is certain that the new key is kept, all is as it was.
	expect(await app.isInOrder()).toBe(true);
	await proveKept(page, key);
	await expectStep(page, 'Secure Backup is on');
	const others = page.getByRole('list', { name: 'Your other sessions' });
	await expect(others.getByText('Element on Laptop')).toBeVisible();
	await expectNoTraces(page, watch, [key, person.password]);

	expect(await app.isInOrder()).toBe(false);
	const later = await OtherClient.signIn(server, person, 'Element on Phone');
	await expect(later.unlock(old)).rejects.toThrow();
	await later.unlock(key);
	expect(await later.isInOrder()).toBe(true);
	expect(await later.trusts(await deviceOf(page))).toBe(true);
	expect(await later.trusts(app.deviceId)).toBe(false);
	expect(await later.read(message)).toBeUndefined();
	app.stop();
	await page.getByRole('link', { name: 'Look at your sessions' }).click();
	await expectStep(page, 'Sessions');
});

test('without the word, or with a wrong password, nothing happens', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const app = await OtherClient.signIn(server, person);
	await app.setUp(person.password);
	await openSignedIn(page, { portal, server, person }, resetPath);
	await expectStep(page, 'Reset encryption');
	await button(page, 'Continue').click();
	await expect(page.getByText('Type the word reset.')).toBeVisible();
	await agreeToReset(page);
	await confirmWith(page, 'wrong');
	await expect(page.getByRole('textbox', { name: 'Password', exact: true })).toHaveAttribute(
		'aria-invalid',
		'true'
	);
	expect(await app.isInOrder()).toBe(true);
	await button(page, 'Back').click();
	await expectStep(page, 'Reset encryption');
});

test('an account without anything gets it all', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, resetPath);
	await agreeToReset(page);
	// Nothing is there that a stranger could replace, so nothing has to be confirmed.
	const key = await shownKey(page);
	await proveKept(page, key);
	await expectStep(page, 'Secure Backup is on');
	const app = await OtherClient.signIn(server, person);
	await app.unlock(key);
	expect(await app.isInOrder()).toBe(true);
});
