import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { keepAccount } from '$lib/session/account';
import { confirmedRequest } from './confirmed';
import { answeringFetch, json } from './scripted-fetch';
import { fresh, useHomeserver } from './tokens-testing';

useHomeserver();
const { signal } = new AbortController();
const call = {
	method: 'POST',
	path: '/_matrix/client/v3/delete_devices',
	body: { devices: ['A'] },
	signal
} as const;
const password = {
	session: 's',
	type: 'm.login.password',
	userId: '@ada:hs.test',
	password: new Secret('seven green lanterns')
} as const;
const challenge = { session: 's', flows: [{ stages: ['m.login.password'] }], params: {} };
let hs: ReturnType<typeof answeringFetch>;

beforeEach(() => {
	hs = answeringFetch();
	vi.stubGlobal('fetch', hs.fetch);
	keepAccount(fresh);
});

describe('a request that may have to be confirmed', () => {
	test('is done when the homeserver asks for nothing', async () => {
		hs.answer(json({}));
		expect(await confirmedRequest(call, undefined)).toEqual(ok({ kind: 'done', value: true }));
		expect(hs.sent[0]).toMatchObject({
			line: 'POST https://hs.test/_matrix/client/v3/delete_devices',
			body: { devices: ['A'] }
		});
	});

	test('is answered by a challenge first, which is no refusal', async () => {
		hs.answer(json(challenge, 401));
		const answer = await confirmedRequest(call, undefined);
		expect(answer).toMatchObject({ ok: true, value: { kind: 'challenge' } });
		expect(answer.ok && 'refusal' in answer.value).toBe(false);
	});

	test('carries the password, and whose it is', async () => {
		hs.answer(json({}));
		await confirmedRequest(call, password);
		expect(hs.sent[0]?.body).toEqual({
			devices: ['A'],
			auth: {
				session: 's',
				type: 'm.login.password',
				identifier: { type: 'm.id.user', user: '@ada:hs.test' },
				password: 'seven green lanterns'
			}
		});
	});

	test('only looks whether all is done when there is nothing to carry', async () => {
		hs.answer(json({}));
		await confirmedRequest(call, { session: 's' });
		expect(hs.sent[0]?.body).toEqual({ devices: ['A'], auth: { session: 's' } });
	});
});

describe('a stage that does not count', () => {
	test('is told: a wrong password', async () => {
		hs.answer(json({ ...challenge, errcode: 'M_FORBIDDEN', error: 'Invalid password' }, 401));
		expect(await confirmedRequest(call, password)).toMatchObject({
			value: { kind: 'challenge', refusal: { kind: 'passwordWrong' } }
		});
	});

	test('is told: a page of the homeserver that was not finished', async () => {
		hs.answer(json({ ...challenge, errcode: 'M_UNAUTHORIZED', error: 'No' }, 401));
		expect(await confirmedRequest(call, { session: 's' })).toMatchObject({
			value: { kind: 'challenge', refusal: { kind: 'stageRefused' } }
		});
	});

	test('is none where the homeserver only asks for the next one', async () => {
		hs.answer(json({ ...challenge, completed: ['m.login.password'] }, 401));
		const answer = await confirmedRequest(call, password);
		expect(answer.ok && 'refusal' in answer.value).toBe(false);
	});
});

describe('a session of authentication that is gone', () => {
	test.each([
		['another one is begun', json({ ...challenge, session: 'other' }, 401)],
		['it is said', json({ errcode: 'M_UNKNOWN', error: 'Unknown session ID' }, 400)]
	])('%s: the request begins again', async (_name, answer) => {
		hs.answer(answer);
		expect(await confirmedRequest(call, password)).toEqual(fail({ kind: 'uiaExpired' }));
	});
});

test.each([
	[
		json({ errcode: 'M_UNKNOWN_TOKEN', soft_logout: false }, 401),
		{ kind: 'sessionEnded', soft: false }
	],
	[json({ errcode: 'M_USER_LOCKED', soft_logout: true }, 401), { kind: 'userLocked' }],
	[
		json({ errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 900 }, 429),
		{ kind: 'rateLimited', retryAfterMs: 900 }
	],
	[json({ errcode: 'M_FORBIDDEN', error: 'No' }, 403), { kind: 'refused', detail: 'No' }]
])('what concerns the request itself is its failure %#', async (answer, error) => {
	hs.answer(answer);
	expect(await confirmedRequest(call, undefined)).toEqual(fail(error as never));
});

test('nobody confirms anything who is not signed in', async () => {
	sessionStorage.clear();
	expect(await confirmedRequest(call, password)).toEqual(
		fail({ kind: 'sessionEnded', soft: false })
	);
	expect(hs.sent).toEqual([]);
});
