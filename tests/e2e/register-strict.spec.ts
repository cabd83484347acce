import { expectAccessible } from '../support/accessibility.ts';
import {
	acceptPolicies,
	expectStep,
	fillForm,
	linkIn,
	openForm,
	submitForm
} from '../support/register.ts';
import { expect, test } from '../support/test.ts';
import { expectNoTraces } from '../support/watch.ts';
import { newToken } from '../support/admin.ts';

const SENT = 'POST /register';
const EMAIL = 'm.login.email.identity';
/** What the person presses in the mail. */
const LINK = 'GET /unstable/registration/email/submit_token';

test('token, policies and email: the wizard goes on by itself when the link is opened', async ({
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
	const stages: (string | undefined)[] = [];
	page.on('request', (request) => {
		if (!request.url().endsWith('/v3/register') || request.method() !== 'POST') return;
		stages.push((request.postDataJSON() as { auth?: { type?: string } }).auth?.type);
	});
	await openForm(page, portal);
	await fillForm(page, { ...person, token });
	await expectAccessible(page);
	await submitForm(page);

	await expectStep(page, 'Review the policies');
	await expectAccessible(page);
	await expectNoTraces(page, watch, [person.password, token]);
	await acceptPolicies(page);

	await expectStep(page, 'Check your email');
	await expect(page.getByText(person.email)).toBeVisible();
	await expectAccessible(page);
	await expectNoTraces(page, watch, [person.password, token]);

	const mail = await stack.waitForMail(person.email);
	const link = await context.newPage();
	await link.goto(linkIn(mail));
	await expectStep(link, 'Email confirmed');
	await expect(link.getByText(/You can close this tab/)).toBeVisible();
	await expectAccessible(link);

	await expectStep(page, 'Your account is ready');
	await expect(page.getByText(`@${person.username}:${server.serverName}`)).toBeVisible();
	await expectNoTraces(page, watch, [person.password, token]);

	// Nothing is asked but what the flows, the token, the name, the stages, the mail and its looks need.
	const requests = watch.matrixRequests();
	expect(requests.filter((line) => line !== SENT && line !== LINK).sort()).toEqual([
		'GET /login',
		'GET /password_policy',
		'GET /register/available',
		'GET /register/m.login.registration_token/validity',
		'POST /register/email/requestToken'
	]);
	// One for the flows, one for each stage; and those that look whether the link was opened.
	expect(stages.filter((stage) => stage !== EMAIL)).toEqual([
		undefined,
		'm.login.registration_token',
		'm.login.terms'
	]);
	expect(stages.at(-1)).toBe(EMAIL);
});
