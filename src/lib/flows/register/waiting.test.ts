import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { attemptOf, mail, open, strictAttempt, typed, withToken } from './testing';
import { fromWaiting, toWaiting, waitingSchema } from './waiting';

const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('a registration that waits', () => {
	test('comes back from the storage as the homeserver has it', () => {
		const parsed = z.parse(waitingSchema, stored(toWaiting(strictAttempt, mail)));
		const { password: _, ...remembered } = withToken;
		expect(fromWaiting(parsed)).toEqual({
			...strictAttempt,
			typed: { ...remembered, token: '' },
			sent: true
		});
		expect(parsed.mail).toEqual(mail);
	});

	test('before its mail there is none', () => {
		expect(z.parse(waitingSchema, stored(toWaiting(strictAttempt)))).not.toHaveProperty('mail');
	});

	test('neither the password nor the registration token is in it', () => {
		const text = JSON.stringify(toWaiting(strictAttempt, mail));
		expect(text).not.toContain('correct horse battery');
		expect(text).not.toContain('invite-1');
		expect(text).not.toContain('[secret]');
	});

	test('it is a copy: what goes on does not change it', () => {
		const attempt = attemptOf(open, typed);
		const record = toWaiting(attempt);
		expect(record.flow).not.toBe(attempt.flow);
		expect(record.uia.completed).not.toBe(attempt.uia.completed);
		expect(record.uia.params).not.toBe(attempt.uia.params);
	});
});

describe('a foreign shape is refused', () => {
	const record = toWaiting(strictAttempt, mail);

	test.each<[string, object]>([
		['no homeserver', { server: undefined }],
		['a homeserver that is only a name', { server: 'example.org' }],
		['no username', { username: undefined }],
		['no client secret', { clientSecret: undefined }],
		['a session that is no text', { uia: { ...record.uia, session: 7 } }],
		['stages that are no list', { flow: 'm.login.dummy' }],
		['an expiry that is no number', { mail: { ...mail, expiresAt: 'soon' } }],
		['half a mail', { mail: { sid: '17' } }]
	])('%s', (_what, change) => {
		expect(z.safeParse(waitingSchema, stored({ ...record, ...change })).success).toBe(false);
	});
});
