import { describe, expect, test } from 'vitest';
import { fail, ok } from '$lib/base/result';
import type { PublicKeys, SessionInfo } from '$lib/matrix/account-ports';
import { isIncomplete, othersOf, riskOf, valueOf, type Found } from './checking';
import { safe } from './testing';

const DAY = 86_400_000;
const now = 1_000 * DAY;
const session = (deviceId: string, days?: number): SessionInfo => ({
	deviceId,
	...(days !== undefined && { lastSeenAt: now - days * DAY })
});
const keys: PublicKeys = { crossSigning: true, withKeys: ['A', 'B', 'OWN'], verified: ['A'] };
const sessions = [session('OWN', 200), session('A', 0), session('B', 90), session('C', 91)];

describe('the other sessions', () => {
	test('leave out the one that asks', () => {
		expect(othersOf([session('OWN')], keys, 'OWN', now)).toEqual({
			count: 0,
			unverified: 0,
			unused: 0
		});
	});

	test('are not verified when they have keys that nobody signed', () => {
		expect(othersOf(sessions, keys, 'OWN', now)).toEqual({ count: 3, unverified: 1, unused: 1 });
	});

	test('are in doubt without the public keys', () => {
		expect(othersOf(sessions, undefined, 'OWN', now).unverified).toBeUndefined();
	});

	test('that never say when they were used are not counted as unused', () => {
		expect(othersOf([session('A')], keys, 'OWN', now).unused).toBe(0);
	});
});

describe('signing out', () => {
	test.each<[string, Partial<Found>, ReturnType<typeof riskOf>]>([
		['safe with backup and recovery key', {}, undefined],
		['safe with an empty backup', { backup: 0 }, undefined],
		['safe without other sessions', { backup: 'off', others: { ...others(0) } }, undefined],
		['a risk without backup', { backup: 'off' }, 'noBackup'],
		['a risk without backup and key', { backup: 'off', recoveryKey: false }, 'noBackup'],
		['a risk without recovery key', { recoveryKey: false }, 'noRecoveryKey'],
		['in doubt without the backup', { backup: undefined }, 'unknown'],
		['in doubt without the key', { recoveryKey: undefined }, 'unknown'],
		['safe although nobody knows how many there are', { others: undefined }, undefined]
	])('is %s', (_name, found, risk) => {
		expect(riskOf({ ...safe, ...found })).toBe(risk);
	});

	test('is in doubt before anything was found', () => expect(riskOf(undefined)).toBe('unknown'));
});

function others(count: number) {
	return { count, unverified: 0, unused: 0 };
}

describe('looking again', () => {
	test.each<Partial<Found>>([
		{ backup: undefined },
		{ recoveryKey: undefined },
		{ others: undefined },
		{ others: { count: 1, unverified: undefined, unused: 0 } }
	])('could find out more: %j', (found) => {
		expect(isIncomplete({ ...safe, ...found })).toBe(true);
	});

	test('could not, when all is known', () => {
		expect(isIncomplete(safe)).toBe(false);
		expect(isIncomplete({ backup: 'off', recoveryKey: false, others: others(0) })).toBe(false);
	});
});

test('what failed has no value', () => {
	expect(valueOf(ok(3))).toBe(3);
	expect(valueOf(fail({ kind: 'unreachable' }))).toBeUndefined();
});
