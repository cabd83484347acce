import { describe, expect, it } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import type { Part, Parts } from '$lib/wizard/parts';
import { statesOf, type Facts, type Topic } from './states';

const known = <T>(value: T): Part<T> => ({ status: 'known', value });
const fine: Parts<Facts> = {
	publicKeys: known({ crossSigning: true, withKeys: [], verified: [] }),
	backup: known({ version: '1', count: 7 }),
	recoveryKey: known({ id: 'abc', hasPhrase: false })
};
const bare: Parts<Facts> = {
	publicKeys: known({ crossSigning: false, withKeys: [], verified: [] }),
	backup: known(undefined),
	recoveryKey: known(undefined)
};
const error: PortalError = { kind: 'serverFault', status: 500 };
const one = (topic: Topic, parts: Parts<Facts>) =>
	statesOf(parts).find((finding) => finding.topic === topic);

describe('the states of encryption', () => {
	it('are all good where all is set up', () => {
		expect(statesOf(fine)).toEqual([
			{ topic: 'crossSigning', state: 'good', says: 'encryption.crossSigningGood' },
			{ topic: 'backup', state: 'good', says: 'encryption.backupGood', count: 7 },
			{
				topic: 'recoveryKey',
				state: 'good',
				says: 'encryption.recoveryKeyGood',
				hint: { says: 'encryption.recoveryKeyLost', count: 0 }
			}
		]);
	});

	it('say what is missing where nothing is, each thing once', () => {
		expect(statesOf(bare)).toEqual([
			{ topic: 'crossSigning', state: 'todo', says: 'encryption.crossSigningOff' },
			{ topic: 'backup', state: 'todo', says: 'encryption.backupOff' },
			{ topic: 'recoveryKey', state: 'todo', says: 'encryption.recoveryKeyWithBackup' }
		]);
	});

	it.each([
		[[], { says: 'encryption.verifiedSome', count: 2 }],
		[['A'], { says: 'encryption.verifiedSome', count: 1 }],
		[['A', 'B'], { says: 'encryption.verifiedAll', count: 0 }]
	])('tell whether sessions are verified: %j', (verified, hint) => {
		const publicKeys = known({ crossSigning: true, withKeys: ['A', 'B'], verified });
		expect(one('crossSigning', { ...fine, publicKeys })).toMatchObject({ state: 'good', hint });
	});

	it('one that fails leaves the others', () => {
		const failed = { status: 'failed', error } as const;
		expect(statesOf({ ...fine, backup: failed })).toMatchObject([
			{ state: 'good' },
			{ topic: 'backup', state: 'unknown', error },
			{ state: 'good' }
		]);
		expect(statesOf({ ...fine, publicKeys: failed })).toMatchObject([
			{ topic: 'crossSigning', state: 'unknown', error },
			{ state: 'good' },
			{ state: 'good' }
		]);
	});
});

describe('a recovery key', () => {
	it('may come from a phrase', () => {
		const recoveryKey = known({ id: 'abc', hasPhrase: true });
		expect(one('recoveryKey', { ...fine, recoveryKey })).toMatchObject({
			state: 'good',
			says: 'encryption.recoveryKeyPhrase'
		});
	});

	it('that is missing beside a backup is missing by itself', () => {
		expect(one('recoveryKey', { ...fine, recoveryKey: known(undefined) })).toMatchObject({
			state: 'todo',
			says: 'encryption.recoveryKeyNone'
		});
	});
});
