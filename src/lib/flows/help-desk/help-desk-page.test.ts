import { fireEvent, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fail, ok, type Result } from '$lib/base/result';
import type { UserPage } from '$lib/matrix/admin-ports';
import { forgetVisit, visitNotes } from '$lib/session/visit-record';
import { listOf, showPage } from './page-testing';
import { user } from './testing';

const kit = vi.hoisted(() => ({
	goto: vi.fn<(path: string, options?: { replaceState: boolean }) => void>(),
	arrive: undefined as ((navigation: { type: string }) => void) | undefined,
	leave: undefined as
		((navigation: { to: { url: URL }; complete: Promise<void> }) => void) | undefined
}));
vi.mock('$app/navigation', () => ({
	goto: kit.goto,
	afterNavigate: (callback: typeof kit.arrive) => (kit.arrive = callback),
	beforeNavigate: (callback: typeof kit.leave) => (kit.leave = callback)
}));

beforeEach(() => {
	history.replaceState(null, '', '/help-desk');
	kit.goto.mockReset();
	// As the router does it, as far as this page can tell.
	kit.goto.mockImplementation((path, options) => {
		if (options?.replaceState) history.replaceState(null, '', path);
		else history.pushState(null, '', path);
	});
});
afterEach(() => {
	forgetVisit();
	history.replaceState(null, '', '/');
});

const rows = () => screen.getAllByRole('rowheader').map((one) => one.textContent);
const search = () => screen.getByRole('searchbox', { name: 'Search users' });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const addresses = () => kit.goto.mock.calls.map(([path, options]) => [path, options?.replaceState]);

test('the search has the focus from the start, and the list is asked for once', async () => {
	const { asked } = showPage(listOf(3));
	expect(document.activeElement).toBe(search());
	expect(screen.getByRole('heading', { level: 1, name: 'Help desk' })).toBeTruthy();
	expect(await screen.findByRole('table', { name: 'Users' })).toBeTruthy();
	expect(rows()).toEqual(['@user-0:example.org', '@user-1:example.org', '@user-2:example.org']);
	expect(screen.getByRole('status').textContent).toContain('1 to 3 of 3 users');
	expect(asked).toHaveLength(1);
	expect(document.documentElement.hasAttribute('data-ready')).toBe(true);
	expect(kit.goto).not.toHaveBeenCalled();
});

test('each user is a link, with what is special in words', async () => {
	const ada = user('a/d&a', { administrator: true, locked: true, createdAt: 0, lastSeenAt: 9e15 });
	showPage(() => ok({ users: [ada], total: 1 }));
	const row = (await screen.findAllByRole('row'))[1];
	if (!row) throw new Error('No user');
	expect(within(row).getByRole('link').getAttribute('href')).toBe(
		'/help-desk/user?id=%40a%2Fd%26a%3Aexample.org'
	);
	expect(within(row).getByText('Administrator')).toBeTruthy();
	expect(within(row).getByText('Locked')).toBeTruthy();
	expect(row.textContent).toMatch(/19(69|70)/u);
});

test('a hostile display name is text', async () => {
	const name = '<img src=x onerror=alert(1)>';
	showPage(() => ok({ users: [user('eve', { displayName: name })], total: 1 }));
	expect((await screen.findByText(name)).tagName).toBe('BDI');
	expect(document.querySelector('img')).toBeNull();
});

test('typing asks once for what was typed, and keeps the address up to date', async () => {
	const { asked } = showPage(listOf(3));
	await screen.findByRole('table');
	for (const value of ['a', 'ad', 'ada']) await fireEvent.input(search(), { target: { value } });
	expect(asked).toHaveLength(1);
	await vi.waitFor(() => expect(asked).toHaveLength(2));
	expect(asked[1]?.search).toBe('ada');
	await vi.waitFor(() => expect(addresses()).toEqual([['/help-desk?search=ada', true]]));
	expect((search() as HTMLInputElement).value).toBe('ada');
});

test('whoever is on the way to a user is not led back by an answer that comes meanwhile', async () => {
	const { asked } = showPage(listOf(3));
	await screen.findByRole('table');
	const way = Promise.withResolvers<void>();
	const to = { url: new URL('/help-desk/user?id=%40ada', location.href) };
	await fireEvent.input(search(), { target: { value: 'ada' } });
	kit.leave?.({ to, complete: way.promise });
	await vi.waitFor(() => expect(asked).toHaveLength(2));
	await vi.waitFor(() => expect(screen.getByRole('table').getAttribute('aria-busy')).toBe('false'));
	expect(addresses()).toEqual([]);
	way.reject(new Error('cancelled'));
	await fireEvent.input(search(), { target: { value: 'adam' } });
	await vi.waitFor(() => expect(addresses()).toEqual([['/help-desk?search=adam', true]]));
});

test('pages, order and group are steps that Back undoes', async () => {
	const { asked } = showPage(listOf(120));
	await screen.findByText('1 to 50 of 120 users');
	expect(screen.queryByRole('button', { name: 'Previous page' })).toBeNull();
	await press('Next page');
	await screen.findByText('51 to 100 of 120 users');
	await press('Created');
	await screen.findByText('1 to 50 of 120 users');
	const created = screen.getByRole('columnheader', { name: 'Created' });
	expect(created.getAttribute('aria-sort')).toBe('descending');
	await fireEvent.click(screen.getByRole('radio', { name: 'Locked' }));
	await vi.waitFor(() => expect(asked).toHaveLength(4));
	await vi.waitFor(() => expect(screen.queryByRole('button', { name: 'Created' })).toBeNull());
	expect(addresses()).toEqual([
		['/help-desk?page=2', false],
		['/help-desk?sort=createdAt&order=descending', false],
		['/help-desk?show=locked&sort=createdAt&order=descending', false]
	]);
	history.replaceState(null, '', '/help-desk?page=2');
	kit.arrive?.({ type: 'popstate' });
	await screen.findByText('51 to 100 of 120 users');
	expect(kit.goto).toHaveBeenCalledTimes(3);
});

test('where there can be no guests, they are not to be chosen', async () => {
	showPage((query) => {
		const told = listOf(3)(query);
		return told.ok ? ok({ ...told.value, guestless: true }) : told;
	});
	expect(screen.getByRole('radio', { name: 'Guests' })).toBeTruthy();
	await screen.findByRole('table');
	expect(screen.queryByRole('radio', { name: 'Guests' })).toBeNull();
	expect(screen.getAllByRole('radio')).toHaveLength(5);
});

test('an address that asks for guests where there are none says so', async () => {
	history.replaceState(null, '', '/help-desk?show=guests');
	showPage(() => ok({ users: [], total: 0, guestless: true }));
	await screen.findByText('No users match.');
	expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Guests' }).checked).toBe(true);
});

test('an address of a page that never was leads to the last one, in its place', async () => {
	history.replaceState(null, '', '/help-desk?page=99');
	showPage(listOf(60));
	await screen.findByText('51 to 60 of 60 users');
	expect(addresses()).toEqual([['/help-desk?page=2', true]]);
});

test('nobody found is said, and so is whom an address belongs to', async () => {
	history.replaceState(null, '', '/help-desk?search=ada@people.example');
	showPage(({ search }) =>
		search.startsWith('@') ? ok({ users: [user('ada')], total: 1 }) : ok({ users: [], total: 0 })
	);
	await screen.findByText(/Found by the address ada@people.example/u);
	await fireEvent.input(search(), { target: { value: 'x' } });
	await screen.findByText('No users match.');
});

test('a failure is told, and what was typed stays; again asks again', async () => {
	let answer: Result<UserPage> = fail({ kind: 'admin', problem: 'notAdmin' });
	showPage(() => answer);
	expect((await screen.findByRole('alert')).textContent).toContain('no longer');
	answer = listOf(1)({
		search: '',
		group: 'everyone',
		orderBy: 'userId',
		descending: false,
		from: 0,
		limit: 50
	});
	await press('Try again');
	await screen.findByText('1 to 1 of 1 user');
	expect(screen.queryByRole('alert')).toBeNull();
});

test('the end of the session is told to the frame', async () => {
	const { ended } = showPage(() => fail({ kind: 'sessionEnded', soft: true }));
	await vi.waitFor(() => expect(ended).toEqual([{ kind: 'sessionEnded', soft: true }]));
});

test('the list as a file: stopped, gone on with, ready, and in the record', async () => {
	vi.stubGlobal(
		'URL',
		Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined })
	);
	let broken = true;
	showPage((query) =>
		query.limit === 500 && query.from > 0 && broken
			? fail({ kind: 'unreachable' })
			: listOf(700)(query)
	);
	await screen.findByText('1 to 50 of 700 users');
	await press('Export list');
	expect((await screen.findByRole('alert')).textContent).toContain('500 of 700 users');
	expect(visitNotes()).toEqual([]);
	broken = false;
	await press('Go on');
	await screen.findByText('700 users are in the file.');
	expect(screen.getByRole('link', { name: 'Save the file' }).getAttribute('download')).toBe(
		'users.csv'
	);
	expect(visitNotes()).toMatchObject([
		{ who: '@ada:example.org', task: 'exportList', result: 'done', count: 700 }
	]);
	await press('Close');
	expect(screen.queryByRole('link', { name: 'Save the file' })).toBeNull();
});

test('buttons lead to making users', async () => {
	showPage(listOf(1), 'en');
	await screen.findByRole('table');
	await press('Create user');
	await press('Create users from a file');
	await press('Deactivate users');
	expect(kit.goto.mock.calls.map(([path]) => path)).toEqual([
		'/help-desk/create',
		'/help-desk/create?from=file',
		'/help-desk/user?task=deactivate'
	]);
});
