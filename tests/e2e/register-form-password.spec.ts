import { expectAccessible } from '../support/accessibility.ts';
import { expectReady, fillForm, openForm, submitForm } from '../support/register.ts';
import { expect, test } from '../support/test.ts';
import { expectNoTraces } from '../support/watch.ts';

test('password: shown and hidden, pasted, measured, and understood by password managers', async ({
	page,
	context,
	person,
	homeOf,
	watch
}) => {
	const { portal } = await homeOf('open');
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await openForm(page, portal);
	const username = page.getByRole('textbox', { name: 'Username' });
	const password = page.getByRole('textbox', { name: 'Password', exact: true });

	await expect(username).toHaveAttribute('autocomplete', 'username');
	await expect(username).toHaveAttribute('name', 'username');
	await expect(username).toHaveAttribute('autocapitalize', 'none');
	await expect(password).toHaveAttribute('autocomplete', 'new-password');
	await expect(password).toHaveAttribute('name', 'password');
	await expect(password).toHaveAttribute('type', 'password');
	const form = page.locator('form').filter({ has: username }).filter({ has: password });
	await expect(form).toHaveCount(1);
	await expect(form).toHaveAttribute('method', 'post');
	await expect(form.locator('[type=submit]')).toHaveCount(1);

	await password.fill('password');
	await expect(page.getByText('Very easy to guess.')).toBeVisible();
	await expect(page.getByText(/on the lists that are tried first/)).toBeVisible();
	await expectAccessible(page);
	await page.evaluate((text) => navigator.clipboard.writeText(text), person.password);
	await password.fill('');
	await password.press('Control+V');
	await expect(password).toHaveValue(person.password);
	await expect(page.getByText('Very good.')).toBeVisible();

	await page.getByRole('button', { name: 'Show password' }).click();
	await expect(password).toHaveAttribute('type', 'text');
	await expect(password).toHaveValue(person.password);
	await expectNoTraces(page, watch, [person.password]);
	await page.getByRole('button', { name: 'Hide password' }).click();
	await expect(password).toHaveAttribute('type', 'password');

	await password.fill('');
	await fillForm(page, { username: person.username });
	await submitForm(page);
	await expect(password).toHaveAccessibleDescription(/Enter a password/);
	await expect(password).toBeFocused();
});

test('the homeserver’s own rules: shown before, ticked off while typing, and kept', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('policy');
	await openForm(page, portal);
	const password = page.getByRole('textbox', { name: 'Password', exact: true });
	await password.focus();
	const rules = page.getByRole('listitem').filter({
		hasText: /at least 10 characters|a digit|a small letter|a capital letter|a symbol/
	});
	const met = rules.filter({ hasText: '(done)' });
	await expect(rules).toHaveCount(5);
	await expect(met).toHaveCount(0);
	await expect(password).toHaveAccessibleDescription(/at least 10 characters.*a symbol/);
	await expectAccessible(page);
	const [symbol, capital, digit, letters] = ['!', 'A', '7', 'bcdefghijk'];
	for (const [count, text] of [symbol, capital, digit].entries()) {
		await password.pressSequentially(text);
		await expect(met).toHaveCount(count + 1);
	}

	await fillForm(page, { username: person.username });
	await submitForm(page);
	await expect(password).toHaveAccessibleDescription(/This password is too short/);
	await expect(password).toBeFocused();
	await expectAccessible(page);
	expect(watch.matrixRequests().filter((line) => line === 'POST /register')).toHaveLength(1);

	await password.pressSequentially(letters);
	await expect(met).toHaveCount(5);
	await submitForm(page);
	await expectReady(page, person, server);
});
