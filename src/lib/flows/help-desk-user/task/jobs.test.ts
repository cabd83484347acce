import { describe, expect, test } from 'vitest';
import { ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import {
	deactivate,
	editProfile,
	lock,
	reactivate,
	setAddresses,
	setExternalIds,
	setPassword,
	signOut,
	suspend
} from './jobs';
import { perform } from './perform';
import type { Facts, Task } from './states';
import { ada, Desk, facts, phone } from './testing';

const { signal } = new AbortController();
const apply = <Choice>(desk: Desk, task: Task<Choice>, choice: Choice, shown: Facts = facts) =>
	perform(task, { run: 'apply', sent: { choice, again: false }, shown }, desk.ports, signal);
const applied = ok({ type: 'applied', already: false });
const withUser = (given: Partial<typeof ada>): Desk =>
	Object.assign(new Desk(), { user: { ...ada, ...given } });
const password = new Secret('Bado-kiru');

describe('a new password', () => {
	test.each([true, false])('signs out all sessions: %s', async (all) => {
		const desk = new Desk();
		expect(await apply(desk, setPassword, { password, signOut: all })).toMatchObject(applied);
		expect(desk.password).toBe('Bado-kiru');
		expect(desk.sessions).toHaveLength(all ? 0 : 2);
	});

	test('that leaves sessions which it should have ended is not done', async () => {
		const desk = new Desk();
		desk.script = [{ answer: ok(true) }];
		expect(await apply(desk, setPassword, { password, signOut: true })).toMatchObject(
			ok({ type: 'stopped', trouble: { kind: 'undone' } })
		);
	});

	test('is not set for an account that was deactivated meanwhile', async () => {
		const desk = withUser({ deactivated: true });
		expect(await apply(desk, setPassword, { password, signOut: true })).toMatchObject(
			ok({ type: 'stopped', trouble: { kind: 'changed' } })
		);
		expect(desk.password).toBeUndefined();
	});
});

describe('lists', () => {
	test('the order, and what is there twice, make no difference', () => {
		const b = { medium: 'email', address: 'b@example.org' };
		const shown: Facts = { ...facts, user: { ...ada, addresses: [...ada.addresses, b] } };
		const now: Facts = { ...facts, user: { ...ada, addresses: [b, ...ada.addresses, b] } };
		expect(setAddresses.same(shown, now)).toBe(true);
		expect(setAddresses.same(shown, facts)).toBe(false);
		expect(setAddresses.reached([b], now, shown)).toBe(false);
	});

	test('a medium of its own is another address', () => {
		const number = { medium: 'msisdn', address: 'ada@example.org' };
		expect(setAddresses.reached([number], facts, facts)).toBe(false);
	});

	test('external identities are replaced, one’s own are nobody else’s', async () => {
		const desk = new Desk();
		const more = [...ada.externalIds, { provider: 'saml', id: 'a' }];
		desk.holders = { a: ada.userId, 'ada-1': '@eve:hs.test' };
		expect(await apply(desk, setExternalIds, more)).toMatchObject(applied);
		expect(desk.user?.externalIds).toEqual(more);
	});

	test('an identity of another account is not asked for', async () => {
		const desk = new Desk();
		desk.holders = { a: '@eve:hs.test' };
		expect(await apply(desk, setExternalIds, [{ provider: 'saml', id: 'a' }])).toMatchObject(
			ok({ type: 'stopped', trouble: { kind: 'held', what: 'saml: a', by: '@eve:hs.test' } })
		);
		expect(desk.written).toEqual([]);
	});
});

describe('the profile', () => {
	test('only what differs is sent', async () => {
		const desk = new Desk();
		const choice = { displayName: 'Ada L.', administrator: false };
		expect(await apply(desk, editProfile, choice)).toMatchObject(applied);
		expect(desk.written).toEqual(['change displayName']);
		const admin = { displayName: 'Ada L.', administrator: true };
		const shown = { ...facts, user: { ...ada, displayName: 'Ada L.' } };
		expect(await apply(desk, editProfile, admin, shown)).toMatchObject(applied);
		expect(desk.written[1]).toBe('change administrator');
		expect(desk.notes.map(({ task }) => task)).toEqual(['editProfile', 'makeAdministrator']);
		const was = { ...facts, user: { ...ada, administrator: true } };
		expect(editProfile.named(choice, was)).toBe('removeAdministrator');
	});

	test('the picture is taken away where one is there, and a new one comes', async () => {
		const avatarUrl = 'mxc://hs.test/ada';
		const choice = { displayName: 'Ada', administrator: false };
		const desk = Object.assign(new Desk(), { user: { ...ada, avatarUrl } });
		const shown = { ...facts, user: desk.user };
		expect(editProfile.reached(choice, shown, shown)).toBe(true);
		const none = { ...choice, picture: 'none' } as const;
		expect(editProfile.reached(none, shown, shown)).toBe(false);
		expect(await apply(desk, editProfile, none, shown)).toMatchObject(applied);
		expect(desk.written).toEqual(['change picture']);
		expect(desk.user).toEqual(ada);
		const bare = { ...facts, user: ada };
		expect(await apply(desk, editProfile, none, bare)).toMatchObject({ value: { already: true } });
		expect(await apply(desk, editProfile, { ...choice, picture: new Blob() }, bare)).toMatchObject(
			applied
		);
		expect(desk.written[1]).toBe('change picture');
		// Another one has come since it was shown: that one has not been looked at.
		expect(editProfile.same(shown, { ...facts, user: { ...ada, avatarUrl: 'mxc://x/y' } })).toBe(
			false
		);
	});

	test('no name is told from the empty one as little as the homeserver does', () => {
		const { displayName: _, ...nameless } = ada;
		const now = { ...facts, user: nameless };
		expect(editProfile.reached({ displayName: '', administrator: false }, now, facts)).toBe(true);
	});
});

describe('sessions', () => {
	test('those that were chosen are signed out, and no other', async () => {
		const desk = new Desk();
		expect(await apply(desk, signOut, ['LAPTOP'])).toMatchObject(applied);
		expect(desk.sessions).toEqual([phone]);
	});

	test('one that has come meanwhile stays', async () => {
		const desk = new Desk();
		desk.sessions = [...desk.sessions, { deviceId: 'NEW' }];
		expect(await apply(desk, signOut, ['PHONE', 'LAPTOP'])).toMatchObject(applied);
		expect(desk.sessions).toEqual([{ deviceId: 'NEW' }]);
	});
});

describe('what can be undone', () => {
	test.each([
		[lock(true), { locked: false }, { locked: true }, 'lock'],
		[lock(false), { locked: true }, { locked: false }, 'unlock'],
		[suspend(true), { suspended: false }, { suspended: true }, 'suspend'],
		[suspend(false), { suspended: true }, { suspended: false }, 'unsuspend']
	])('%#', async (task, before, after, name) => {
		const desk = withUser(before);
		const shown = { ...facts, user: { ...ada, ...before } };
		expect(await apply(desk, task, true, shown)).toMatchObject(applied);
		expect(desk.user).toMatchObject(after);
		expect(desk.notes).toMatchObject([{ task: name, result: 'done' }]);
	});
});

describe('deactivating', () => {
	test.each([true, false])('erase: %s', async (erase) => {
		const desk = new Desk();
		expect(await apply(desk, deactivate, { erase })).toMatchObject(applied);
		expect(desk.user).toMatchObject({ deactivated: true, erased: erase });
	});

	test('that was done by another operator, without hiding the messages, is completed', async () => {
		const desk = withUser({ deactivated: true });
		expect(await apply(desk, deactivate, { erase: true })).toMatchObject(applied);
		expect(desk.user).toMatchObject({ erased: true });
	});
});

describe('reactivating', () => {
	const gone = { ...facts, user: { ...ada, deactivated: true } };

	test.each([{ password }, {}])('%#', async (choice) => {
		const desk = withUser({ deactivated: true });
		expect(await apply(desk, reactivate, choice, gone)).toMatchObject(applied);
		expect(desk.password).toBe('password' in choice ? 'Bado-kiru' : undefined);
	});

	test('an account that is active by now keeps its password', async () => {
		const desk = new Desk();
		expect(await apply(desk, reactivate, { password }, gone)).toMatchObject(
			ok({ type: 'stopped', trouble: { kind: 'changed' } })
		);
		expect(desk.password).toBeUndefined();
	});
});
