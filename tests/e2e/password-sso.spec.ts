import { expectAccessible } from '../support/accessibility.ts';
import { expectChecked } from '../support/password.ts';
import { becomeUser, goToProvider, signInAtProvider } from '../support/provider.ts';
import { expectReady, expectStep, openForm } from '../support/register.ts';
import { openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/trouble.ts';

const path = '/account/password';

test('an account that signs in through another service has no password to change', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('sso');
	await openForm(page, portal);
	await goToProvider(page);
	await signInAtProvider(page, person.username);
	await becomeUser(page, person.username);
	await page.getByRole('link', { name: 'Continue' }).click();
	await expectReady(page, person, server);

	await page.goto(portal + path);
	await expectChecked(page);
	await page.getByRole('button', { name: 'Continue', exact: true }).click();
	await expectStep(page, 'Your account has no password');
	await expect(page.getByText(/You sign in through another service/)).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('link', { name: 'Back to your account' }).click();
	await expectStep(page, 'Your account');
});

const login = { user_id: '@fake:localhost', device_id: 'HERE', access_token: 'fake-token' };
const closed = { capabilities: { 'm.change_password': { enabled: false } } };

test('a homeserver with the OAuth 2.0 API is led to, and nothing is asked of it', async ({
	page,
	fakePortal,
	person
}) => {
	const { fake, portal } = await fakePortal({
		'POST /login': { body: { ...login, expires_in_ms: 300_000 } },
		'GET /capabilities': { body: closed },
		'GET /auth_metadata': { body: { account_management_uri: 'https://account.example.org/' } }
	});
	await openSignedIn(page, { portal, server: { ...fake, sharedSecret: '' }, person }, path);
	await expectStep(page, 'Change your password');
	const link = page.getByRole('link', { name: /account\.example\.org/ });
	await expect(link).toHaveAttribute('href', 'https://account.example.org/');
	await expect(page.getByRole('textbox')).toHaveCount(0);
	await expectAccessible(page);
	expect(fake.asked.map(({ line }) => line)).not.toContain('POST /account/password');
});

test('a homeserver that lets nobody change a password says so', async ({
	page,
	fakePortal,
	person
}) => {
	const { fake, portal } = await fakePortal({
		'POST /login': { body: { ...login, expires_in_ms: 300_000 } },
		'GET /capabilities': { body: closed }
	});
	await openSignedIn(page, { portal, server: { ...fake, sharedSecret: '' }, person }, path);
	await expect(page.getByText(/^Your homeserver does not let you change this/)).toBeVisible();
	await expect(page.getByRole('textbox')).toHaveCount(0);
});
