import { expectAccessible } from '../support/accessibility.ts';
import { govern } from '../support/govern.ts';
import { keptSession } from '../support/homeserver.ts';
import { expectAccount, fillLogin, openLogin, pressSignIn } from '../support/login.ts';
import { newAccount } from '../support/signed-in.ts';
import { expect, expectAtRest, test } from '../support/trouble.ts';

for (const [what, change, sentence] of [
	['locked', { locked: true }, 'This account is locked.'],
	['deactivated', { deactivated: true }, 'A deactivated account cannot be used any more.']
] as const)
	test(`an account that is ${what}`, async ({ page, person, homeOf }) => {
		const { portal, server } = await homeOf('open', { admin_contact: 'office@example.org' });
		const { userId } = await newAccount(server, person);
		await govern(server, userId, change);
		await openLogin(page, portal);
		await fillLogin(page, person);
		await pressSignIn(page);
		await expect(page.getByRole('alert')).toContainText(sentence);
		await expect(page.getByRole('link', { name: 'office@example.org' })).toHaveCount(
			what === 'locked' ? 1 : 0
		);
		await expect(page.getByRole('textbox', { name: 'Username or email' })).toHaveValue(
			person.username
		);
		await expectAccessible(page);
		await expectAtRest(page);
		expect(await keptSession(page)).toBeUndefined();
	});

test('an account that is suspended can be signed in to', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	const { userId } = await newAccount(server, person);
	await govern(server, userId, { suspended: true });
	await openLogin(page, portal);
	await fillLogin(page, person);
	await pressSignIn(page);
	await expectAccount(page, portal, userId);
});

for (const [errcode, sentence, more] of [
	['M_USER_SUSPENDED', 'This account is suspended', {}],
	['M_USER_DEACTIVATED', 'This account is deactivated', {}],
	['M_USER_LIMIT_EXCEEDED', 'has reached a limit of this homeserver', {}],
	['M_RESOURCE_LIMIT_EXCEEDED', 'The homeserver has reached a limit of its own', {}],
	['ORG.MATRIX.MSC3866_USER_AWAITING_APPROVAL', 'waits until the administrators', {}],
	['M_CONSENT_NOT_GIVEN', 'accept its policies first', { consent_uri: 'https://hs.example/c' }]
] as const)
	test(`${errcode} has its own words`, async ({ page, fakePortal, person, watch }) => {
		const { fake, portal } = await fakePortal({
			'POST /login': { status: 403, body: { errcode, error: '<b>Words</b>', ...more } }
		});
		watch.expectOnly(portal, fake.baseUrl);
		await openLogin(page, portal);
		await fillLogin(page, person);
		await pressSignIn(page);
		await expect(page.getByRole('alert')).toContainText(sentence);
		await expectAccessible(page);
		await expectAtRest(page);
		const policies = page.getByRole('link', { name: 'Read the policies' });
		await expect(policies).toHaveCount('consent_uri' in more ? 1 : 0);
	});

test('a homeserver that takes no password, and one that signs nobody in', async ({
	page,
	fakePortal,
	watch
}) => {
	const sso = { type: 'm.login.sso', identity_providers: [{ id: 'a', name: 'Example ID' }] };
	const { fake, portal } = await fakePortal({ 'GET /login': { body: { flows: [sso] } } });
	watch.expectOnly(portal, fake.baseUrl);
	await openLogin(page, portal);
	await expect(page.getByRole('textbox')).toHaveCount(0);
	await expect(page.getByRole('button', { name: 'Continue with Example ID' })).toBeVisible();
	await expectAccessible(page);

	fake.script({
		'GET /login': { body: { flows: [{ type: 'm.login.token' }] } },
		'GET /.well-known/matrix/support': {
			body: { contacts: [{ role: 'm.role.admin', email_address: 'help@example.org' }] }
		}
	});
	await openLogin(page, portal);
	await expect(page.getByText('does not sign anybody in on this page')).toBeVisible();
	await expect(page.getByRole('link', { name: 'help@example.org' })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Edit homeserver' })).toBeVisible();
	await expectAccessible(page);
});
