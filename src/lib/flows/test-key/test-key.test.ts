import { describe, expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import { transition, type Event, type State } from './test-key';

const typed = new Secret('EsTc');
const submitted: Event = { type: 'submitted', typed };
const tested: Event = { type: 'tested', test: { backup: 'yes', crossSigning: 'no' } };
const error = { kind: 'recoveryKeyWrong' } as const;
const failed: Event = { type: 'failed', error };
const form: State = { step: 'form' };
const testing: State = { step: 'testing' };
const told: State = { step: 'told', test: { backup: 'yes', crossSigning: 'yes' } };

describe('what was typed', () => {
	test.each([form, { ...form, fault: error } as const, told])('is tested from %j', (state) => {
		expect(transition(state, submitted)).toEqual({
			state: testing,
			command: { run: 'test', typed }
		});
	});

	test.each(['', '  \n'])('%j is nothing', (text) => {
		expect(transition(told, { type: 'submitted', typed: new Secret(text) })).toEqual({
			state: { step: 'form', fault: 'missing' }
		});
	});

	test('is tested once', () => {
		expect(transition(testing, submitted)).toEqual({ state: testing });
	});
});

describe('the answer', () => {
	test('is told', () => {
		expect(transition(testing, tested).state).toEqual({
			step: 'told',
			test: { backup: 'yes', crossSigning: 'no' }
		});
	});

	test('may be that it is the wrong key', () => {
		expect(transition(testing, failed).state).toEqual({ step: 'form', fault: error });
	});

	test.each([form, told])('that nobody waits for changes nothing: %j', (state) => {
		expect(transition(state, tested)).toEqual({ state });
		expect(transition(state, failed)).toEqual({ state });
	});
});
