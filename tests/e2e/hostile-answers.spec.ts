import { dummyChallenge, type Reply } from '../support/fake-homeserver.ts';
import { expectHarmless, MARKUP } from '../support/hostile.ts';
import { nameHomeserver, openHomeserverDialog } from '../support/homeserver-dialog.ts';
import { fillForm, openForm, submitForm } from '../support/register.ts';
import {
	CROSS_ORIGIN,
	expect,
	expectAtRest,
	expectTyped,
	held,
	test,
	UNREACHABLE
} from '../support/trouble.ts';

const html = { headers: { 'content-type': 'text/html' } };
const huge = `{"flows": [{"stages": ["${'m'.repeat(2 ** 21)}"]}]}`;
const deep = '['.repeat(100_000);

/** What no request of the portal has a use for. */
const useless: Record<string, Reply> = {
	'no JSON': { body: '{' },
	'a page': { status: 401, body: MARKUP, ...html },
	null: { status: 401, body: 'null' },
	'a list': { status: 401, body: '[]' },
	'two megabytes': { status: 401, body: huge },
	'a deep nest': { status: 401, body: deep },
	'an unknown code': { status: 400, body: { errcode: 'constructor', error: MARKUP } },
	'a code that is none': { status: 403, body: { errcode: ['M_FORBIDDEN'], error: { a: 1 } } },
	'a fault': { status: 500, body: { errcode: '__proto__', error: 'x'.repeat(100_000) } }
};

const wrongChallenges: Record<string, unknown> = {
	'flows that are a text': { session: 's', flows: 'm.login.dummy' },
	'stages that are numbers': { session: 's', flows: [{ stages: [1, 2] }] },
	'a stage with a long name': { session: 's', flows: [{ stages: ['m'.repeat(300)] }] },
	'no session': { flows: dummyChallenge.flows },
	'an endless session': { session: 's'.repeat(5000), flows: dummyChallenge.flows },
	'parameters that are a text': { ...dummyChallenge, params: MARKUP }
};

const wrongAccounts: Record<string, Reply> = {
	'no user': { body: {} },
	'a number for a user': { body: { user_id: 5 } },
	'markup for a user': { body: { user_id: MARKUP } },
	'no new flows': { status: 401, body: { errcode: 'M_UNAUTHORIZED', error: MARKUP } },
	'flows that are gone': { status: 401, body: { ...dummyChallenge, flows: [] } },
	'stages done that are numbers': { status: 401, body: { ...dummyChallenge, completed: [1] } }
};

test('useless answers to the first question: a sentence each time', async ({
	page,
	fakePortal,
	person,
	watch
}) => {
	test.slow();
	const { fake, portal } = await fakePortal();
	watch.expectOnly(portal, fake.baseUrl);
	const typed = { username: person.username, password: person.password };
	const challenges = Object.entries(wrongChallenges).map(([name, body]): [string, Reply] => [
		name,
		{ status: 401, body }
	]);
	for (const [name, reply] of [...Object.entries(useless), ...challenges])
		await test.step(name, async () => {
			fake.script({ 'POST /register': reply });
			await page.goto(`${portal}/register`);
			await fillForm(page, typed);
			await expect(page.getByRole('alert')).toContainText(/homeserver/);
			await expect(page.locator('html[data-ready]')).toBeAttached();
			await expectTyped(page, typed);
			await expectHarmless(page);
		});

	// A homeserver that has come to its senses is asked again by the press that one would make.
	fake.script({
		'POST /register': ({ body }) =>
			'auth' in body
				? { body: { user_id: `@${person.username}:${fake.serverName}` } }
				: { status: 401, body: dummyChallenge }
	});
	await submitForm(page);
	await expect(page.getByRole('heading', { name: 'Your account is ready' })).toBeVisible();
});

test('useless answers to what was filled in: a sentence, and all of it stays', async ({
	page,
	fakePortal,
	person,
	watch
}) => {
	test.slow();
	const { fake, portal } = await fakePortal();
	watch.expectOnly(portal, fake.baseUrl);
	const typed = { username: person.username, password: person.password };
	for (const [name, reply] of Object.entries({ ...useless, ...wrongAccounts }))
		await test.step(name, async () => {
			fake.script({
				'POST /register': ({ body }) =>
					'auth' in body ? reply : { status: 401, body: dummyChallenge }
			});
			await openForm(page, portal);
			await fillForm(page, typed);
			await submitForm(page);
			await expect(page.getByRole('alert')).toContainText(/homeserver/);
			await expectTyped(page, typed);
			await expectHarmless(page);
		});
});

test('a redirect without end is no answer', async ({ page, fakePortal, person, watch }) => {
	const { fake, portal } = await fakePortal({
		'POST /register': { status: 307, headers: { location: '/_matrix/client/v3/register' } }
	});
	watch.expectOnly(portal, fake.baseUrl);
	await openForm(page, portal);
	await fillForm(page, { username: person.username, password: person.password });
	await expect(held(page, UNREACHABLE)).toBeVisible();
	await expectTyped(page, { username: person.username, password: person.password });
});

test('useless answers to everything else leave a form that works', async ({
	page,
	fakePortal,
	person,
	watch
}) => {
	const { fake, portal } = await fakePortal();
	watch.expectOnly(portal, fake.baseUrl);
	const rules = { minimum_length: 'many' };
	const side: Record<string, [Reply, Reply, Reply]> = {
		'no JSON': [{ body: '{' }, { body: '{' }, { body: '{' }],
		'other types': [
			{ body: { flows: [{ type: 5 }, null, { type: 'm.login.sso', identity_providers: 'x' }] } },
			{ body: { 'm.password_policy': rules, ...rules, 'm.require_digit': 'yes' } },
			{ body: { available: 'perhaps' } }
		],
		'two megabytes': [{ body: huge }, { body: huge }, { body: huge }],
		'other numbers': [
			{ status: 500 },
			{ body: { 'm.minimum_length': 1e9, 'm.require_symbol': 1 } },
			{ status: 400, body: { errcode: 'M_UNKNOWN', error: MARKUP } }
		]
	};
	for (const [name, [login, policy, available]] of Object.entries(side))
		await test.step(name, async () => {
			fake.script({
				'GET /login': login,
				'GET /password_policy': policy,
				'GET /register/available': available,
				'POST /register': ({ body }) =>
					'auth' in body
						? { body: { user_id: `@${person.username}:${fake.serverName}`, access_token: {} } }
						: { status: 401, body: dummyChallenge }
			});
			await openForm(page, portal);
			await fillForm(page, { username: person.username, password: person.password });
			await expectHarmless(page);
			await submitForm(page);
			await expect(page.getByRole('heading', { name: 'Your account is ready' })).toBeVisible();
			await expectHarmless(page);
		});
});

test('useless answers of a homeserver that is looked for', async ({
	page,
	fakeHomeserver,
	portalOf,
	watch
}) => {
	watch.expectConsole(CROSS_ORIGIN);
	const fake = await fakeHomeserver();
	await openForm(page, await portalOf('open'));
	const dialog = await openHomeserverDialog(page);
	const files: Record<string, Reply> = {
		...useless,
		'two megabytes': { body: huge },
		'another type': { body: { 'm.homeserver': { base_url: ['https://example.org'] } } },
		'a redirect without end': {
			status: 302,
			headers: { location: '/.well-known/matrix/client' }
		}
	};
	for (const [name, reply] of Object.entries(files))
		await test.step(name, async () => {
			fake.script({ 'GET /.well-known/matrix/client': reply, 'GET /versions': reply });
			await nameHomeserver(dialog, fake.serverName);
			await expect(dialog.getByRole('textbox')).toHaveAttribute('aria-invalid', 'true');
			await expectAtRest(page);
		});
	await expectHarmless(page);
});
