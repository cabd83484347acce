import {
	accountWithEmails,
	button,
	deactivate,
	eraseBox,
	expectForm,
	expectGone,
	goToConfirm,
	idField,
	path,
	removeBox
} from '../support/deactivate.ts';
import { accepts, isSignedIn } from '../support/password.ts';
import { expectStep } from '../support/register.ts';
import { newLogin, openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';

/** Nobody has to be asked whom to ask. */
const config = { admin_contact: 'help@example.org' };

test('emails go first, then the account, for good', async ({ page, person, homeOf, watch }) => {
	const { portal, server } = await homeOf('open', config);
	const { userId, seen } = await accountWithEmails(server, person, [person.email]);
	const phone = await newLogin(server, person, 'Phone');
	await openSignedIn(page, { portal, server, person }, path);
	await expectForm(page);
	await expect(removeBox(page)).toBeChecked();
	await expect(eraseBox(page)).not.toBeChecked();
	await expect(page.getByText(person.email)).toBeVisible();
	const data = page.getByRole('link', { name: 'Download your data' });
	await expect(data).toHaveAttribute('href', '/account/data');
	await goToConfirm(page, userId);
	await expect(
		page.getByText('Your messages stay visible to people who join later.')
	).toBeVisible();
	expect((await seen()).deactivated, 'asking changes nothing').toBe(false);
	await deactivate(page, person.password);
	await expectGone(page);
	expect(await seen()).toMatchObject({ deactivated: true, erased: false, threepids: [] });
	expect(await accepts(server, person.username, person.password)).toBe(false);
	expect(await isSignedIn(server, phone)).toBe(false);
	const asked = watch.matrixRequests().filter((line) => line.startsWith('POST /account'));
	expect(asked).toEqual([
		'POST /account/deactivate',
		'POST /account/3pid/delete',
		'POST /account/deactivate'
	]);
	await page.reload();
	await expectStep(page, 'Sign in');
});

test('messages are hidden from new joiners, and emails stay until the end', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open', config);
	const { userId, seen } = await accountWithEmails(server, person, [person.email]);
	await openSignedIn(page, { portal, server, person }, path);
	await expectForm(page);
	await eraseBox(page).check();
	await removeBox(page).uncheck();
	await goToConfirm(page, ` ${userId} `);
	await deactivate(page, person.password);
	await expectGone(page);
	expect(await seen()).toMatchObject({ deactivated: true, erased: true });
	expect(watch.matrixRequests()).not.toContain('POST /account/3pid/delete');
});

test('a wrong password costs nothing', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open', config);
	const { userId, seen } = await accountWithEmails(server, person, [person.email]);
	await openSignedIn(page, { portal, server, person }, path);
	await goToConfirm(page, userId);
	await deactivate(page, 'not this one');
	const field = page.getByRole('textbox', { name: 'Password', exact: true });
	await expect(field).toHaveAccessibleDescription(/This is not the password of your account/);
	await expect(field).toBeFocused();
	await expect(page.getByText('Nothing has happened to your account.')).toBeVisible();
	expect(await seen()).toMatchObject({
		deactivated: false,
		threepids: [{ address: person.email }]
	});
	await deactivate(page, person.password);
	await expectGone(page);
	expect((await seen()).deactivated).toBe(true);
});

test('without the Matrix ID nothing is asked', async ({ page, person, homeOf, watch }) => {
	const { portal, server } = await homeOf('open', config);
	const { userId } = await accountWithEmails(server, person, []);
	await openSignedIn(page, { portal, server, person }, path);
	await expectForm(page);
	await expect(idField(page)).toHaveAttribute('autocomplete', 'off');
	for (const [typed, said] of [
		['', 'Type your Matrix ID.'],
		[person.username, 'This is not your Matrix ID.'],
		[userId.toUpperCase(), 'This is not your Matrix ID.']
	] as const) {
		await idField(page).fill(typed);
		await button(page, 'Continue').click();
		await expect(idField(page)).toHaveAccessibleDescription(new RegExp(said));
		await expect(idField(page)).toBeFocused();
	}
	expect(watch.matrixRequests()).not.toContain('POST /account/deactivate');
});

test('a double click sends nothing twice, and what was typed does not come back', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open', config);
	const { userId } = await accountWithEmails(server, person, []);
	await openSignedIn(page, { portal, server, person }, path);
	await expectForm(page);
	await idField(page).fill(userId);
	await page.reload();
	await expectForm(page);
	await expect(idField(page)).toHaveValue('');
	await idField(page).fill(userId);
	await button(page, 'Continue').dblclick();
	await expectStep(page, 'Confirm that it is you');
	await page.getByRole('textbox', { name: 'Password', exact: true }).fill(person.password);
	await button(page, 'Deactivate account').dblclick();
	await expectGone(page);
	const asked = watch.matrixRequests().filter((line) => line === 'POST /account/deactivate');
	expect(asked).toHaveLength(2);
});

test('the way back keeps what was chosen, and a changed mind counts', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open', config);
	const { userId, seen } = await accountWithEmails(server, person, []);
	await openSignedIn(page, { portal, server, person }, path);
	await expectForm(page);
	await eraseBox(page).check();
	await goToConfirm(page, userId);
	await button(page, 'Back').click();
	await expectForm(page);
	await expect(eraseBox(page)).toBeChecked();
	await eraseBox(page).uncheck();
	await goToConfirm(page, userId);
	await deactivate(page, person.password);
	await expectGone(page);
	expect(await seen()).toMatchObject({ deactivated: true, erased: false });
});

test('where the operator does not want it, whom to ask is said', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const features = { deactivation: false };
	const { portal, server } = await homeOf('open', { ...config, features });
	await accountWithEmails(server, person, []);
	await openSignedIn(
		page,
		{ portal, server, person },
		'/account?action=org.matrix.account_deactivate'
	);
	await expectStep(page, 'Deactivate your account');
	await expect(page).toHaveURL(`${portal}${path}`);
	await expect(page.getByRole('link', { name: 'help@example.org' })).toBeVisible();
	await expect(page.getByRole('textbox')).toHaveCount(0);
	expect(watch.matrixRequests()).not.toContain('POST /account/deactivate');
});
