import type { Page } from '@playwright/test';
import { newToken } from '../support/admin.ts';
import { pressBy, tabTo, typeInto } from '../support/keyboard.ts';
import { expectReady, linkIn, openForm } from '../support/register.ts';
import { expect, test } from '../support/test.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const textbox = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

/** The new step's heading has the focus, so that it is read out and Tab goes on from there. */
const expectHeading = (page: Page, name: string) =>
	expect(page.getByRole('heading', { level: 1, name })).toBeFocused();

test('from the form to the account by keyboard alone', async ({
	page,
	context,
	person,
	homeOf,
	stack,
	watch
}) => {
	const { portal, server } = await homeOf('strict');
	const token = await newToken(server, 1);
	watch.expectOnly(portal, server.baseUrl);
	await openForm(page, portal);
	await page.keyboard.press('Tab');
	await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('main')).toBeFocused();

	const edit = button(page, 'Edit homeserver');
	await page.keyboard.press('Tab');
	await expect(edit).toBeFocused();
	await page.keyboard.press('Enter');
	const dialog = page.getByRole('dialog', { name: 'Choose a homeserver' });
	await expect(textbox(page, 'Homeserver')).toBeFocused();
	await tabTo(page, button(page, 'Cancel'));
	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();
	await expect(edit).toBeFocused();

	await typeInto(page, textbox(page, 'Username'), person.username);
	await typeInto(page, textbox(page, 'Password'), person.password);
	await pressBy(page, button(page, 'Show password'), 'Space');
	await expect(textbox(page, 'Password')).toHaveAttribute('type', 'text');
	await expect(button(page, 'Hide password')).toBeFocused();
	await typeInto(page, textbox(page, 'Email'), person.email);
	await typeInto(page, textbox(page, 'Registration token'), 'wrong');
	await page.keyboard.press('Enter');
	await expect(textbox(page, 'Registration token')).toHaveAttribute('aria-invalid', 'true');
	await expect(textbox(page, 'Registration token')).toBeFocused();
	await page.keyboard.press('Control+A');
	await page.keyboard.type(token);
	await pressBy(page, button(page, 'Continue'));

	await expectHeading(page, 'Review the policies');
	await tabTo(page, page.getByRole('link', { name: 'Terms of use and privacy' }));
	await pressBy(page, button(page, 'Accept'));
	await expect(page.getByRole('checkbox')).toBeFocused();
	await page.keyboard.press('Space');
	await pressBy(page, button(page, 'Accept'));

	await expectHeading(page, 'Check your email');
	await tabTo(page, button(page, 'Send again'));
	await pressBy(page, button(page, 'Use another address'));
	await expectHeading(page, 'Use another address');
	await tabTo(page, textbox(page, 'Email'));
	await pressBy(page, button(page, 'Back'));
	await expectHeading(page, 'Check your email');

	const link = await context.newPage();
	await link.goto(linkIn(await stack.waitForMail(person.email)));
	await expect(link.getByText(/You can close this tab/)).toBeVisible();
	await expectReady(page, person, server);
	await expectHeading(page, 'Your account is ready');
	await pressBy(page, button(page, 'Copy'));
	await expect(page.getByText('Copied')).toBeVisible();
	await pressBy(page, page.getByRole('link', { name: 'Go to your account' }));
	await expect(page).toHaveURL(`${portal}/account`);
});
