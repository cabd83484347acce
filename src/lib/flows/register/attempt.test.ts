import { describe, expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import { fieldOf, findFaults, isSameAccount } from './attempt';
import { typed, withToken } from './testing';

describe('a form', () => {
	const asks = { email: 'required', registrationToken: true } as const;

	test('that may be sent has no faults', () => {
		expect(findFaults(withToken, asks, { minimumLength: 8 }, 'example.org')).toEqual({});
	});

	test('tells the first rule that a password breaks', () => {
		const policy = { minimumLength: 8, requireDigit: true };
		const given = { ...withToken, password: new Secret('short') };
		expect(findFaults(given, asks, policy, 'example.org')).toEqual({
			password: { kind: 'passwordTooShort' }
		});
	});

	test.each(['none', 'optional'] as const)('needs no address where it is %s', (email) => {
		const faults = findFaults(typed, { email, registrationToken: false }, {}, 'example.org');
		expect(faults).toEqual({});
	});

	test('takes no notice of an address that it does not ask for', () => {
		const given = { ...typed, email: 'left over' };
		const none = { email: 'none', registrationToken: false } as const;
		expect(findFaults(given, none, {}, 'example.org')).toEqual({});
		expect(findFaults(given, { ...none, email: 'optional' }, {}, 'example.org')).toEqual({
			email: { kind: 'emailInvalid' }
		});
	});

	test('counts the name of the homeserver into the longest Matrix ID', () => {
		const given = { ...withToken, username: 'a'.repeat(200) };
		expect(findFaults(given, asks, {}, 'example.org')).toEqual({});
		expect(findFaults(given, asks, {}, `${'b'.repeat(60)}.org`)).toEqual({
			username: { kind: 'usernameInvalid' }
		});
	});
});

test.each([
	['usernameTaken', 'username'],
	['passwordWeak', 'password'],
	['emailTaken', 'email'],
	['registrationTokenInvalid', 'token']
] as const)('%s concerns the field "%s"', (kind, field) => {
	expect(fieldOf({ kind })).toBe(field);
});

test.each(['mailNotSent', 'uiaExpired', 'registrationClosed'] as const)(
	'%s concerns no field',
	(kind) => {
		expect(fieldOf({ kind })).toBeUndefined();
	}
);

describe('the same account', () => {
	test('is asked for with the same name, password and token, whatever the address', () => {
		const again = { ...withToken, password: new Secret('correct horse battery'), email: 'a@b' };
		expect(isSameAccount(withToken, again)).toBe(true);
	});

	test.each([{ username: 'eve' }, { password: new Secret('another') }, { token: 'invite-2' }])(
		'is not asked for with another %j',
		(change) => {
			expect(isSameAccount(withToken, { ...withToken, ...change })).toBe(false);
		}
	);
});
