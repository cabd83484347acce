import { expect, test } from 'vitest';
import { challengeFrom, isChallenge } from './challenge';

const flows = [{ stages: ['m.login.terms', 'm.login.dummy'] }];

test('takes what the specification names, and nothing else', () => {
	const body = { session: 's', flows, completed: ['m.login.terms'], params: { a: 1 }, error: 'x' };
	expect(challengeFrom(body)).toEqual({
		ok: true,
		value: { session: 's', flows, completed: ['m.login.terms'], params: { a: 1 } }
	});
});

test('what is left out stays left out', () => {
	expect(challengeFrom({ flows })).toEqual({ ok: true, value: { flows } });
	expect(challengeFrom({ session: 's' })).toEqual({ ok: true, value: { session: 's' } });
});

test.each([
	['no object', 'text'],
	['null', null],
	['a list', []],
	['a session of another type', { flows, session: 5 }],
	['an empty session', { flows, session: '' }],
	['an endless session', { flows, session: 'x'.repeat(256) }],
	['flows of another type', { flows: { stages: [] } }],
	['stages of another type', { flows: [{ stages: [{}] }] }],
	['no flow', { flows: [] }],
	['endless stages only', { flows: [{ stages: Array<string>(21).fill('a') }] }],
	['completed stages of another type', { flows, completed: 'all' }],
	['params of another type', { flows, params: [] }]
])('%s is a bad answer', (_name, body) => {
	expect(challengeFrom(body)).toEqual({ ok: false, error: { kind: 'badAnswer' } });
});

test('a flow that cannot be handled does not take the others away', () => {
	const hostile = [{ stages: ['x'.repeat(300)] }, ...flows, { stages: [''] }];
	expect(challengeFrom({ flows: hostile })).toEqual({ ok: true, value: { flows } });
});

test('of endless flows only the first are taken', () => {
	const many = Array.from({ length: 5000 }, () => ({ stages: ['m.login.dummy'] }));
	const challenge = challengeFrom({ flows: many });
	expect(challenge.ok && challenge.value.flows).toHaveLength(50);
});

test.each([
	[401, { flows }, true],
	[401, { errcode: 'M_UNKNOWN_TOKEN' }, false],
	[403, { flows }, false],
	[401, null, false],
	[401, 'flows', false],
	[401, undefined, false]
])('%d %j asks for more stages: %s', (status, body, expected) => {
	expect(isChallenge(status, body)).toBe(expected);
});
