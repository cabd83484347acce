import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ok } from '$lib/base/result';
import { accountData, joinedRooms, pushRules, roomName } from './data';
import { answeringFetch, json, scriptedFetch, text } from './scripted-fetch';
import { at, signal, signIn } from './security-testing';

let hs: ReturnType<typeof answeringFetch>;
const NAME = at('GET', 'v3/rooms/!a%3Ahs.test/state/m.room.name');
const ALIAS = at('GET', 'v3/rooms/!a%3Ahs.test/state/m.room.canonical_alias');
const none = json({ errcode: 'M_NOT_FOUND', error: 'Words' }, 404);

beforeEach(() => {
	hs = answeringFetch();
	vi.stubGlobal('fetch', hs.fetch);
	signIn();
});
afterEach(() => {
	vi.unstubAllGlobals();
	sessionStorage.clear();
});

describe('account data', () => {
	test('is asked for without any room, and without being seen', async () => {
		const event = { type: 'm.direct', content: { a: 1 } };
		hs.answer(json({ account_data: { events: [event, { type: 7 }, 'no'] }, next_batch: 's' }));
		expect(await accountData(signal)).toEqual(ok([event]));
		const url = new URL(hs.sent[0]?.line.slice(4) ?? '');
		expect(url.pathname).toBe('/_matrix/client/v3/sync');
		expect(url.searchParams.get('set_presence')).toBe('offline');
		expect(JSON.parse(url.searchParams.get('filter') ?? '')).toMatchObject({
			room: { rooms: [] }
		});
	});

	test('may be none', async () => {
		hs.answer(json({ next_batch: 's' }));
		expect(await accountData(signal)).toEqual(ok([]));
	});

	test('that is too large is not taken in', async () => {
		hs.answer(text(`{"account_data":{"events":["${'x'.repeat(1024 * 1024)}"]}}`));
		expect(await accountData(signal)).toEqual({ ok: false, error: { kind: 'badAnswer' } });
	});
});

test('push rules are taken as they are', async () => {
	hs.answer(json({ global: { override: [] } }));
	expect(await pushRules(signal)).toEqual(ok({ global: { override: [] } }));
	hs.answer(json({ errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 1_500 }, 429));
	expect(await pushRules(signal)).toMatchObject({
		error: { kind: 'rateLimited', retryAfterMs: 1_500 }
	});
});

test('rooms are listed, but for what is none', async () => {
	hs.answer(json({ joined_rooms: ['!a:hs.test', '..', 7, '!\ud800', '!b'] }));
	expect(await joinedRooms(signal)).toEqual(ok(['!a:hs.test', '!b']));
	hs.answer(json({}));
	expect(await joinedRooms(signal)).toEqual({ ok: false, error: { kind: 'badAnswer' } });
});

describe('a room', () => {
	test.each([
		[{ [NAME]: json({ name: 'Hall' }) }, { name: 'Hall' }],
		[{ [NAME]: none, [ALIAS]: json({ alias: '#hall:hs.test' }) }, { alias: '#hall:hs.test' }],
		[{ [NAME]: json({ name: '' }), [ALIAS]: none }, {}],
		[{ [NAME]: json({ name: 7 }), [ALIAS]: json({}) }, {}]
	])('goes by its name, else by its address: %#', async (answers, expected) => {
		vi.stubGlobal('fetch', scriptedFetch(answers).fetch);
		expect(await roomName('!a:hs.test', signal)).toEqual(ok(expected));
	});

	test('may refuse', async () => {
		hs.answer(json({ errcode: 'M_FORBIDDEN', error: 'No' }, 403));
		expect(await roomName('!a:hs.test', signal)).toMatchObject({ error: { kind: 'refused' } });
	});
});
