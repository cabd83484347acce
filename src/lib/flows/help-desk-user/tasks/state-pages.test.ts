import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { visitNotes } from '$lib/session/visit-record';
import { chooseFile, pngFile, stubCanvases } from '$lib/wizard/picture/testing';
import { descriptionOf, type } from '$lib/wizard/testing';
import type { TaskName } from '../address';
import { button, found, heading, isDone, lines, showAt } from '../page-testing';
import { ada, Desk, OPERATOR, USER } from '../task/testing';
import Deactivate from './Deactivate.svelte';
import Moderate from './Moderate.svelte';
import Profile from './Profile.svelte';
import Sessions from './Sessions.svelte';

const withUser = (given: Partial<typeof ada>) =>
	Object.assign(new Desk(), { user: { ...ada, ...given } });
const box = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('checkbox', { name });
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const own = { operator: USER };

describe('the profile', () => {
	const show = (desk: Desk, around = {}) => showAt(Profile, { userId: USER }, desk, around);

	test('a new name, and the rights of an administrator, said before', async () => {
		const desk = new Desk();
		show(desk);
		await found('Save');
		expect(heading()).toBe('Edit profile');
		expect(field('Display name').value).toBe('Ada');
		await type(field('Display name'), ' Ada L. ');
		await fireEvent.click(box('Administrator'));
		expect(screen.getByText(/about to make this user an administrator/u)).toBeTruthy();
		await fireEvent.click(button('Save'));
		await isDone();
		expect(desk.user).toMatchObject({ displayName: 'Ada L.', administrator: true });
		expect(lines()).toContain('The display name is now “Ada L.”.');
	});

	test('one’s own rights are not to be had here', async () => {
		show(withUser({ administrator: true }), own);
		await found('Save');
		expect(screen.queryByRole('checkbox')).toBeNull();
		expect(screen.getByText(/only another administrator can take its rights/u)).toBeTruthy();
	});

	test('a name that is too long is not sent', async () => {
		const desk = new Desk();
		show(desk);
		await found('Save');
		await type(field('Display name'), 'ä'.repeat(257));
		await fireEvent.click(button('Save'));
		expect(descriptionOf(field('Display name'))).toContain('at most 256 characters');
		expect(desk.written).toEqual([]);
	});

	test('a picture that should not be there is removed', async () => {
		const desk = withUser({ avatarUrl: 'mxc://hs.test/ada' });
		show(desk);
		await found('Save');
		expect(box('Remove the picture').checked).toBe(false);
		await fireEvent.click(box('Remove the picture'));
		await fireEvent.click(button('Save'));
		await isDone();
		expect(desk.user.avatarUrl).toBeUndefined();
		expect(lines()).toContain('The picture is removed.');
	});

	test('another picture, which leaves nothing to remove', async () => {
		stubCanvases();
		const desk = withUser({ avatarUrl: 'mxc://hs.test/ada' });
		show(desk);
		await found('Save');
		await chooseFile(field('Picture'), pngFile());
		await waitFor(() => expect(screen.queryByLabelText('Remove the picture')).toBeNull());
		expect(descriptionOf(field('Picture'))).toContain('The picture is ready.');
		await fireEvent.click(button('Save'));
		await isDone();
		expect(desk.user.avatarUrl).toBe('mxc://hs.test/new');
		expect(lines()).toContain('The picture is changed.');
		vi.unstubAllGlobals();
		vi.restoreAllMocks();
	});

	test('a change by somebody else fills the form anew', async () => {
		const desk = new Desk();
		show(desk);
		await found('Save');
		await type(field('Display name'), 'Mine');
		desk.user = { ...ada, displayName: 'Theirs' };
		await fireEvent.click(button('Save'));
		await screen.findByRole('alert');
		expect(field('Display name').value).toBe('Theirs');
	});
});

describe('sessions', () => {
	const show = (desk: Desk, around = {}) => showAt(Sessions, { userId: USER }, desk, around);

	test('all of them, or some', async () => {
		const desk = new Desk();
		show(desk);
		await found('Sign out 2 sessions');
		await fireEvent.click(box(/Laptop/u));
		await fireEvent.click(button('Sign out 1 session'));
		await isDone();
		expect(desk.sessions.map(({ deviceId }) => deviceId)).toEqual(['LAPTOP']);
		expect(lines()).toEqual(
			expect.arrayContaining(['One session is signed out.', 'One session is left.'])
		);
	});

	test('none is not enough', async () => {
		const desk = new Desk();
		show(desk);
		await found('Sign out 2 sessions');
		await fireEvent.click(box(/Laptop/u));
		await fireEvent.click(box(/Phone/u));
		await fireEvent.click(button('Sign out'));
		expect(screen.getByRole('alert').textContent).toContain('Choose at least one');
		expect(desk.written).toEqual([]);
	});

	test('the session that does it is left out', async () => {
		const desk = new Desk();
		desk.sessions = [...desk.sessions, { deviceId: 'HERE', name: 'This one' }];
		show(desk, own);
		await found('Sign out 2 sessions');
		expect(screen.queryByText('This one')).toBeNull();
	});

	test('one that has come meanwhile is shown, and not chosen', async () => {
		const desk = new Desk();
		desk.script = [{ answer: ok(true) }];
		show(desk);
		await found('Sign out 2 sessions');
		const later = { deviceId: 'NEW', name: 'Tablet', lastSeenAt: 1e300 };
		desk.sessions = [...desk.sessions, later];
		await fireEvent.click(button('Sign out 2 sessions'));
		await screen.findByRole('alert');
		expect(box(/Tablet/u).checked).toBe(false);
		await fireEvent.click(box(/Tablet/u));
		await fireEvent.click(button('Sign out 3 sessions'));
		await isDone();
		expect(desk.sessions).toEqual([]);
	});

	test('there is none but the one that does it', async () => {
		const desk = new Desk();
		desk.sessions = [{ deviceId: 'HERE' }];
		show(desk, own);
		expect(await screen.findByText(/no sessions to sign out/u)).toBeTruthy();
	});

	test('there are none', async () => {
		const desk = new Desk();
		desk.sessions = [];
		show(desk);
		expect(await screen.findByText(/no sessions to sign out/u)).toBeTruthy();
	});
});

describe('locking and suspending', () => {
	const show = (desk: Desk, verb: TaskName, around = {}) =>
		showAt(Moderate, { userId: USER, verb }, desk, around);

	test.each([
		['lock', 'Lock', {}, { locked: true }],
		['unlock', 'Unlock', { locked: true }, { locked: false }],
		['suspend', 'Suspend', {}, { suspended: true }],
		['unsuspend', 'End suspension', { suspended: true }, { suspended: false }]
	] as const)('%s', async (verb, name, before, after) => {
		const desk = withUser(before);
		show(desk, verb);
		await fireEvent.click(await found(name));
		await isDone();
		expect(heading()).toContain(USER);
		expect(desk.user).toMatchObject(after);
		expect(visitNotes().at(-1)).toMatchObject({
			who: OPERATOR,
			whom: USER,
			task: verb,
			result: 'done'
		});
	});

	test('one’s own account is protected, an administrator’s is pointed out', async () => {
		const { unmount } = show(new Desk(), 'lock', own);
		expect(await screen.findByText(/you would shut yourself out/u)).toBeTruthy();
		expect(screen.queryByRole('button')).toBeNull();
		unmount();
		const admin = withUser({ administrator: true });
		show(admin, 'suspend');
		await found('Suspend');
		expect(screen.getByText(/is an administrator of the homeserver/u)).toBeTruthy();
	});

	test('another operator was faster: nothing is done twice', async () => {
		const desk = new Desk();
		show(desk, 'lock');
		const press = await found('Lock');
		desk.user = { ...ada, locked: true };
		await fireEvent.click(press);
		expect(await screen.findByText(/It was so already/u)).toBeTruthy();
		expect(desk.written).toEqual([]);
	});
});

describe('deactivating', () => {
	const show = (desk: Desk, around = {}) => showAt(Deactivate, { userId: USER }, desk, around);
	const typed = () => field('Type the Matrix ID to confirm');

	test('needs the Matrix ID, typed as it is', async () => {
		const desk = new Desk();
		show(desk);
		await found('Deactivate');
		expect(heading()).toBe(`Deactivate ${USER}`);
		for (const [text, fault] of [
			['', 'Type the Matrix ID.'],
			['ada', 'not the Matrix ID of this user'],
			['@Ada:hs.test', 'not the Matrix ID of this user']
		] as const) {
			await type(typed(), text);
			await fireEvent.click(button('Deactivate'));
			await waitFor(() => expect(descriptionOf(typed())).toContain(fault));
		}
		expect(desk.written).toEqual([]);
	});

	test('says what stays, before and afterwards', async () => {
		const desk = new Desk();
		show(desk);
		await found('Deactivate');
		expect(lines().join(' ')).toMatch(/taken off the account.+stays linked/u);
		await fireEvent.click(box('Hide messages from new joiners'));
		await type(typed(), ` ${USER} `);
		await fireEvent.click(button('Deactivate'));
		await isDone();
		expect(desk.user).toMatchObject({ deactivated: true, erased: true });
		expect(lines()).toEqual(
			expect.arrayContaining([
				'One email or phone number was taken off.',
				'Its messages are hidden from people who join later.',
				'One external identity stays linked to it.'
			])
		);
	});

	test('a lost answer is found out', async () => {
		const desk = new Desk();
		desk.script = [{ answer: fail({ kind: 'unreachable' }), after: true }];
		show(desk);
		await found('Deactivate');
		await type(typed(), USER);
		await fireEvent.click(button('Deactivate'));
		await isDone();
		expect(desk.written).toHaveLength(1);
	});

	test('only the messages are left to hide', async () => {
		const desk = withUser({ deactivated: true });
		show(desk);
		await found('Deactivate');
		expect(screen.getByText(/deactivated already\. Its messages can still/u)).toBeTruthy();
		await fireEvent.click(box('Hide messages from new joiners'));
		await type(typed(), USER);
		await fireEvent.click(button('Deactivate'));
		await isDone();
		expect(desk.user.erased).toBe(true);
	});

	test.each([
		[new Desk(), own, /your own account/u],
		[withUser({ deactivated: true, erased: true }), {}, /deactivated already, and its messages/u]
	])('is not possible: %#', async (desk, around, text) => {
		show(desk, around);
		expect(await screen.findByText(text)).toBeTruthy();
		expect(screen.queryByRole('button')).toBeNull();
	});
});
