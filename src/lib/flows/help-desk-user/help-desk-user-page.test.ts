import { screen, waitFor } from '@testing-library/svelte';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import HelpDeskUser from './HelpDeskUser.svelte';
import { heading, showAt } from './page-testing';
import { batch, pages } from './pages';
import { Desk, USER } from './task/testing';

type Place = { route: { id: string } } | null;
type Arrive = (navigation: { from: Place; to: Place }) => void;
const kit = vi.hoisted(() => ({
	page: { url: new URL('https://portal.test/') },
	arrive: undefined as Arrive | undefined
}));
vi.mock('$app/state', () => ({ page: kit.page }));
vi.mock('$app/navigation', () => ({
	goto: vi.fn(),
	afterNavigate: (callback: Arrive) => (kit.arrive = callback)
}));

// The pieces take their time to be made: loaded before, they are there when a test asks for them.
beforeAll(async () => {
	await Promise.all([batch(), ...Object.values(pages).map((load) => load())]);
}, 30_000);

function show(query: string) {
	kit.page.url = new URL(`https://portal.test/help-desk/user${query}`);
	return showAt(HelpDeskUser, {}, new Desk());
}
const id = encodeURIComponent(USER);

describe('the address', () => {
	test('names a user', async () => {
		show(`?id=${id}`);
		expect(heading()).toBe(USER);
		expect(await screen.findByRole('button', { name: 'Lock' })).toBeTruthy();
	});

	test.each([
		['password', 'Set a new password', 'Set password'],
		['emails', 'Edit emails', 'Save'],
		['identities', 'Edit external identities', 'Save'],
		['profile', 'Edit profile', 'Save'],
		['sessions', 'Sign out sessions', 'Sign out 2 sessions'],
		['lock', `Lock ${USER}`, 'Lock'],
		['suspend', `Suspend ${USER}`, 'Suspend'],
		['deactivate', `Deactivate ${USER}`, 'Deactivate']
	])('names a task: %s', async (task, title, name) => {
		show(`?id=${id}&task=${task}`);
		expect(heading()).toBe(title);
		expect(await screen.findByRole('button', { name })).toBeTruthy();
		expect(heading()).toBe(title);
	});

	test.each([
		['unlock', `Unlock ${USER}`],
		['unsuspend', `End the suspension of ${USER}`],
		['reactivate', `Reactivate ${USER}`]
	])('names a task that has nothing to do here: %s', async (task, title) => {
		show(`?id=${id}&task=${task}`);
		await waitFor(() => expect(screen.queryByText('Looking at the account')).toBeNull());
		expect(heading()).toBe(title);
	});

	test.each([`?task=deactivate&id=${id}&id=@b:hs.test`, '?task=deactivate'])(
		'names several users, or none yet: %s',
		async (query) => {
			show(query);
			expect(heading()).toBe('Deactivate users');
			await screen.findByText(/Matrix IDs|will be deactivated/u);
		}
	);

	test.each([
		['', 'User', /does not name a user/u],
		['?id=ada', 'ada', /does not name a user/u],
		[`?id=${id}&id=@b:hs.test`, 'User', /does not name a user/u],
		['?id=@ada:other.test', '@ada:other.test', /belongs to another homeserver/u]
	])('%j names nobody', (query, title, text) => {
		show(query);
		expect(heading()).toBe(title);
		expect(screen.getByRole('alert').textContent).toMatch(text);
	});
});

describe('the focus', () => {
	const here: Place = { route: { id: 'user' } };
	const title = () => screen.getByRole('heading', { level: 1 });

	test('goes to the heading, also when that comes later', async () => {
		show(`?id=${id}&task=profile`);
		kit.arrive?.({ from: here, to: here });
		await waitFor(() => expect(document.activeElement).toBe(title()));
		await screen.findByRole('button', { name: 'Save' });
		expect(document.activeElement).toBe(title());
	});

	test.each([null, { route: { id: 'users' } }])(
		'is the frame’s affair otherwise: %#',
		async (from) => {
			show(`?id=${id}`);
			kit.arrive?.({ from, to: here });
			await screen.findByRole('button', { name: 'Lock' });
			expect(document.activeElement).toBe(document.body);
		}
	);
});
