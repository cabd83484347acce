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

test('token, policies and email: the wizard goes on by itself when the link is opened', async ({
	page,
	context,
	person,
	portalOf,
	stack,
	watch
}) => {
	const portal = await portalOf('strict');
	const server = await stack.homeserver('strict');
	const token = await newToken(server, 1);
	watch.expectOnly(portal, server.baseUrl);
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
});
