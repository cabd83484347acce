import type { Route } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { newToken } from '../support/admin.ts';
import { keptSession, sessionsOf } from '../support/homeserver.ts';
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
import { expect, expectAtRest, expectTyped, test } from '../support/trouble.ts';
import { followUiaSessions, forgetUiaSessions } from '../support/uia-sessions.ts';

test('the homeserver has forgotten the attempt: it begins again unseen', async ({
	page,
	otherDevice,
	person,
	portalOf,
	stack
}) => {
	const server = await stack.homeserver('strict');
	const token = await newToken(server, 9);
	const sessions = followUiaSessions(page);
	await openForm(page, await portalOf('strict'));
	await fillForm(page, { ...person, token });
	await submitForm(page);
	await expectStep(page, 'Review the policies');

	forgetUiaSessions(server, sessions);
	await acceptPolicies(page);
	// The new attempt has come as far as the old one; nothing had to be typed.
	await expect(page.getByRole('checkbox')).not.toBeChecked();
	await expectStep(page, 'Review the policies');
	await expectAtRest(page);
	await acceptPolicies(page);
	await expectStep(page, 'Check your email');
	expect(sessions.size).toBe(2);

	// Once is an accident. A second time is told, with everything that was typed still there.
	const first = await stack.waitForMail(person.email);
	forgetUiaSessions(server, sessions);
	await expectStep(page, 'Create your account');
	await expect(page.getByRole('alert')).toContainText('the homeserver starts again');
	await expectTyped(page, person);
	await expect(page.getByRole('textbox', { name: 'Registration token' })).toHaveValue(token);
	await expectAtRest(page);
	await submitForm(page);
	await acceptPolicies(page);
	await expectStep(page, 'Check your email');
	const phone = await otherDevice();
	await phone.goto(linkIn(await stack.waitForMail(person.email, first.id)));
	await expectReady(page, person, server);
	const session = await keptSession(page);
	expect(await sessionsOf(server, session?.accessToken ?? '')).toHaveLength(1);
});

test('forgotten while the link is waited for: another mail goes out by itself', async ({
	page,
	otherDevice,
	person,
	portalOf,
	stack
}) => {
	const server = await stack.homeserver('open');
	const sessions = followUiaSessions(page);
	await awaitMail(page, await portalOf('open'), person);
	const first = await stack.waitForMail(person.email);
	forgetUiaSessions(server, sessions);
	const second = await stack.waitForMail(person.email, first.id);
	await expectStep(page, 'Check your email');
	await expectAtRest(page);
	const phone = await otherDevice();
	await phone.goto(linkIn(second));
	await expectReady(page, person, server);
});

test('the same after a reload: the password is asked for again, and nothing else', async ({
	page,
	otherDevice,
	person,
	portalOf,
	stack
}) => {
	const server = await stack.homeserver('strict');
	const token = await newToken(server, 9);
	const sessions = followUiaSessions(page);
	await openForm(page, await portalOf('strict'));
	await fillForm(page, { ...person, token });
	await submitForm(page);
	await acceptPolicies(page);
	await expectStep(page, 'Check your email');
	const first = await stack.waitForMail(person.email);

	forgetUiaSessions(server, sessions);
	await page.reload();
	await expectStep(page, 'Create your account');
	await expect(page.getByRole('alert')).toContainText('the homeserver starts again');
	const { username, email } = person;
	await expectTyped(page, { username, email });
	await expectAtRest(page);
	await expectAccessible(page);
	await fillForm(page, { password: person.password, token });
	await submitForm(page);
	await acceptPolicies(page);
	await expectStep(page, 'Check your email');
	const phone = await otherDevice();
	await phone.goto(linkIn(await stack.waitForMail(person.email, first.id)));
	await expectReady(page, person, server);
});

test('forgotten while the form is filled in: nobody notices', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const server = await stack.homeserver('open');
	// Read on its way: the browser does not keep a body for long.
	const challenge = Promise.withResolvers<string>();
	const first = async (route: Route) => {
		const answer = await route.fetch();
		challenge.resolve(((await answer.json()) as { session: string }).session);
		await route.fulfill({ response: answer });
	};
	await page.route('**/v3/register', first, { times: 1 });
	await openForm(page, await portalOf('open'));
	forgetUiaSessions(server, [await challenge.promise]);
	await fillForm(page, { username: person.username, password: person.password });
	await submitForm(page);
	await expectReady(page, person, server);
	await expect(page.getByRole('alert')).toHaveCount(0);
});
