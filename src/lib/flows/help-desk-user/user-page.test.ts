import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { textOf } from '$lib/wizard/testing';
import { button, heading, showAt } from './page-testing';
import { ada, Desk, USER } from './task/testing';
import User from './User.svelte';

const kit = vi.hoisted(() => ({ goto: vi.fn() }));
vi.mock('$app/navigation', () => ({ goto: kit.goto }));

const html = document.documentElement;
const show = (desk: Desk, around = {}) => showAt(User, { userId: USER }, desk, around);
const withUser = (given: Partial<typeof ada>) =>
	Object.assign(new Desk(), { user: { ...ada, ...given } });
const facts = () =>
	Object.fromEntries(
		[...document.querySelectorAll('dl > div')].map((row) => [
			textOf(row.querySelector('dt')),
			[...row.querySelectorAll('dd')].map(textOf).join(', ')
		])
	);
const buttons = () => screen.getAllByRole('button').map(textOf);
const ready = () => waitFor(() => expect(html.hasAttribute('data-ready')).toBe(true));

beforeEach(() => {
	html.removeAttribute('data-ready');
	kit.goto.mockClear();
});

describe('one user', () => {
	test('everything that the homeserver tells', async () => {
		show(new Desk());
		expect(heading()).toBe(USER);
		await ready();
		expect(facts()).toMatchObject({
			State: 'Active',
			'Display name': 'Ada',
			Picture: 'None',
			'Emails and phone numbers': 'ada@example.org',
			'External identities': 'ada-1 · oidc-example',
			Sessions: '2',
			Rooms: '3',
			Uploads: '2 kB'
		});
		expect(facts().Created).toContain('2026');
		expect(buttons()).toEqual([
			'Set a new password',
			'Edit emails',
			'Edit external identities',
			'Edit profile',
			'Sign out sessions',
			'Lock',
			'Suspend',
			'Deactivate'
		]);
	});

	test('a task is a page of its own', async () => {
		show(new Desk());
		await ready();
		await fireEvent.click(button('Set a new password'));
		expect(kit.goto).toHaveBeenCalledWith('/help-desk/user?id=%40ada%3Ahs.test&task=password');
	});

	test.each([
		[{ locked: true }, 'Locked', 'Unlock'],
		[{ suspended: true, shadowBanned: true }, /Suspended, Shadow-banned/u, 'End suspension'],
		[{ administrator: true }, 'Administrator', 'Deactivate'],
		[{ deactivated: true, erased: true }, /Deactivated, Messages hidden/u, 'Reactivate']
	])('state %#', async (given, state, name) => {
		show(withUser(given));
		await ready();
		expect(facts().State).toMatch(state);
		expect(button(name)).toBeTruthy();
	});

	test('what the homeserver does not know of, it is not asked for', async () => {
		const { suspended: _, ...user } = ada;
		show(Object.assign(new Desk(), { user }));
		await ready();
		expect(buttons().some((name) => name.includes('uspen'))).toBe(false);
	});

	test('a deactivated account is brought back, or its messages hidden, and no more', async () => {
		show(withUser({ deactivated: true }));
		await ready();
		expect(buttons()).toEqual([
			'Edit external identities',
			'Hide messages from new joiners',
			'Reactivate'
		]);
	});

	test('one’s own account cannot be shut out', async () => {
		show(new Desk(), { operator: USER });
		await ready();
		expect(buttons()).toEqual([
			'Edit emails',
			'Edit external identities',
			'Edit profile',
			'Sign out sessions'
		]);
		expect(screen.getByText(/you would shut yourself out/u)).toBeTruthy();
	});

	test('the picture is drawn, or at least said', async () => {
		const picture = { width: 1, height: 1 };
		vi.stubGlobal('createImageBitmap', () => Promise.resolve(picture));
		const drawImage = vi.fn();
		HTMLCanvasElement.prototype.getContext = vi.fn().mockReturnValue({ drawImage });
		const asked: string[] = [];
		const thumbnail = (mxc: string) => {
			asked.push(mxc);
			return Promise.resolve(mxc.endsWith('one') ? ok(new Blob()) : fail({ kind: 'badAnswer' }));
		};
		const { unmount } = show(withUser({ avatarUrl: 'mxc://hs.test/one' }), { thumbnail });
		expect(await screen.findByRole('img', { name: 'Picture' })).toBeTruthy();
		expect(drawImage).toHaveBeenCalledWith(picture, 0, 0);
		unmount();
		show(withUser({ avatarUrl: 'javascript:alert(1)' }), { thumbnail });
		await waitFor(() => expect(asked).toHaveLength(2));
		expect(facts().Picture).toBe('Set');
		expect(screen.queryByRole('img')).toBeNull();
		vi.unstubAllGlobals();
	});

	test('a moment that no calendar has is none', async () => {
		show(withUser({ createdAt: 1e300, lastSeenAt: -9e15 }));
		await ready();
		expect(facts()).toMatchObject({ Created: 'Not known', 'Last seen': 'not used so far' });
	});

	test('a hostile name is a text', async () => {
		show(withUser({ displayName: '<img src=x onerror=alert(1)>' }));
		await ready();
		expect(facts()['Display name']).toBe('<img src=x onerror=alert(1)>');
		expect(document.querySelector('img')).toBeNull();
	});
});

describe('what does not come', () => {
	test('does not take the page with it, and is asked for again', async () => {
		const desk = new Desk();
		desk.storage = fail({ kind: 'serverFault', status: 500 });
		show(desk);
		await ready();
		expect(facts()).toMatchObject({ Rooms: '3', Uploads: 'Not known' });
		desk.storage = { ok: true, value: 0 };
		await fireEvent.click(button('Try again'));
		await waitFor(() => expect(facts().Uploads).toBe('0 byte'));
	});

	test('the user: said, with what else is known', async () => {
		const desk = new Desk();
		desk.looks = [fail({ kind: 'admin', problem: 'notAdmin' })];
		show(desk);
		expect((await screen.findByRole('alert')).textContent).toContain('not an administrator');
		expect(screen.queryByRole('button', { name: 'Deactivate' })).toBeNull();
		await fireEvent.click(button('Try again'));
		await waitFor(() => expect(button('Deactivate')).toBeTruthy());
	});

	test('nobody has this Matrix ID', async () => {
		show(Object.assign(new Desk(), { user: undefined }));
		expect((await screen.findByRole('alert')).textContent).toContain('no user with this Matrix ID');
		expect(screen.queryByRole('button')).toBeNull();
	});

	test('a session that is over leads to sign-in, once', async () => {
		const desk = new Desk();
		const reason = { kind: 'sessionEnded', soft: false } as const;
		desk.looks = [fail(reason)];
		desk.joinedRooms = fail(reason);
		const { ended } = show(desk);
		await waitFor(() => expect(ended).toHaveBeenCalledOnce());
	});
});
