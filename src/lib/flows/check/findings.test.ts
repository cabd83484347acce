import { describe, expect, test } from 'vitest';
import { defaultConfig } from '$lib/base/config';
import type { PortalError } from '$lib/base/errors';
import type { Part, Parts } from '$lib/wizard/parts';
import type { Facts } from './facts';
import { findings, type Topic } from './findings';
import { fine } from './testing';

const parts = (change: { [N in keyof Facts]?: Part<Facts[N]> } = {}): Parts<Facts> => ({
	...(Object.fromEntries(
		Object.entries(fine).map(([name, value]: [string, unknown]) => [
			name,
			{ status: 'known', value }
		])
	) as unknown as Parts<Facts>),
	...change
});
const known = <T>(value: T): Part<T> => ({ status: 'known', value });
const failed = (error: PortalError): Part<never> => ({ status: 'failed', error });
const find = (topic: Topic, change = {}, config = defaultConfig) =>
	findings({ parts: parts(change), config }).find((one) => one.topic === topic);

test('all is good where all is as it should be', () => {
	const found = findings({ parts: parts(), config: defaultConfig });
	expect(found.filter(({ state }) => state !== 'good')).toEqual([]);
	expect(found).toHaveLength(13);
});

test('without a homeserver only the portal itself is told of', () => {
	const lost = { homeserver: failed({ kind: 'homeserverMissing' }) };
	const found = findings({ parts: parts(lost), config: defaultConfig });
	expect(found[0]).toEqual({
		topic: 'homeserver',
		state: 'todo',
		says: 'check.homeserverMissing'
	});
	expect(found.map(({ topic }) => topic)).not.toContain('versions');
	expect(found).toHaveLength(6);
});

test('a homeserver that is not found is told as that', () => {
	const error: PortalError = { kind: 'homeserverNotFound', host: 'hs.test' };
	expect(find('homeserver', { homeserver: failed(error) })).toEqual({
		topic: 'homeserver',
		state: 'unknown',
		error
	});
});

describe('what is to be changed', () => {
	const own = (change: Partial<Facts['own']>) => ({ own: known({ ...fine.own, ...change }) });
	const without = (name: string) => {
		const headers = new Map(fine.own.headers);
		headers.delete(name);
		return own({ headers });
	};
	const blocked = failed({ kind: 'unreachable' });

	test.each<[Topic, object, string, string?]>([
		['wellKnown', { wellKnown: failed({ kind: 'notHomeserver', host: 'x' }) }, 'wellKnownMissing'],
		[
			'wellKnown',
			{ wellKnown: known({ baseUrl: 'https://o', serverName: 'x' }) },
			'wellKnownOther',
			'https://o'
		],
		['versions', { versions: blocked }, 'versionsBlocked'],
		['versions', { versions: known(['r0.6.1']) }, 'versionsOld', 'v1.1'],
		['signIn', { signIn: known({ password: false, providers: [] }) }, 'signInNone'],
		['resetPages', { resetPages: known(false) }, 'resetPagesBlocked'],
		['resetMail', { resetMail: known('linkRefused') }, 'resetMailRefused'],
		['resetMail', { resetMail: known('off') }, 'resetMailOff'],
		['support', { support: known(undefined) }, 'supportMissing'],
		['https', own({ secure: false }), 'httpsMissing'],
		['policy', own({ policy: false }), 'policyMissing'],
		['headers', without('permissions-policy'), 'headersMissing', 'Permissions-Policy'],
		['compression', without('content-encoding'), 'compressionMissing'],
		['caching', own({ scriptCache: 'no-cache' }), 'cachingMissing']
	])('%s: %o', (topic, change, says, what) => {
		expect(find(topic, change)).toEqual({
			topic,
			state: 'todo',
			says: `check.${says}`,
			...(what !== undefined && { what })
		});
	});

	test('headers that are there and too weak', () => {
		const headers = new Map([
			...fine.own.headers,
			['referrer-policy', 'no-referrer-when-downgrade'],
			['cross-origin-opener-policy', 'same-origin']
		]);
		expect(find('headers', own({ headers }))).toMatchObject({
			what: 'Referrer-Policy, Cross-Origin-Opener-Policy'
		});
	});

	test('a frame may be refused in either way', () => {
		const headers = new Map(fine.own.headers);
		headers.delete('x-frame-options');
		headers.set('content-security-policy', "frame-ancestors 'none'");
		expect(find('headers', own({ headers }))?.state).toBe('good');
	});
});

describe('what is good in more than one way', () => {
	test.each<[Topic, object, string]>([
		['homeserver', { homeserver: known({ ...fine.homeserver, fixed: false }) }, 'homeserverFound'],
		['registration', { registration: known('closed') }, 'registration.closed'],
		['registration', { registration: known('elsewhere') }, 'registration.elsewhere'],
		[
			'signIn',
			{ signIn: known({ password: false, providers: [{ id: 'a', name: 'A' }] }) },
			'signInProviders'
		],
		['resetMail', { resetMail: failed({ kind: 'unsupported' }) }, 'resetMailElsewhere']
	])('%s: %o', (topic, change, says) => {
		expect(find(topic, change)).toMatchObject({ state: 'good', says: `check.${says}` });
	});

	test('registration that the operator has switched off is not asked about', () => {
		const features = { ...defaultConfig.features, registration: false };
		const asking: Part<never> = { status: 'asking', limits: 0 };
		expect(
			find('registration', { registration: asking }, { ...defaultConfig, features })
		).toMatchObject({ says: 'check.registrationOff' });
	});

	test('the contact may be in config.json', () => {
		const config = { ...defaultConfig, adminContact: 'a@hs.test' };
		expect(find('support', { support: known(undefined) }, config)).toMatchObject({
			says: 'check.supportConfig'
		});
	});
});

test('what is under way or could not be found out says so', () => {
	const error: PortalError = { kind: 'badAnswer' };
	expect(find('signIn', { signIn: failed(error) })).toMatchObject({ state: 'unknown', error });
	const asking: Part<never> = { status: 'asking', limits: 0 };
	expect(find('resetMail', { resetMail: asking })).toEqual({ topic: 'resetMail', state: 'asking' });
});
