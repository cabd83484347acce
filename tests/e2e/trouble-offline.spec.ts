import { expectAccessible } from '../support/accessibility.ts';
import { newToken } from '../support/admin.ts';
import {
	homeserverDialog,
	nameHomeserver,
	openHomeserverDialog
} from '../support/homeserver-dialog.ts';
import {
	acceptPolicies,
	expectReady,
	expectStep,
	fillForm,
	linkIn,
	openForm,
	submitForm
} from '../support/register.ts';
import { expect, expectAtRest, expectTyped, held, OFFLINE, test } from '../support/trouble.ts';

test('offline at every step: said, nothing is lost, and it goes on when it is back', async ({
	page,
	context,
	otherDevice,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('strict');
	const token = await newToken(server, 1);
	await openForm(page, portal);

	// Before anything that comes after the form can have been loaded.
	await context.setOffline(true);
	await fillForm(page, { ...person, token });
	await submitForm(page);
	await expect(held(page, OFFLINE)).toBeVisible();
	await expectTyped(page, person);
	await expect(page.getByRole('textbox', { name: 'Registration token' })).toHaveValue(token);
	await expectAccessible(page);
	await context.setOffline(false);
	await expectStep(page, 'Review the policies');
	await expectAtRest(page);

	await context.setOffline(true);
	await acceptPolicies(page);
	await expect(held(page, OFFLINE)).toBeVisible();
	await expect(page.getByRole('checkbox')).toBeChecked();
	await context.setOffline(false);
	await expectStep(page, 'Check your email');
	await expectAtRest(page);

	await context.setOffline(true);
	await expect(page.getByText(OFFLINE)).toBeVisible({ timeout: 20_000 });
	await expectAccessible(page);
	const phone = await otherDevice();
	await phone.goto(linkIn(await stack.waitForMail(person.email)));
	await expectStep(phone, 'Email confirmed');
	await context.setOffline(false);
	await expectReady(page, person, server);
	await expect(page.getByText(OFFLINE)).toHaveCount(0);
	await expectAtRest(page);
});

test('offline while a homeserver is chosen', async ({ page, context, person, portalOf, stack }) => {
	const [open, sso] = await Promise.all([stack.homeserver('open'), stack.homeserver('sso')]);
	const typed = { username: person.username, password: person.password };
	await openForm(page, await portalOf('sso'));
	await fillForm(page, typed);
	const dialog = await openHomeserverDialog(page);
	await context.setOffline(true);
	await nameHomeserver(dialog, open.serverName);
	await expect(dialog.getByText(OFFLINE)).toBeVisible();
	await expectAccessible(page);
	await context.setOffline(false);
	await expect(dialog).toBeHidden();
	await expect(page.getByText(open.serverName, { exact: true })).toBeVisible();
	await expectTyped(page, typed);

	await context.setOffline(true);
	await nameHomeserver(await openHomeserverDialog(page), sso.serverName);
	await expect((await homeserverDialog(page)).getByText(OFFLINE)).toBeVisible();
	await page.keyboard.press('Escape');
	await context.setOffline(false);
	await expectAtRest(page);
	await submitForm(page);
	await expectReady(page, person, open);
});
