import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { newToken } from '../support/admin.ts';
import { keptSession } from '../support/homeserver.ts';
import { newPerson } from '../support/person.ts';
import {
	acceptPolicies,
	awaitMail,
	expectReady,
	expectStep,
	fillForm,
	linkIn,
	openForm,
	submitForm
} from '../support/register.ts';
import { expect, test } from '../support/test.ts';
import { expectNoTraces } from '../support/watch.ts';

const field = (page: Page, name: string | RegExp) => page.getByRole('textbox', { name });

test('a reload at every step loses nothing but the password', async ({
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
	const reload = async () => {
		await page.reload();
		await expect(page.locator('html[data-ready]')).toBeAttached();
	};
	await openForm(page, portal, `?token=${token}`);
	await fillForm(page, person);
	await reload();
	await expect(field(page, 'Username')).toHaveValue(person.username);
	await expect(field(page, /^Email/)).toHaveValue(person.email);
	await expect(field(page, 'Registration token')).toHaveValue(token);
	await expect(page.getByRole('textbox', { name: 'Password', exact: true })).toHaveValue('');
	await fillForm(page, { password: person.password });
	await submitForm(page);

	await expectStep(page, 'Review the policies');
	await reload();
	await acceptPolicies(page);
	await expectStep(page, 'Check your email');
	const mail = await stack.waitForMail(person.email);
	await reload();
	await expectStep(page, 'Check your email');
	await expect(page.getByText(person.email)).toBeVisible();
	await expectAccessible(page);
	await expectNoTraces(page, watch, [person.password, token], ['address']);

	await (await context.newPage()).goto(linkIn(mail));
	await expectReady(page, person, server);
	expect(await stack.mails(person.email), 'a reload sends no mail').toHaveLength(1);
	await reload();
	await expectStep(page, 'Create your account');
	await expect(field(page, 'Username')).toHaveValue('');
	await expect(field(page, /^Email/)).toHaveValue('');
});

test('Back and forward: the form keeps its text, the wait goes on by itself', async ({
	page,
	otherDevice,
	person,
	homeOf,
	stack,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	await page.goto(portal);
	await page.getByRole('link', { name: 'Create account' }).click();
	await expectStep(page, 'Create your account');
	await expect(page.locator('html[data-ready]')).toBeAttached();
	await fillForm(page, person);
	await page.goBack();
	await expectStep(page, 'Your Matrix account');
	await page.goForward();
	await expectStep(page, 'Create your account');
	await expect(field(page, 'Username')).toHaveValue(person.username);
	await expect(field(page, /^Email/)).toHaveValue(person.email);
	await fillForm(page, { password: person.password });
	await submitForm(page);

	await expectStep(page, 'Check your email');
	await page.goBack();
	await expectStep(page, 'Your Matrix account');
	await page.goForward();
	await expectStep(page, 'Check your email');
	await expectNoTraces(page, watch, [person.password]);
	await page.goto(portal);
	await page.goBack();
	await expectStep(page, 'Check your email');
	await (await otherDevice()).goto(linkIn(await stack.waitForMail(person.email)));
	await expectReady(page, person, server);
});

test('a closed tab: opened again, the person is asked and goes on', async ({
	page,
	context,
	person,
	homeOf,
	stack,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	const closed = await context.newPage();
	await awaitMail(closed, portal, person);
	await closed.close();

	await openForm(page, portal);
	await expectStep(page, 'You have begun an account');
	await expect(page.getByText(`@${person.username}:${server.serverName}`)).toBeVisible();
	await expectAccessible(page);
	await expectNoTraces(page, watch, [person.password]);
	await page.getByRole('button', { name: 'Go on with it' }).click();
	await expectStep(page, 'Check your email');
	const link = await context.newPage();
	await link.goto(linkIn(await stack.waitForMail(person.email)));
	await expect(link.getByText(/You can close this tab/)).toBeVisible();
	await expectReady(page, person, server);
	expect((await keptSession(page))?.userId).toBe(`@${person.username}:${server.serverName}`);

	const next = await context.newPage();
	await openForm(next, portal);
	await expectStep(next, 'Create your account');
});

test('a closed tab: opened again, a new account can be made instead', async ({
	page,
	context,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const closed = await context.newPage();
	await awaitMail(closed, portal, person);
	await closed.close();

	await openForm(page, portal);
	await page.getByRole('button', { name: 'Start a new one' }).click();
	await expectStep(page, 'Create your account');
	await expect(field(page, 'Username')).toHaveValue('');
	const other = newPerson();
	await fillForm(page, { username: other.username, password: other.password });
	await submitForm(page);
	await expectReady(page, other, server);
	await openForm(page, portal);
	await expectStep(page, 'Create your account');
});
