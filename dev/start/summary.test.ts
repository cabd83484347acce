import { describe, expect, it } from 'vitest';
import { summary, table } from './summary.ts';

const example = {
	homeserver: { baseUrl: 'http://localhost:4181', serverName: 'localhost:4181' },
	inboxUrl: 'http://localhost:4182',
	identityUrl: 'http://localhost:4184',
	accounts: {
		user: { username: 'alice', password: 'user-password' },
		operator: { username: 'operator', password: 'operator-password' }
	}
};

describe('the table at the end of the start', () => {
	const text = summary(example, 'http://localhost:4180');

	it.each([
		['Portal', 'http://localhost:4180'],
		['Create an account', 'http://localhost:4180/register'],
		['Inbox', 'http://localhost:4182'],
		['Homeserver', 'http://localhost:4181'],
		['OpenID provider', 'http://localhost:4184'],
		['Example user', '@alice:localhost:4181'],
		['Operator', '@operator:localhost:4181']
	])('has %s: %s', (name, value) => {
		const row = text.split('\n').find((line) => line.trim().startsWith(name));
		expect(row).toContain(value);
	});

	it('has the passwords', () => {
		expect(text).toMatch(/password\s+user-password/);
		expect(text).toMatch(/password\s+operator-password/);
	});

	it('has its values one below the other', () => {
		const rows = table([['a', 'x'], [], ['long name', 'y']]).split('\n');
		expect(rows).toEqual(['  a           x', '', '  long name   y']);
	});
});
