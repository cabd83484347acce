import { expectAccessible } from '../support/accessibility.ts';
import { dummyChallenge, type Reply } from '../support/fake-homeserver.ts';
import { expectHarmless, MARKUP, SCRIPT_URLS } from '../support/hostile.ts';
import { expectStep, fillForm, openForm, submitForm } from '../support/register.ts';
import { expect, expectAtRest, expectTyped, held, test, UNREACHABLE } from '../support/trouble.ts';

const CLOSED: Reply = { status: 403, body: { errcode: 'M_FORBIDDEN', error: MARKUP } };
const TERMS = 'm.login.terms';

test('policies with script URLs, markup for a name, and names of object properties', async ({
	page,
	fakePortal,
	person,
	watch
}) => {
	const hostile = Object.fromEntries(
		SCRIPT_URLS.map((url, index) => [`p${index}`, { en: { name: `${MARKUP}${index}`, url } }])
	);
	const policies = {
		...hostile,
		constructor: { version: 5, en: { name: 'Constructor', url: 'https://example.org/c' } },
		toString: { en: { name: 7, url: 'https://example.org/t' } },
		'"] , input, [x="': { '<b>': { name: 'Quoted', url: 'https://example.org/q' }, en: null }
	};
	const { fake, portal } = await fakePortal({
		'POST /register': ({ body }) =>
			'auth' in body
				? { body: { user_id: '@fake:localhost' } }
				: {
						status: 401,
						body: { session: 's', flows: [{ stages: [TERMS] }], params: { [TERMS]: { policies } } }
					}
	});
	watch.expectOnly(portal, fake.baseUrl);
	await openForm(page, portal);
	await fillForm(page, { username: person.username, password: person.password });
	await submitForm(page);
	await expectStep(page, 'Review the policies');
	await expectHarmless(page);
	const links = page.getByRole('main').getByRole('link');
	await expect(links).toHaveText([/^Constructor/, /^toString/, /^Quoted/]);
	await expect(page.getByText('The homeserver gives no usable link')).toHaveCount(
		SCRIPT_URLS.length
	);
	await expect(page.getByText(`${MARKUP}0`, { exact: true })).toBeVisible();

	// Nothing counts as accepted before the person has accepted it.
	for (const box of await page.getByRole('checkbox').all()) await expect(box).not.toBeChecked();
	await page.getByRole('button', { name: 'Accept' }).click();
	await expect(page.getByText('Accept every document to go on.').first()).toBeVisible();
	await expectAccessible(page);
	expect(fake.asked.filter(({ body }) => 'auth' in body)).toEqual([]);
	for (const box of await page.getByRole('checkbox').all()) await box.check();
	await page.getByRole('button', { name: 'Accept' }).click();
	await expectStep(page, 'Your account is ready');
});

test('policies that are no list are shown by the homeserver itself', async ({
	page,
	fakePortal,
	person
}) => {
	for (const policies of ['none', [], {}, { terms: 'x' }])
		await test.step(JSON.stringify(policies), async () => {
			const { portal } = await fakePortal({
				'POST /register': {
					status: 401,
					body: { session: 's', flows: [{ stages: [TERMS] }], params: { [TERMS]: { policies } } }
				}
			});
			await openForm(page, portal);
			await fillForm(page, { username: person.username, password: person.password });
			await submitForm(page);
			await expectStep(page, 'Review the policies');
			await expect(page.getByRole('button', { name: 'Open the page' })).toBeVisible();
			await expectHarmless(page);
		});
});

test('providers with markup for a name and paths for an id', async ({
	page,
	fakePortal,
	watch
}) => {
	const identity_providers = [
		{ id: '../../../../evil', name: MARKUP, icon: 'javascript:harmed=1', brand: MARKUP },
		{ id: 'javascript:harmed=1', name: 'x'.repeat(10_000) },
		{ id: '', name: 'No id' },
		{ id: 5, name: 'A number' },
		null,
		{ id: 'plain', name: '\u202eevil\u0000' },
		{ id: 'plain', name: 'The same id again' }
	];
	const { fake, portal } = await fakePortal({
		'GET /login': { body: { flows: [{ type: 'm.login.sso', identity_providers }] } }
	});
	watch.expectOnly(portal, fake.baseUrl);
	await openForm(page, portal);
	const buttons = page.getByRole('button', { name: /^Continue with/ });
	await expect(buttons).toHaveCount(3);
	await expect(buttons.first()).toContainText(`Continue with ${MARKUP.slice(0, 60)}`);
	await expectHarmless(page);
	await expectAccessible(page);

	const [left] = await Promise.all([
		page.waitForRequest((request) => request.isNavigationRequest()),
		buttons.first().click()
	]);
	const { origin, pathname } = new URL(left.url());
	expect(origin).toBe(fake.baseUrl);
	expect(pathname).toBe('/_matrix/client/v3/login/sso/redirect/..%2F..%2F..%2F..%2Fevil');
});

test('a provider that leads nowhere leaves the form as it is', async ({
	page,
	fakePortal,
	person,
	watch
}) => {
	const { fake, portal } = await fakePortal({
		'GET /login': {
			body: { flows: [{ type: 'm.login.sso', identity_providers: [{ id: 'a', name: 'Nowhere' }] }] }
		},
		'GET /login/sso/redirect/a': { status: 204 },
		'POST /register': ({ body }) =>
			'auth' in body
				? { body: { user_id: `@${person.username}:${fake.serverName}` } }
				: { status: 401, body: dummyChallenge }
	});
	watch.expectOnly(portal, fake.baseUrl);
	await openForm(page, portal);
	const typed = { username: person.username, password: person.password };
	await fillForm(page, typed);
	await page.getByRole('button', { name: 'Continue with Nowhere' }).click();
	await expect
		.poll(() => fake.asked.map(({ line }) => line))
		.toContain('GET /login/sso/redirect/a');
	await expectTyped(page, typed);
	await submitForm(page);
	await expectStep(page, 'Your account is ready');
	await expectAtRest(page);
});

test('contacts of a closed homeserver', async ({ page, fakePortal, watch }) => {
	const { fake, portal } = await fakePortal({
		'POST /register': CLOSED,
		'GET /.well-known/matrix/support': {
			body: {
				contacts: [
					null,
					{ matrix_id: MARKUP, email_address: 'a@b.test?subject=x&body=y', role: 'm.role.admin' },
					{
						matrix_id: `@${MARKUP.replaceAll(' ', '')}:example.org`,
						email_address: 'good@help.test'
					}
				],
				support_page: 'javascript:window.harmed=true'
			}
		}
	});
	watch.expectOnly(portal, fake.baseUrl);
	await openForm(page, portal);
	await expect(page.getByRole('link', { name: 'good@help.test' })).toBeVisible();
	await expect(page.getByRole('main').getByRole('link')).toHaveCount(1);
	await expectHarmless(page);
	await expectAccessible(page);
});

test('an account page that is a script', async ({ page, fakePortal, watch }) => {
	const { fake, portal } = await fakePortal({ 'POST /register': CLOSED });
	watch.expectOnly(portal, fake.baseUrl);
	for (const url of SCRIPT_URLS) {
		fake.script({
			'GET /auth_metadata': { body: { issuer: url, account_management_uri: url } }
		});
		await openForm(page, portal);
		await expect(page.getByRole('alert')).toContainText('an answer that this page cannot read');
		await expectHarmless(page);
	}
});

test('texts of errors are details, and only text', async ({ page, fakePortal, person, watch }) => {
	const { fake, portal } = await fakePortal({
		'POST /register': ({ body }) =>
			'auth' in body
				? { status: 400, body: { errcode: MARKUP, error: `${MARKUP}\u202e\n${'y'.repeat(5000)}` } }
				: { status: 401, body: dummyChallenge }
	});
	watch.expectOnly(portal, fake.baseUrl);
	await openForm(page, portal);
	await fillForm(page, { username: person.username, password: person.password });
	await submitForm(page);
	await expect(page.getByRole('alert')).toContainText('for a reason that this page does not know');
	await page.getByText('Details', { exact: true }).click();
	await expect(page.getByRole('alert')).toContainText('<img src=x onerror');
	await expectHarmless(page);
	await expectAccessible(page);
	const { width } = page.viewportSize() ?? { width: 0 };
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
		width
	);
});

test('an email stage that answers nonsense', async ({ page, fakePortal, person, watch }) => {
	const EMAIL = 'm.login.email.identity';
	const stages = { session: 's', flows: [{ stages: [EMAIL] }] };
	const { fake, portal } = await fakePortal({ 'POST /register': { status: 401, body: stages } });
	watch.expectOnly(portal, fake.baseUrl);
	for (const body of [{}, { sid: 5 }, { sid: MARKUP }, { sid: 'x'.repeat(300) }, '<html>', []])
		await test.step(JSON.stringify(body).slice(0, 20), async () => {
			fake.script({ 'POST /register/email/requestToken': { body } });
			await openForm(page, portal);
			await fillForm(page, person);
			await submitForm(page);
			await expect(page.getByRole('alert')).toContainText('cannot read');
			await expectTyped(page, person);
			await expectHarmless(page);
		});
	fake.script({ 'POST /register/email/requestToken': { status: 503, body: MARKUP } });
	await submitForm(page);
	await expect(held(page, 'The homeserver has a problem (error 503)')).toBeVisible();
	await expect(held(page, UNREACHABLE)).toHaveCount(0);
	await expectTyped(page, person);
});
