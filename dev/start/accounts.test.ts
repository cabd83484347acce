import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { registerUser, setEmails } from '../synapse/admin.ts';
import { exampleAccounts, newPassword } from './accounts.ts';

vi.mock('../synapse/admin.ts');

const server = { baseUrl: 'http://hs', sharedSecret: 's', serverName: 'hs' };
const account = { userId: '@x:hs', accessToken: 't', deviceId: 'D' };
let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'accounts-'));
	vi.mocked(registerUser).mockReset().mockResolvedValue(account);
	vi.mocked(setEmails).mockReset().mockResolvedValue();
});

const kept = () => JSON.parse(readFileSync(join(folder, 'accounts.json'), 'utf8')) as unknown;

describe('the example accounts', () => {
	it('are a user with an email and an operator', async () => {
		const { user, operator } = await exampleAccounts(server, folder);
		expect(vi.mocked(registerUser).mock.calls.map(([, made]) => made)).toEqual([
			{ ...user, displayName: 'Alice' },
			{ ...operator, admin: true, displayName: 'Operator' }
		]);
		expect(setEmails).toHaveBeenCalledWith(server, operator, '@alice:hs', ['alice@vestibule.test']);
	});

	it('are made once, and kept where only this account reads them', async () => {
		const first = await exampleAccounts(server, folder);
		const second = await exampleAccounts(server, folder);
		expect(second).toMatchObject(first);
		expect(registerUser).toHaveBeenCalledTimes(2);
		expect(statSync(join(folder, 'accounts.json')).mode & 0o077).toBe(0);
	});

	it('keep their passwords when a start ended half-way', async () => {
		vi.mocked(setEmails).mockRejectedValueOnce(new Error('gone'));
		await expect(exampleAccounts(server, folder)).rejects.toThrow('gone');
		const before = kept();
		vi.mocked(registerUser).mockRejectedValue(new Error('400 User ID already taken.'));
		expect(await exampleAccounts(server, folder)).toMatchObject(before as object);
		expect(kept()).toMatchObject({ complete: true });
	});

	it('fail as the homeserver fails', async () => {
		vi.mocked(registerUser).mockRejectedValue(new Error('500 Internal server error'));
		await expect(exampleAccounts(server, folder)).rejects.toThrow('Internal server error');
	});
});

describe('a password', () => {
	it('has every kind of character, and is never the same', () => {
		const password = newPassword();
		for (const kind of [/[a-z]/, /[A-Z]/, /\d/, /[^\w]/, /^.{16,}$/])
			expect(password).toMatch(kind);
		expect(newPassword()).not.toBe(password);
	});
});
