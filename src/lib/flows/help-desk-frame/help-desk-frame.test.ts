import { fireEvent, screen } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import { fail, ok, type Result } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { portalOf } from '$lib/matrix/testing';
import { currentAccount, keepAccount } from '$lib/session/account';
import { keptReturn } from '$lib/session/return-place';
import { note, visitNotes } from '$lib/session/visit-record';
import { isBusy } from '$lib/wizard/testing';
import { showFrame } from './frame-testing';
import HelpDeskFrame from './HelpDeskFrame.svelte';

type Navigation = { type: string; from?: object; to?: object };
const kit = vi.hoisted(() => ({
	page: { route: { id: '/[[locale=locale]]/help-desk/record' } },
	goto: vi.fn(),
	arrive: undefined as ((navigation: Navigation) => void) | undefined
}));
vi.mock('$app/state', () => ({ page: kit.page }));
vi.mock('$app/navigation', () => ({
	goto: kit.goto,
	afterNavigate: (callback: typeof kit.arrive) => (kit.arrive = callback)
}));

const operator = {
	server: { baseUrl: 'https://matrix.example.org', serverName: 'example.org' },
	userId: '@op:example.org',
	deviceId: 'ABC',
	accessToken: new Secret('syt_access')
};
const endSession = vi.fn();
const access = vi.fn<() => Promise<Result<true>>>();

function show(helpDesk: boolean | 'unknown' = true) {
	return showFrame(
		HelpDeskFrame,
		{
			account: { ...portalOf().account, endSession },
			admin: { ...portalOf().admin, access }
		},
		helpDesk
	);
}

beforeEach(() => {
	sessionStorage.clear();
	kit.goto.mockClear();
	kit.page.route.id = '/[[locale=locale]]/help-desk/record';
	endSession.mockReset();
	access.mockReset();
	access.mockResolvedValue(ok(true));
	keepAccount(operator);
});

test('it is switched off, unless the configuration says otherwise', () => {
	show(false);
	expect(screen.getByRole('heading', { name: 'The help desk is switched off' })).toBeTruthy();
	expect(screen.getByRole('link').getAttribute('href')).toBe('/account');
	expect(access).not.toHaveBeenCalled();
	expect(kit.goto).not.toHaveBeenCalled();
});

test('before the configuration is known, nobody is asked, and nobody sent away', () => {
	sessionStorage.clear();
	show('unknown');
	expect(screen.getByRole('heading', { name: 'Record of this visit' })).toBeTruthy();
	expect(screen.getByText('Opening the help desk')).toBeTruthy();
	expect(access).not.toHaveBeenCalled();
	expect(kit.goto).not.toHaveBeenCalled();
});

test('the list of users is seen before anything is known: it waits by itself', () => {
	kit.page.route.id = '/[[locale=locale]]/help-desk';
	show('unknown');
	expect(screen.getByText('The page')).toBeTruthy();
	expect(access).not.toHaveBeenCalled();
});

test('whoever is not signed in goes to sign-in, and comes back', () => {
	sessionStorage.clear();
	history.replaceState(null, '', '/help-desk/user?id=%40ada');
	show();
	expect(kit.goto).toHaveBeenCalledExactlyOnceWith('/login', { replaceState: true });
	expect(keptReturn()).toEqual({ path: '/help-desk/user?id=%40ada' });
	expect(screen.queryByText('The page')).toBeNull();
	expect(access).not.toHaveBeenCalled();
	history.replaceState(null, '', '/');
});

test('an administrator sees the page, and who they are; the present page is marked', async () => {
	show();
	expect(await screen.findByText('The page')).toBeTruthy();
	expect(screen.getByText('@op:example.org')).toBeTruthy();
	const links = screen.getAllByRole('link').map((link) => link.textContent);
	expect(links).toEqual(['Users', 'Invitations', 'Record of this visit']);
	expect(screen.getByRole('link', { current: 'page' }).textContent).toBe('Record of this visit');
});

test('a page that would show more than the homeserver tells waits for its word', async () => {
	const answer = Promise.withResolvers<Result<true>>();
	access.mockReturnValue(answer.promise);
	show();
	expect(screen.getByText('Opening the help desk')).toBeTruthy();
	expect(screen.queryByText('The page')).toBeNull();
	answer.resolve(ok(true));
	expect(await screen.findByText('The page')).toBeTruthy();
});

test('the list of users asks at the same time', () => {
	kit.page.route.id = '/[[locale=locale]]/help-desk';
	access.mockReturnValue(new Promise(() => undefined));
	show();
	expect(screen.getByText('The page')).toBeTruthy();
});

test.each([
	['notAdmin', /not an administrator/u],
	['blocked', /reverse proxy/u],
	['crossOrigin', /CORS/u],
	['notSynapse', /works with Synapse only/u]
] as const)('%s: why is said, and can be tried again', async (problem, words) => {
	access.mockResolvedValueOnce(fail({ kind: 'admin', problem }));
	kit.page.route.id = '/[[locale=locale]]/help-desk';
	show();
	expect((await screen.findByRole('alert')).textContent).toMatch(words);
	expect(screen.queryByText('The page')).toBeNull();
	await fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
	expect(await screen.findByText('The page')).toBeTruthy();
});

test('a session that has ended leads to sign-in', async () => {
	access.mockResolvedValue(fail({ kind: 'sessionEnded', soft: false }));
	show();
	await vi.waitFor(() => expect(kit.goto).toHaveBeenCalledOnce());
	expect(keptReturn()?.reason).toBe('ended');
});

test('signing out ends at sign-in, and nothing of the visit is left', async () => {
	endSession.mockResolvedValue(ok(true));
	show();
	note({ when: 1, who: '@op:example.org', task: 'exportList', result: 'done' });
	const button = screen.getByRole('button', { name: 'Sign out' });
	await fireEvent.click(button);
	await vi.waitFor(() => expect(kit.goto).toHaveBeenCalledOnce());
	expect(keptReturn()).toEqual({ path: '/help-desk', reason: 'signedOut' });
	expect(currentAccount()).toBeUndefined();
	expect(visitNotes()).toEqual([]);
	expect(Object.keys({ ...sessionStorage })).toEqual(['vestibule.return']);
});

test('the visit goes on after a reload, for whoever is signed in as before', async () => {
	const done = { when: 1, who: '@op:example.org', task: 'exportList', result: 'done' };
	const visit = { userId: '@op:example.org', deviceId: 'ABC', notes: [done] };
	sessionStorage.setItem('vestibule.visit', JSON.stringify(visit));
	const { unmount } = show();
	await screen.findByText('The page');
	expect(visitNotes()).toEqual([done]);
	unmount();
	keepAccount({ ...operator, deviceId: 'DEF' });
	show();
	await screen.findByText('The page');
	expect(visitNotes()).toEqual([]);
	expect(sessionStorage.getItem('vestibule.visit')).toBeNull();
});

test('what stops signing out is an alert', async () => {
	endSession.mockResolvedValue(fail({ kind: 'badAnswer' }));
	show();
	const button = screen.getByRole('button', { name: 'Sign out' });
	await fireEvent.click(button);
	expect((await screen.findByRole('alert')).textContent).toContain('cannot read');
	expect(isBusy(button)).toBe(false);
});

test('the heading takes the focus when one comes from another page, and only then', async () => {
	show();
	const page = await screen.findByText('The page');
	page.insertAdjacentHTML('beforebegin', '<h1>Record</h1>');
	const from = { route: { id: '/[[locale=locale]]/help-desk' } };
	kit.arrive?.({ type: 'goto', from, to: from });
	await Promise.resolve();
	expect(document.activeElement).toBe(document.body);
	kit.arrive?.({ type: 'link', from, to: { route: kit.page.route } });
	await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('H1'));
	expect(access).toHaveBeenCalledOnce();
});

test('on the page with a search, that takes it', async () => {
	show();
	const page = await screen.findByText('The page');
	page.insertAdjacentHTML('beforebegin', '<h1>Help desk</h1><input type="search">');
	kit.arrive?.({ type: 'goto', from: { route: { id: '/login' } }, to: { route: kit.page.route } });
	await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('INPUT'));
});

test('a page from the browser’s memory is checked again', async () => {
	show();
	await screen.findByText('The page');
	sessionStorage.clear();
	dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
	expect(kit.goto).toHaveBeenCalledExactlyOnceWith('/login', { replaceState: true });
});
