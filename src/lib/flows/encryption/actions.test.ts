import { expect, test } from 'vitest';
import type { Part, Parts } from '$lib/wizard/parts';
import { actionsOf, sessionState } from './actions';
import type { Facts } from './states';

const known = <T>(value: T): Part<T> => ({ status: 'known', value });
const failed = { status: 'failed', error: { kind: 'badAnswer' } } as const;
const keys = (crossSigning: boolean, verified: string[] = []) =>
	known({ crossSigning, withKeys: ['HERE', ...verified], verified });
const fine: Parts<Facts> = {
	publicKeys: keys(true, ['HERE']),
	backup: known({ version: '1', count: 7 }),
	recoveryKey: known({ id: 'abc', hasPhrase: false })
};
const bare: Parts<Facts> = {
	publicKeys: keys(false),
	backup: known(undefined),
	recoveryKey: known(undefined)
};
const of = (parts: Parts<Facts>) => {
	const { primary, others } = actionsOf(parts, 'HERE');
	return [primary, ...others];
};

test('nothing is set up: one thing to do', () => {
	expect(of(bare)).toEqual(['set-up']);
});

test('all is set up and verified: the key can be tested', () => {
	expect(of(fine)).toEqual(['test', 'export', 'import', 'reset']);
});

test('this session is not verified: that comes first', () => {
	const publicKeys = keys(true, ['OTHER']);
	expect(of({ ...fine, publicKeys })).toEqual(['verify', 'test', 'export', 'import', 'reset']);
});

test.each([
	['cross-signing', { publicKeys: keys(false) }, ['set-up', 'test', 'export', 'import', 'reset']],
	['the backup', { backup: known(undefined) }, ['set-up', 'test', 'reset']],
	['the recovery key', { recoveryKey: known(undefined) }, ['set-up', 'import', 'reset']]
])('%s is missing: setting up comes first', (_, missing, actions) => {
	expect(of({ ...fine, ...missing })).toEqual(actions);
});

test('what is not known is not offered', () => {
	expect(of({ publicKeys: failed, backup: failed, recoveryKey: failed })).toEqual([undefined]);
	expect(of({ ...fine, recoveryKey: failed })).toEqual(['import', 'reset']);
});

test('nobody is led to a reset', () => {
	const parts = { ...fine, backup: failed, recoveryKey: failed };
	expect(of(parts)).toEqual([undefined, 'reset']);
});

test('whether this session is verified', () => {
	expect(sessionState(fine, 'HERE')).toBe('verified');
	expect(sessionState(fine, 'OTHER')).toBe('unverified');
	expect(sessionState(bare, 'HERE')).toBe('none');
	expect(sessionState({ ...fine, publicKeys: failed }, 'HERE')).toBeUndefined();
});
