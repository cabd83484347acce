import { describe, expect, it } from 'vitest';
import { accountFor, claimsOf } from './account.ts';

describe('the account for a typed name', () => {
	it('is the name, without its case and the space around it', () => {
		expect(accountFor(' Alice.B-1 ')).toBe('alice.b-1');
	});

	it.each(['', ' ', '-a', 'a b', 'a@b', '<script>', 'ä', 'x'.repeat(60)])(
		'is none for "%s"',
		(name) => {
			expect(accountFor(name)).toBeUndefined();
		}
	);
});

describe('what a homeserver learns', () => {
	it('is a name and an address', () => {
		expect(claimsOf('alice')).toEqual({
			sub: 'alice',
			preferred_username: 'alice',
			name: 'Alice',
			email: 'alice@example-id.test',
			email_verified: true
		});
	});
});
