import { beforeEach, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { keepAccount } from '$lib/session/account';
import { ask } from './reset-consent';
import { answeringFetch, json } from './scripted-fetch';
import { fresh, useHomeserver } from './tokens-testing';

useHomeserver();
const { signal } = new AbortController();
const done = ok({ kind: 'done', value: true });
let hs: ReturnType<typeof answeringFetch>;

beforeEach(() => {
	hs = answeringFetch();
	vi.stubGlobal('fetch', hs.fetch);
	keepAccount(fresh);
});

test('sends what no homeserver can take for a key', async () => {
	hs.answer(json({ errcode: 'M_INVALID_PARAM', error: 'Invalid master key' }, 400));
	expect(await ask(undefined, signal)).toEqual(done);
	expect(hs.sent[0]).toMatchObject({
		line: 'POST https://hs.test/_matrix/client/v3/keys/device_signing/upload',
		body: { master_key: { user_id: '', usage: [], keys: {} } }
	});
});

test('is challenged where it has to be confirmed', async () => {
	hs.answer(json({ session: 's', flows: [{ stages: ['m.login.password'] }] }, 401));
	expect(await ask(undefined, signal)).toMatchObject(ok({ kind: 'challenge' }));
});

test('a refusal of the key means that it is confirmed', async () => {
	hs.answer(json({ errcode: 'M_BAD_JSON', error: 'No key' }, 400));
	expect(await ask({ session: 's' }, signal)).toEqual(done);
});

test('a session that the homeserver has forgotten is none', async () => {
	hs.answer(json({ errcode: 'M_UNKNOWN', error: 'Unknown session ID' }, 400));
	expect(await ask({ session: 's' }, signal)).toEqual(fail({ kind: 'uiaExpired' }));
});

test('what else goes wrong is told', async () => {
	hs.answer(json({ errcode: 'M_UNRECOGNIZED' }, 404));
	expect(await ask(undefined, signal)).toMatchObject(fail({ kind: 'unsupported' }));
});
