import { describe, expect, it } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { unasked, type Parts } from '$lib/wizard/parts';
import { checkUp, summaryOf, topics, type Topic } from './check-up';
import type { Facts } from './facts';
import { bare, fine, knownParts } from './testing';

const now = Date.UTC(2030, 0, 1);
const DAY = 86_400_000;
const fault: PortalError = { kind: 'serverFault', status: 500 };
const failed = { status: 'failed', error: fault } as const;
const asking = { status: 'asking', limits: 0 } as const;

const all = (parts: Parts<Facts>) => checkUp({ parts, ownDeviceId: 'HERE', now });
const one = (topic: Topic, facts: Facts, given: Partial<Parts<Facts>> = {}) =>
	all(knownParts(facts, given)).find((finding) => finding.topic === topic);

describe('the check-up', () => {
	it('has every topic, in its order, from the first moment on', () => {
		const names = Object.keys(fine) as (keyof Facts)[];
		expect(all(unasked<Facts>(names).parts)).toEqual(
			topics.map((topic) => ({ topic, state: 'asking' }))
		);
	});

	it('is good where all is well', () => {
		expect(all(knownParts(fine)).map(({ state }) => state)).toEqual(topics.map(() => 'good'));
	});

	it('says what is to be done for a new account, and where', () => {
		const setUp = '/account/encryption?task=set-up&from=account';
		const todo = all(knownParts(bare)).filter(({ state }) => state === 'todo');
		expect(todo).toEqual([
			{
				topic: 'email',
				state: 'todo',
				says: 'overview.emailNone',
				action: { kind: 'page', label: 'overview.emailAction', path: '/account/emails' }
			},
			{
				topic: 'backup',
				state: 'todo',
				says: 'overview.backupOff',
				action: { kind: 'page', label: 'overview.backupAction', path: setUp }
			},
			{
				topic: 'crossSigning',
				state: 'todo',
				says: 'overview.crossSigningOff',
				action: { kind: 'page', label: 'overview.crossSigningAction', path: setUp }
			}
		]);
	});
});

describe('an email', () => {
	it('is counted, a phone number is none', () => {
		const phone = { medium: 'msisdn', address: '49123' } as const;
		const [email] = fine.threepids;
		const two = { ...fine, threepids: [...fine.threepids, phone, ...(email ? [email] : [])] };
		expect(one('email', two)).toMatchObject({ state: 'good', count: 2 });
		expect(one('email', { ...fine, threepids: [phone] })).toMatchObject({ state: 'todo' });
	});

	const locked: Facts = {
		...bare,
		capabilities: { ...bare.capabilities, changeThreepids: false }
	};
	const url = 'https://account.example.org/';

	it('that cannot be added here is added on the homeserver’s page', () => {
		const management = { url, actions: ['org.matrix.profile'] };
		expect(one('email', { ...locked, management })).toEqual({
			topic: 'email',
			state: 'todo',
			says: 'overview.emailElsewhere',
			action: { kind: 'elsewhere', url: `${url}?action=org.matrix.profile` }
		});
		expect(one('email', { ...locked, management: { url, actions: [] } })).toMatchObject({
			action: { url }
		});
	});

	it('that cannot be added at all is no link to a page that cannot help', () => {
		const nowhere = { topic: 'email', state: 'todo', says: 'overview.emailNotAllowed' };
		expect(one('email', locked)).toEqual(nowhere);
		expect(one('email', locked, { management: failed })).toEqual(nowhere);
	});

	it('may be added as long as nothing speaks against it', () => {
		for (const capabilities of [failed, asking])
			expect(one('email', bare, { capabilities })).toMatchObject({ action: { kind: 'page' } });
	});
});

describe('Secure Backup', () => {
	it('without a recovery key is not done', () => {
		expect(one('backup', { ...fine, recoveryKey: undefined })).toMatchObject({
			state: 'todo',
			says: 'overview.backupWithoutKey'
		});
	});

	it('that is off is off, whatever is known of the recovery key', () => {
		for (const recoveryKey of [failed, asking])
			expect(one('backup', bare, { recoveryKey })).toMatchObject({ state: 'todo' });
	});

	it('needs both answers to be good', () => {
		expect(one('backup', fine, { recoveryKey: failed })).toEqual({
			topic: 'backup',
			state: 'unknown',
			error: fault
		});
		expect(one('backup', fine, { recoveryKey: asking })).toMatchObject({ state: 'asking' });
		expect(one('backup', fine, { backup: failed })).toMatchObject({ state: 'unknown' });
	});
});

describe('sessions', () => {
	it('with keys that nobody signed are unverified; those without keys are not, nor is this one', () => {
		const publicKeys = {
			crossSigning: true,
			withKeys: ['PHONE', 'OLD', 'HERE', 'LAPTOP'],
			verified: ['PHONE']
		};
		const sessions = [{ deviceId: 'KEYLESS' }, { deviceId: 'HERE' }];
		expect(one('unverified', { ...fine, publicKeys, sessions })).toEqual({
			topic: 'unverified',
			state: 'todo',
			says: 'overview.unverifiedSome',
			count: 2,
			action: { kind: 'page', label: 'overview.unverifiedAction', path: '/account/sessions' }
		});
	});

	it('are unused after 90 days; this one never, nor one of which nothing is told', () => {
		const sessions = [
			{ deviceId: 'HERE', lastSeenAt: 0 },
			{ deviceId: 'UNKNOWN' },
			{ deviceId: 'JUST', lastSeenAt: now - 90 * DAY },
			{ deviceId: 'OLD', lastSeenAt: now - 90 * DAY - 1 },
			{ deviceId: 'OLDER', lastSeenAt: 0 }
		];
		expect(one('unused', { ...fine, sessions })).toMatchObject({ state: 'todo', count: 2 });
		expect(one('unused', { ...fine, sessions: sessions.slice(0, 3) })).toMatchObject({
			state: 'good'
		});
	});

	it('one answer that fails leaves the other', () => {
		const states = all(knownParts(fine, { sessions: failed })).map(({ state }) => state);
		expect(states).toEqual(['good', 'good', 'good', 'good', 'unknown']);
	});
});

describe('a part that is not known', () => {
	it('stays what it was while it is asked for again', () => {
		const again = { ...asking, after: fault };
		expect(one('email', fine, { threepids: again })).toMatchObject({ state: 'unknown' });
	});

	it('that waits by itself is still being checked, and says why', () => {
		const error: PortalError = { kind: 'rateLimited', retryAfterMs: 5_000 };
		const waiting = { status: 'waiting', limits: 1, error } as const;
		expect(one('email', fine, { threepids: waiting })).toEqual({
			topic: 'email',
			state: 'asking',
			error
		});
	});
});

describe('in one line', () => {
	const summary = (facts: Facts, given: Partial<Parts<Facts>> = {}) =>
		summaryOf(all(knownParts(facts, given)));

	it('all is well only when all is known', () => {
		expect(summary(fine)).toEqual({ kind: 'good' });
		expect(summary(fine, { sessions: failed })).toEqual({ kind: 'unknown' });
		expect(summary(fine, { sessions: asking })).toEqual({ kind: 'asking' });
	});

	it('what is to be done counts more than what is not known', () => {
		expect(summary(bare)).toEqual({ kind: 'todo', count: 3 });
		expect(summary(bare, { sessions: failed })).toEqual({ kind: 'todo', count: 3 });
	});
});
