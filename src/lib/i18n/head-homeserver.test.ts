import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import source from './head.js?raw';
import { headScript } from './head-script';
import { answer, settle, windowAt, type Page } from './head-testing';

const config = (baseUrl: unknown) => ({
	default_server_config: { 'm.homeserver': { base_url: baseUrl } }
});
const known = config('https://matrix.example.org');
const api = 'https://matrix.example.org/_matrix/client/v3';
const questions = [`${api}/register`, `${api}/login`];

async function open(url: string, file: object, prepare = (_: Page) => undefined as unknown) {
	const page = windowAt(url);
	prepare(page);
	runInNewContext(headScript(source, ['en', 'de']), page.browser);
	await answer(page, file);
	await settle();
	return page;
}

/** What was asked after config.json. */
const askedBy = async (...given: Parameters<typeof open>) =>
	(await open(...given)).fetched.slice(1);

it('is asked what the registration form wants to know first', async () => {
	const page = await open('http://host/register', known);
	expect(page.fetched.slice(1)).toEqual(questions);
	const [register, login] = page.sent.slice(1);
	const bounds = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' };
	expect(register).toMatchObject({ ...bounds, method: 'POST', body: '{}' });
	expect(login).toMatchObject({ ...bounds, method: 'GET' });
	expect(login?.body).toBeUndefined();
	for (const init of [register, login]) expect(init?.signal).toBeInstanceOf(AbortSignal);
});

it('is asked by the app for what it finds here', async () => {
	const { browser } = await open('http://host/register', known);
	const asked = browser.__vestibule?.asked;
	expect([...(asked?.keys() ?? [])]).toEqual([`POST ${api}/register`, `GET ${api}/login`]);
});

it.each([
	['https://example.org/', 'https://example.org'],
	['https://example.org/matrix//', 'https://example.org/matrix'],
	['http://localhost:8008', 'http://localhost:8008']
])('is found at %s', async (baseUrl, base) => {
	expect(await askedBy('http://host/register', config(baseUrl))).toEqual([
		`${base}/_matrix/client/v3/register`,
		`${base}/_matrix/client/v3/login`
	]);
});

it.each([
	[{}],
	[config(undefined)],
	[config('nonsense')],
	[config('javascript:alert(1)')],
	[{ default_server_config: null }],
	[{ status: 404, text: '' }],
	[{ status: 200, text: '{' }]
])('is not asked where config.json does not say where it is: %j', async (file) => {
	expect(await askedBy('http://host/register', file)).toEqual([]);
});

it('is asked what the form of sign-in wants to know first, and no more', async () => {
	expect(await askedBy('http://host/login', known)).toEqual([`${api}/login`]);
	// A registration that was begun is nothing to somebody who signs in.
	const waiting = (page: Page) => page.stored.set('vestibule.waiting.register', '{"record":{}}');
	expect(await askedBy('http://host/login', known, waiting)).toEqual([`${api}/login`]);
});

it.each([
	'/',
	'/verified',
	'/register?homeserver=a',
	'/register?a=b&loginToken=c',
	'/login?homeserver=a',
	'/login?loginToken=c',
	'/account/login'
])('is not asked at %s', async (path) => {
	expect(await askedBy(`http://host${path}`, known)).toEqual([]);
});

it('is not asked for somebody who has begun a registration here', async () => {
	const waiting = (page: Page) => page.stored.set('vestibule.waiting.register', '{"record":{}}');
	expect(await askedBy('http://host/register', known, waiting)).toEqual([]);
});

it('is asked on the page that stays, not on the one that leads to another language', async () => {
	const german = (page: Page) => (page.browser.navigator.languages = ['de']);
	expect(await askedBy('http://host/register', known, german)).toEqual([]);
	const page = windowAt('http://host/de/register', { lang: 'de', root: '..', page: '/register' });
	runInNewContext(headScript(source, ['en', 'de']), page.browser);
	await answer(page, known);
	await settle();
	expect(page.fetched.slice(1)).toEqual(questions);
});

it('leaves the rest of the page alone when it does not answer', async () => {
	const page = await open('http://host/register', { ...known, default_theme: 'dark' });
	for (const end of page.answers.slice(1)) end(undefined);
	await settle();
	expect(page.dataset.theme).toBe('dark');
});
