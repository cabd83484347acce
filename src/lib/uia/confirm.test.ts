import { describe, expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import { confirmation, lookAuth, passwordAuth, type Confirmation } from './confirm';
import type { Challenge } from './types';

const PASSWORD = 'm.login.password';
const challenge = (...flows: string[][]): Challenge => ({
	session: 's1',
	flows: flows.map((stages) => ({ stages })),
	params: {}
});
const page = (stage: string, sso = false) => ({ kind: 'page', stage, sso });
const begun = (...flows: string[][]): Confirmation => {
	const first = confirmation(challenge(...flows));
	if (!first) throw new Error('Nothing to do');
	return first;
};

describe('the first challenge', () => {
	test.each([
		['the password', [[PASSWORD]], [{ kind: 'password' }]],
		['single sign-on', [['m.login.sso']], [page('m.login.sso', true)]],
		['its earlier name', [['org.matrix.login.sso']], [page('org.matrix.login.sso', true)]],
		[
			'one of both',
			[[PASSWORD], ['m.login.sso']],
			[{ kind: 'password' }, page('m.login.sso', true)]
		],
		['what is not known', [['org.example.riddle']], [page('org.example.riddle')]],
		['two stages: the first', [[PASSWORD, 'org.example.riddle']], [{ kind: 'password' }]],
		['the same twice: once', [[PASSWORD], [PASSWORD, 'm.login.sso']], [{ kind: 'password' }]]
	])('%s', (_, flows, ways) => {
		expect(begun(...flows).ways).toEqual(ways);
	});

	test.each<[string, Challenge]>([
		['no session', { flows: [{ stages: [PASSWORD] }] }],
		['no flow', { session: 's1', flows: [] }],
		['nothing left to do', { ...challenge([PASSWORD]), completed: [PASSWORD] }]
	])('with %s cannot be met', (_, given) => {
		expect(confirmation(given)).toBeUndefined();
	});
});

describe('a later challenge', () => {
	test('leads on to the next stage', () => {
		const first = begun([PASSWORD, 'org.example.riddle']);
		const next = confirmation({ completed: [PASSWORD] }, first);
		expect(next?.ways).toEqual([page('org.example.riddle')]);
		expect(next?.uia.session).toBe('s1');
	});

	test('of a wrong password leaves everything as it was', () => {
		const first = begun([PASSWORD], ['m.login.sso']);
		expect(confirmation({ completed: [] }, first)).toEqual(first);
	});

	test('may name other flows', () => {
		expect(confirmation(challenge(['m.login.sso']), begun([PASSWORD]))?.ways).toEqual([
			page('m.login.sso', true)
		]);
	});

	test('when all of a flow is done asks for nothing of the others', () => {
		const first = begun([PASSWORD], [PASSWORD, 'm.login.sso']);
		expect(confirmation({ completed: [PASSWORD] }, first)?.ways).toEqual([
			page('m.login.sso', true)
		]);
	});
});

test('the password is a secret until the request is made', () => {
	const auth = passwordAuth(begun([PASSWORD]), '@ada:example.org', new Secret('battery'));
	expect(auth).toMatchObject({ session: 's1', type: PASSWORD, userId: '@ada:example.org' });
	expect(JSON.stringify(auth)).not.toContain('battery');
});

test('a look carries the session alone', () => {
	expect(lookAuth(begun([PASSWORD]))).toEqual({ session: 's1' });
});
