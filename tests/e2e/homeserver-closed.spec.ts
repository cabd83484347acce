import { expectAccessible } from '../support/accessibility.ts';
import { chooseHomeserver } from '../support/homeserver-dialog.ts';
import { expectReady, fillForm, openForm, submitForm } from '../support/register.ts';
import { expect, expectAtRest, expectTyped, test } from '../support/trouble.ts';

const CLOSED = { status: 403, body: { errcode: 'M_FORBIDDEN', error: 'Registration is disabled' } };
const OAUTH = {
	'POST /register': CLOSED,
	'GET /auth_metadata': {
		body: {
			issuer: 'https://account.example.org/',
			account_management_uri: 'https://account.example.org/account/?from=<b>vestibule</b>'
		}
	}
};

test('a closed homeserver says so and names whom to ask', async ({
	page,
	portalOf,
	stack,
	watch
}) => {
	const { serverName, baseUrl } = await stack.homeserver('closed');
	const portal = await portalOf('closed', { admin_contact: 'office@vestibule.test' });
	watch.expectOnly(portal, baseUrl);
	await openForm(page, portal);
	await expect(
		page.getByText(`${serverName} does not accept new accounts on this page.`)
	).toBeVisible();
	await expect(page.getByRole('textbox')).toHaveCount(0);
	await expect(page.getByRole('link', { name: 'office@vestibule.test' })).toHaveAttribute(
		'href',
		'mailto:office@vestibule.test'
	);
	await expect(page.getByRole('link', { name: 'help@vestibule.test' })).toHaveAttribute(
		'href',
		'mailto:help@vestibule.test'
	);
	await expect(page.getByText(`@operator:${serverName}`)).toBeVisible();
	await expect(page.getByRole('link', { name: `${baseUrl}/_matrix/static/` })).toBeVisible();
	await expectAccessible(page);
	await expectAtRest(page);
});

test('a closed homeserver without anybody to ask', async ({ page, fakePortal, watch }) => {
	const { fake, portal } = await fakePortal({ 'POST /register': CLOSED });
	watch.expectOnly(portal, fake.baseUrl);
	await openForm(page, portal);
	await expect(page.getByText(/Ask its administrators for an account/)).toBeVisible();
	await expectAccessible(page);
	await expectAtRest(page);
});

test('a homeserver that makes accounts only through others', async ({
	page,
	fakePortal,
	watch
}) => {
	const { fake, portal } = await fakePortal({
		'POST /register': CLOSED,
		'GET /login': {
			body: { flows: [{ type: 'm.login.sso', identity_providers: [{ id: 'a', name: 'Acme' }] }] }
		}
	});
	watch.expectOnly(portal, fake.baseUrl);
	await openForm(page, portal);
	await expect(
		page.getByText(`${fake.serverName} makes new accounts only through another service.`)
	).toBeVisible();
	await expect(page.getByText(/can be used for one Matrix account only, even after/)).toBeVisible();
	await expectAccessible(page);
	await expectAtRest(page);
	const [left] = await Promise.all([
		page.waitForRequest((request) => request.isNavigationRequest()),
		page.getByRole('button', { name: 'Continue with Acme' }).click()
	]);
	const { pathname, searchParams } = new URL(left.url());
	expect(pathname).toBe('/_matrix/client/v3/login/sso/redirect/a');
	expect(searchParams.get('redirectUrl')).toBe(`${portal}/register`);
});

test('what was typed survives the way over a closed homeserver', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const [open, closed] = await Promise.all([stack.homeserver('open'), stack.homeserver('closed')]);
	await openForm(page, await portalOf('open'));
	await fillForm(page, person);
	await chooseHomeserver(page, closed.baseUrl, closed.serverName);
	await expect(page.getByRole('textbox')).toHaveCount(0);
	await chooseHomeserver(page, open.baseUrl, open.serverName);
	await expectTyped(page, person);
	await fillForm(page, { email: '' });
	await submitForm(page);
	await expectReady(page, person, open);
});

test('a homeserver with the OAuth 2.0 API: no form, why, and the way to its own page', async ({
	page,
	fakePortal,
	watch
}) => {
	const { fake, portal } = await fakePortal(OAUTH);
	watch.expectOnly(portal, fake.baseUrl);
	await openForm(page, portal);
	await expect(
		page.getByText(`${fake.serverName} makes accounts on a page of its own`)
	).toBeVisible();
	await expect(page.getByRole('textbox')).toHaveCount(0);
	await expect(page.getByRole('link', { name: 'Go to account.example.org' })).toHaveAttribute(
		'href',
		/^https:\/\/account\.example\.org\/account\/\?from=/
	);
	await expectAccessible(page);
	await expectAtRest(page);
});

test('the OAuth 2.0 API that has a problem is no reason for a form', async ({
	page,
	fakePortal,
	person,
	watch
}) => {
	const { fake, portal } = await fakePortal({
		'POST /register': CLOSED,
		'GET /auth_metadata': { status: 500, body: 'Internal server error' }
	});
	watch.expectOnly(portal, fake.baseUrl);
	await openForm(page, portal);
	await expect(page.getByRole('alert')).toContainText('The homeserver has a problem (error 500).');
	await expectAtRest(page);
	await expectAccessible(page);

	await fillForm(page, { username: person.username, password: person.password });
	await submitForm(page);
	await expect(page.getByRole('alert')).toContainText('The homeserver has a problem (error 500).');
	await expectTyped(page, { username: person.username, password: person.password });
	await expectAtRest(page);

	fake.script(OAUTH);
	await submitForm(page);
	await expect(page.getByRole('link', { name: 'Go to account.example.org' })).toBeVisible();
});
