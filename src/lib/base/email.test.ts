import { describe, expect, test } from 'vitest';
import { faultOfEmail } from './email';

describe('an address', () => {
	test.each(['ada@example.org', 'a@b', 'ada+matrix@mail.example.co.uk', 'ädä@exämple.org'])(
		'%s may be one: the homeserver has the last word',
		(email) => {
			expect(faultOfEmail(email)).toBeUndefined();
		}
	);

	test.each([
		['', 'emailMissing'],
		['ada', 'emailInvalid'],
		['@example.org', 'emailInvalid'],
		['ada@', 'emailInvalid'],
		['ada lovelace@example.org', 'emailInvalid'],
		['ada@example.org, eve@example.org', 'emailInvalid'],
		['ada@@example.org', 'emailInvalid'],
		['@ada:example.org', 'emailInvalid']
	])('%j: %s', (email, kind) => {
		expect(faultOfEmail(email)).toEqual({ kind });
	});
});
