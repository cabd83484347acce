import { expectAccessible } from '../support/accessibility.ts';
import { expectStep, fillForm, openForm, submitForm } from '../support/register.ts';
import { expect, test } from '../support/test.ts';
import { expectNoTraces } from '../support/watch.ts';

test('without an email: one request makes the account', async ({ page, person, homeOf, watch }) => {
	const { portal, server } = await homeOf('open');
	await openForm(page, portal);
	await expect(page.getByText(server.serverName, { exact: true })).toBeVisible();
	await expectAccessible(page);

	await fillForm(page, { username: person.username });
	await expect(page.getByText(`@${person.username}:${server.serverName}`)).toBeVisible();
	await fillForm(page, { password: person.password });
	await expect(page.getByText('This name is free.')).toBeVisible();
	await expectNoTraces(page, watch, [person.password]);
	await submitForm(page);

	await expectStep(page, 'Your account is ready');
	await expect(page.getByText(`@${person.username}:${server.serverName}`)).toBeVisible();
	await expect(page).toHaveTitle(/Your account is ready/);
	await expect(page.getByText(/a lost password cannot be reset/)).toBeVisible();
	await expectAccessible(page);
	await expectNoTraces(page, watch, [person.password]);
	expect(watch.matrixRequests().sort()).toEqual([
		'GET /login',
		'GET /password_policy',
		'GET /register/available',
		'POST /register',
		'POST /register'
	]);
});
