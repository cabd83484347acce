import { describe, expect, test } from 'vitest';
import { flowIn, newClientSecret, nextLink, readLink } from './email-link';

const page = 'https://portal.example.org/de/verified';
const state = {
	flow: 'register',
	baseUrl: 'https://matrix.example.org',
	serverName: 'example.org',
	username: 'ada',
	session: 'dVkGyEzNyOhZzAoRsTgDkAYz',
	clientSecret: 'abc.DEF=_-123'
} as const;

/** What a homeserver does to the link after it was opened: its own `sid` joins the text's end. */
const sid = 'xTkpSlGyHpxqBNaZ';
const opened = (link: string) => `${link}${link.includes('?') ? '&' : '?'}sid=${sid}`;
const fragmentOf = (link: string) => new URL(link).hash;
const link = (change: Record<string, string | undefined> = {}) => {
	const values = new URLSearchParams(fragmentOf(opened(nextLink(page, state))).slice(1));
	for (const [key, value] of Object.entries(change))
		if (value === undefined) values.delete(key);
		else values.set(key, value);
	return readLink(`#${values.toString()}`);
};

describe('the link of a mail', () => {
	test('comes back from the homeserver as it went out, with the sid', () => {
		expect(readLink(fragmentOf(opened(nextLink(page, state))))).toEqual({
			...state,
			sid: 'xTkpSlGyHpxqBNaZ'
		});
	});

	test.each([
		[fragmentOf(nextLink(page, state)), 'register'],
		['#flow=reset', 'reset'],
		['flow=add&sid=', 'add'],
		['#flow=other', undefined],
		['', undefined]
	])('tells what it was for, however broken: %s', (fragment, flow) => {
		expect(flowIn(fragment)).toBe(flow);
	});

	test('leads to the page, and carries everything behind the fragment sign', () => {
		const url = new URL(opened(nextLink(page, state)));
		expect(url.origin + url.pathname).toBe(page);
		expect(url.search).toBe('?v=1');
		for (const part of ['dVkGy', 'abc.DEF', 'xTkp']) expect(url.search).not.toContain(part);
	});

	test.each([
		{ username: 'ada+x=1/2', serverName: '[2001:db8::1]:8448' },
		{ session: 'a b&c=d#e?f%20+', serverName: 'exämple.org' },
		{ baseUrl: 'http://localhost:8008/a&b' }
	])('carries whatever has a meaning in addresses: %j', (change) => {
		const whole = { ...state, ...change };
		expect(readLink(fragmentOf(opened(nextLink(page, whole))))).toMatchObject(whole);
	});

	test.each([{ flow: 'add' } as const, { flow: 'reset', session: 'a b&c=d#e?f%20+' } as const])(
		'of another flow comes back the same: %j',
		(flow) => {
			const { baseUrl, serverName, clientSecret } = state;
			const whole = { ...flow, baseUrl, serverName, clientSecret };
			expect(readLink(fragmentOf(opened(nextLink(page, whole))))).toEqual({ ...whole, sid });
		}
	);

	test('of an email to be added names neither account nor session', () => {
		const values = { flow: 'add', user: 'ada', session: 's1' };
		expect(link(values)).not.toHaveProperty('session');
		expect(link(values)).not.toHaveProperty('username');
	});

	test('is read with and without the fragment sign', () => {
		const fragment = fragmentOf(opened(nextLink(page, state)));
		expect(readLink(fragment.slice(1))).toEqual(readLink(fragment));
	});
});

describe('a link that is no such link is refused', () => {
	test.each(['', '#', '#flow', '#flow=register', '#%', '#&&&=', '#%00%ff'])('%j', (fragment) => {
		expect(readLink(fragment)).toBeUndefined();
	});

	test.each(['flow', 'hs', 'name', 'user', 'session', 'client_secret', 'sid'])(
		'without %s',
		(key) => {
			expect(link()).toBeDefined();
			expect(link({ [key]: undefined })).toBeUndefined();
			expect(link({ [key]: '' })).toBeUndefined();
		}
	);

	test.each(['hs', 'name', 'client_secret', 'sid'])(
		'without %s, also where no account is named',
		(key) => {
			for (const flow of ['add', 'reset']) {
				expect(link({ flow })).toBeDefined();
				expect(link({ flow, [key]: undefined })).toBeUndefined();
			}
		}
	);

	test('before the homeserver has added the sid', () => {
		expect(readLink(fragmentOf(nextLink(page, state)))).toBeUndefined();
	});

	test.each([
		['hs', 'javascript:alert(1)'],
		['hs', 'data:text/html,x'],
		['hs', 'https://ada:secret@evil.example'],
		['hs', '//evil.example'],
		['hs', 'https://evil.example/?x=1'],
		['name', 'evil.example/path'],
		['name', 'ada@evil.example'],
		['name', 'two words'],
		['name', 'x'.repeat(256)],
		['user', 'ada:evil.example'],
		['user', '@ada'],
		['user', 'x'.repeat(256)],
		['flow', 'deactivate'],
		['flow', 'constructor'],
		['session', 'x'.repeat(256)],
		['client_secret', '<script>'],
		['client_secret', 'x'.repeat(256)],
		['sid', '../../etc'],
		['sid', 'a b'],
		['sid', 'x'.repeat(256)]
	])('%s=%j', (key, value) => {
		expect(link({ [key]: value })).toBeUndefined();
		if (key !== 'flow' && key !== 'user')
			expect(link({ flow: 'reset', [key]: value })).toBeUndefined();
	});
});

describe('a client secret', () => {
	test('is what the specification allows', () => {
		expect(newClientSecret()).toMatch(/^[0-9a-zA-Z.=_-]{32}$/);
	});

	test('is another one each time', () => {
		expect(new Set(Array.from({ length: 100 }, newClientSecret)).size).toBe(100);
	});
});
