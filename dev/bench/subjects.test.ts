import { expect, test } from 'vitest';
import { ACCOUNT, FLOOR, formPages, subjects } from './subjects.ts';

const inTab = { 'vestibule.account': '{}' };
const all = subjects(
	{ portal: 'http://localhost:1', floor: 'http://localhost:2', homeserver: 'http://localhost:3' },
	inTab
);

test('the floor is first, and asks the same homeserver', () => {
	expect(all[0]).toMatchObject({
		name: FLOOR,
		url: 'http://localhost:2/floor?homeserver=http%3A%2F%2Flocalhost%3A3'
	});
	expect(all[0]).not.toHaveProperty('file');
});

test('every other page has its address and its file', () => {
	expect(all.slice(1).map(({ url, file }) => [url, file])).toEqual([
		['http://localhost:1/register', 'register.html'],
		['http://localhost:1/de/register', 'de/register.html'],
		['http://localhost:1/login', 'login.html'],
		['http://localhost:1/de/login', 'de/login.html'],
		['http://localhost:1/recover', 'recover.html'],
		['http://localhost:1/de/recover', 'de/recover.html'],
		['http://localhost:1/', 'index.html'],
		['http://localhost:1/verified', 'verified.html'],
		['http://localhost:1/account', 'account.html'],
		['http://localhost:1/account/profile', 'account/profile.html'],
		['http://localhost:1/account/emails', 'account/emails.html'],
		['http://localhost:1/account/password', 'account/password.html'],
		['http://localhost:1/account/sessions', 'account/sessions.html'],
		['http://localhost:1/account/encryption', 'account/encryption.html']
	]);
});

test('somebody is signed in on the account’s pages only', () => {
	const signedIn = all.filter((subject) => subject.inTab).map(({ name }) => name);
	expect(signedIn).toHaveLength(6);
	expect(signedIn.filter((name) => !name.startsWith(ACCOUNT))).toEqual([]);
	expect(all.at(-1)?.inTab).toBe(inTab);
});

test('the pages with a form are among them', () => {
	expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(formPages));
});

test('a form is there once its first field is', () => {
	const selector = (path: string) => all.find(({ name }) => name === path)?.selector;
	expect(selector('/register')).toBe('input[autocomplete=username]');
	expect(selector('/de/recover')).toBe('input[autocomplete=email]');
});
