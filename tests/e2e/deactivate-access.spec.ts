import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import {
	accountWithEmails,
	button,
	eraseBox,
	expectForm,
	expectGone,
	idField,
	path
} from '../support/deactivate.ts';
import { pressBy, typeInto } from '../support/keyboard.ts';
import { expectToFit } from '../support/narrow.ts';
import { expectStep } from '../support/register.ts';
import { openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';
import { untranslated } from '../support/untranslated.ts';
import { expectNoTraces } from '../support/watch.ts';

const config = { admin_contact: 'help@example.org' };

test('with the keyboard alone, accessible at each step, and no trace of the password', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open', config);
	const { userId, seen } = await accountWithEmails(server, person, [person.email]);
	await openSignedIn(page, { portal, server, person }, path);
	await expectForm(page);
	await expectAccessible(page);
	await pressBy(page, page.getByText('Save the keys in your app instead'));
	await pressBy(page, eraseBox(page), ' ');
	await page.keyboard.press('Enter');
	await expect(idField(page)).toBeFocused();
	await expectAccessible(page);
	await page.keyboard.type(userId);
	await page.keyboard.press('Enter');
	await expectStep(page, 'Confirm that it is you');
	await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
	await expectAccessible(page);
	const field = page.getByRole('textbox', { name: 'Password', exact: true });
	await typeInto(page, field, 'wrong');
	await pressBy(page, button(page, 'Deactivate account'));
	await expect(field).toBeFocused();
	await expect(page.getByText('Nothing has happened to your account.')).toBeVisible();
	await expectAccessible(page);
	await expectNoTraces(page, watch, [person.password]);
	await page.keyboard.press('ControlOrMeta+a');
	await page.keyboard.type(person.password);
	await page.keyboard.press('Enter');
	await expectGone(page);
	await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
	await expectAccessible(page);
	await expectNoTraces(page, watch, [person.password]);
	expect(await seen()).toMatchObject({ deactivated: true, erased: true });
});

/** Goes through all steps by what is the same in every language. */
async function walk(
	page: Page,
	{ userId, password }: { userId: string; password: string },
	atEach: () => Promise<void>
): Promise<void> {
	const typed = page.locator('input[name=confirmation]');
	await expect(typed).toBeVisible();
	await page.locator('main summary').last().click();
	await atEach();
	await page.locator('form [type=submit]').click();
	await expect(page.locator('[aria-invalid=true]')).toHaveCount(1);
	await atEach();
	await typed.fill(userId);
	await page.locator('form [type=submit]').click();
	const field = page.locator('input[name=password]');
	await expect(field).toBeVisible();
	await atEach();
	await page.route('**/3pid/delete', (route) =>
		route.fulfill({
			status: 403,
			headers: { 'access-control-allow-origin': '*' },
			json: { errcode: 'M_FORBIDDEN', error: '' }
		})
	);
	await field.fill(password);
	await page.locator('form [type=submit]').click();
	await expect(page.locator('main .actions button')).toHaveCount(3);
	await atEach();
	await page.locator('main .actions button').nth(1).click();
	await expect(page.locator('main nav a')).toHaveCount(0);
	await expect(page.locator('main .actions a')).toBeVisible();
	await atEach();
}

test('every text of every step comes from the catalogue', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const server = await stack.homeserver('open');
	const { userId } = await accountWithEmails(server, person, [person.email]);
	const portal = await portalOf('open', config);
	await openSignedIn(page, { portal, server, person }, `/en-XA${path}`);
	const known = ['English', 'Deutsch', 'Pseudo', userId, person.email, config.admin_contact];
	await walk(page, { ...person, userId }, async () => {
		expect(await untranslated(page, known)).toEqual([]);
	});
});

test('320 pixels wide, in German', async ({ page, person, portalOf, stack }) => {
	await page.setViewportSize({ width: 320, height: 568 });
	const server = await stack.homeserver('open');
	const { userId } = await accountWithEmails(server, person, [person.email]);
	const portal = await portalOf('open', config);
	await openSignedIn(page, { portal, server, person }, `/de${path}`);
	await walk(page, { ...person, userId }, () => expectToFit(page));
});
