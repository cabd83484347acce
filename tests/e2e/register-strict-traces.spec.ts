import { newToken } from '../support/admin.ts';
import {
	acceptPolicies,
	expectReady,
	expectStep,
	fillForm,
	linkIn,
	openForm,
	submitForm
} from '../support/register.ts';
import { expect, test } from '../support/test.ts';
import { expectNoTraces, traces } from '../support/watch.ts';

const SESSION = 'sessionStorage vestibule.account';
const WAITING = 'localStorage vestibule.waiting.register';

test('no password and no token lies where none belongs, at any step', async ({
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
	const secrets = [person.password, encodeURIComponent(person.password), token];
	const login = page.waitForResponse(async (answer) => {
		if (!answer.url().endsWith('/v3/register') || !answer.ok()) return false;
		return 'access_token' in ((await answer.json()) as object);
	});
	const addresses: string[] = [];
	page.on('request', (request) => addresses.push(request.url()));

	await openForm(page, portal);
	await fillForm(page, { ...person, token });
	await page.getByRole('button', { name: 'Show password' }).click();
	await expectNoTraces(page, watch, secrets);
	await submitForm(page);
	await expectStep(page, 'Review the policies');
	await expectNoTraces(page, watch, secrets);
	await acceptPolicies(page);
	await expectStep(page, 'Check your email');
	await expectNoTraces(page, watch, secrets);
	expect(Object.keys(await traces(page))).toContain(WAITING);

	const link = await context.newPage();
	await link.goto(linkIn(await stack.waitForMail(person.email)));
	await expect(link.getByText(/You can close this tab/)).toBeVisible();
	await expectReady(page, person, server);
	const { access_token, refresh_token } = (await (await login).json()) as Record<string, string>;
	const tokens = [access_token, refresh_token].filter((text) => text !== undefined);
	expect(tokens).not.toEqual([]);
	await expectNoTraces(page, watch, [...secrets, ...tokens], [SESSION]);
	await expectNoTraces(link, watch, [...secrets, ...tokens]);
	const left = Object.keys(await traces(page));
	expect(left).toContain(SESSION);
	expect(left).not.toContain(WAITING);
	expect(left.filter((place) => place.startsWith('indexedDB'))).toEqual([]);

	// The registration token has to be asked about in an address; nothing else of it is secret.
	const written = addresses.filter((url) => !url.includes('registration_token/validity')).join();
	for (const secret of [...secrets, ...tokens]) expect(written).not.toContain(secret);
});
