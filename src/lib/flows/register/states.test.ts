import { expect, test } from 'vitest';
import type { Attempt } from './attempt';
import { faultOfStep, initial, nothingTyped } from './states';

const attempt: Attempt = {
	server: { baseUrl: 'https://hs.test', serverName: 'hs.test' },
	typed: nothingTyped,
	uia: { session: 's', flows: [], completed: [], params: {} },
	flow: [],
	deviceId: 'D',
	clientSecret: 'secret',
	sent: true
};

test('an error of the whole step is told above it', () => {
	expect(faultOfStep({ step: 'address', attempt, error: { kind: 'offline' } })?.kind).toBe(
		'offline'
	);
	expect(faultOfStep({ step: 'policies', attempt, error: { kind: 'emailTaken' } })?.kind).toBe(
		'emailTaken'
	);
});

test('a fault of an address is told at its field alone', () => {
	expect(faultOfStep({ step: 'address', attempt, error: { kind: 'emailTaken' } })).toBeUndefined();
});

test('without an error there is nothing to tell', () => {
	expect(faultOfStep(initial(nothingTyped))).toBeUndefined();
	expect(faultOfStep({ step: 'address', attempt })).toBeUndefined();
});
