import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import source from './head.js?raw';
import { headScript } from './head-script';
import { settle, windowAt } from './head-testing';

const account = {
	server: { baseUrl: 'https://matrix.example.org', serverName: 'example.org' },
	userId: '@ada:example.org',
	deviceId: 'HERE',
	accessToken: 'syt_here',
	refreshToken: 'syr_here'
};
const api = 'https://matrix.example.org/_matrix/client';
const data = `${api}/v3/user/%40ada%3Aexample.org/account_data`;
const questions = [
	`GET ${data}/m.secret_storage.default_key`,
	`POST ${api}/v3/keys/query`,
	`GET ${api}/v3/room_keys/version`,
	`GET ${api}/v3/account/3pid`,
	`GET ${api}/v3/devices`,
	`GET ${api}/v3/capabilities`,
	`GET ${api}/v1/auth_metadata`
];

/** Opens a page in a tab that holds a session, or something else in its place. */
async function open(url: string, kept: unknown = account, html = {}) {
	const page = windowAt(url, html);
	page.inTab.set('vestibule.account', typeof kept === 'string' ? kept : JSON.stringify(kept));
	runInNewContext(headScript(source, ['en', 'de']), page.browser);
	page.answers[0]?.({ status: 200, text: '{}' });
	await settle();
	return page;
}

const asked = (page: Awaited<ReturnType<typeof open>>) => [
	...(page.browser.__vestibule?.asked?.keys() ?? [])
];

it('is asked for by its own names, which the app takes over', async () => {
	const page = await open('http://host/account');
	expect(asked(page)).toEqual(questions);
	expect(page.fetched.slice(1)).toEqual(questions.map((line) => line.replace(/^\w+ /, '')));
});

it('is asked for as whoever is signed in, and without more than that', async () => {
	const { fetched, sent } = await open('http://host/account');
	for (const [index, init] of sent.entries()) {
		if (index === 0) continue;
		const headers = (init.headers ?? {}) as Record<string, string>;
		const open = fetched[index]?.endsWith('auth_metadata');
		expect(headers.Authorization).toBe(open ? undefined : 'Bearer syt_here');
		expect(init).toMatchObject({
			credentials: 'omit',
			referrerPolicy: 'no-referrer',
			cache: 'no-store'
		});
		expect(init.signal).toBeInstanceOf(AbortSignal);
	}
	const query = sent.find(({ method }) => method === 'POST');
	expect(query?.body).toBe('{"device_keys":{"@ada:example.org":[]}}');
	expect(JSON.stringify([fetched, sent])).not.toContain('syr_here');
});

it('is asked for in the page’s language', async () => {
	const german = { lang: 'de', root: '..', page: '/account' };
	expect(asked(await open('http://host/de/account', account, german))).toEqual(questions);
});

it.each(['/', '/login', '/register', '/account/emails', '/account?action=org.matrix.profile'])(
	'is not asked for at %s',
	async (path) => {
		expect(asked(await open(`http://host${path}`))).toEqual([]);
	}
);

it('is asked for with a token that lasts, not with one that has to be renewed', async () => {
	const lasting = { ...account, expiresAt: Date.now() + 200_000 };
	expect(asked(await open('http://host/account', lasting))).toEqual(questions);
	const ending = { ...account, expiresAt: Date.now() + 20_000 };
	expect(asked(await open('http://host/account', ending))).toEqual([]);
});

it.each(['null', '{}', 'nonsense', '{"server":{}}'])(
	'is not asked for where nobody is signed in: %s',
	async (kept) => {
		const page = await open('http://host/account', kept);
		expect(asked(page)).toEqual([]);
		expect(page.browser.__vestibule?.config).toBeDefined();
	}
);
