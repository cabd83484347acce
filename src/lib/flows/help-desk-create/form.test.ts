import { describe, expect, test } from 'vitest';
import { LONGEST_NAME } from '$lib/matrix/admin-ports';
import { emptyForm, faultsOf, takenFault, userOf } from './form';
import type { Form } from './states';

const ada: Form = { ...emptyForm, username: 'ada' };
const faults = (given: Partial<Form>) => faultsOf({ ...ada, ...given }, 'hs.test');

describe('a form', () => {
	test('with a name is enough', () => {
		expect(faults({})).toBeUndefined();
	});

	test.each([
		[{ username: ' ' }, { username: { kind: 'usernameMissing' } }],
		[{ username: 'Ä' }, { username: { kind: 'usernameInvalid' } }],
		[{ displayName: '😀'.repeat(LONGEST_NAME + 1) }, { displayName: 'tooLong' }],
		[{ emails: ['a@b', 'nothing'] }, { emails: [undefined, { kind: 'emailInvalid' }] }],
		[{ emails: ['a@b', ' A@B '] }, { emails: [undefined, { kind: 'twice' }] }],
		[{ identities: [{ provider: 'x', id: ' ' }] }, { identities: [{ kind: 'incomplete' }] }],
		[
			{
				identities: [
					{ provider: 'x', id: '1' },
					{ provider: ' x', id: '1 ' }
				]
			},
			{ identities: [undefined, { kind: 'twice' }] }
		]
	])('with faults: %j', (given, expected) => {
		expect(faults(given)).toEqual(expected);
	});

	test.each([
		{ displayName: '😀'.repeat(LONGEST_NAME) },
		{ emails: ['', 'a@b', ''] },
		{ identities: [{ provider: '', id: '' }] }
	])('without: %j', (given) => {
		expect(faults(given)).toBeUndefined();
	});
});

test('what is asked for is tidied up', () => {
	const form: Form = {
		username: ' @Ada:elsewhere ',
		displayName: ' Ada ',
		emails: ['', ' A@B.test '],
		identities: [
			{ provider: ' oidc-x ', id: ' 1 ' },
			{ provider: '', id: '' }
		],
		administrator: true,
		passwordless: true
	};
	expect(userOf(form, 'hs.test')).toEqual({
		userId: '@ada:hs.test',
		displayName: 'Ada',
		emails: ['a@b.test'],
		identities: [{ provider: 'oidc-x', id: '1' }],
		administrator: true
	});
});

test('what is somebody’s is told at its field', () => {
	const form = { ...ada, emails: ['x@y', 'A@b'], identities: [{ provider: 'p', id: ' 1' }] };
	expect(takenFault(form, { kind: 'emailTaken', address: 'a@b', by: '@e:hs.test' })).toEqual({
		emails: [undefined, { kind: 'taken', by: '@e:hs.test' }]
	});
	const identity = { provider: 'p', id: '1' };
	expect(takenFault(form, { kind: 'identityTaken', identity, by: '@e:hs.test' })).toEqual({
		identities: [{ kind: 'taken', by: '@e:hs.test' }]
	});
});
