import { fireEvent, render, screen } from '@testing-library/svelte';
import type { Snippet } from 'svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { textsFor } from '$lib/i18n/testing';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { keepAccount } from '$lib/session/account';
import { words } from '$lib/ui/test-snippet';
import { isBusy } from '$lib/wizard/testing';
import AccountFrame from './AccountFrame.svelte';

const kit = vi.hoisted(() => ({
	page: { route: { id: '/[[locale=locale]]/account/emails' } },
	goto: vi.fn(),
	arrive: undefined as ((navigation: { type: string }) => void) | undefined
}));
vi.mock('$app/state', () => ({ page: kit.page }));
vi.mock('$app/navigation', () => ({
	goto: kit.goto,
	afterNavigate: (callback: typeof kit.arrive) => (kit.arrive = callback)
}));

const endSession = vi.fn();

/** The frame around a page, opened by its address or from another page. */
function show(type = 'enter') {
	const portal = portalOf({ account: { ...portalOf().account, endSession } });
	const frame = withPortal<{ children: Snippet }>(AccountFrame, portal);
	const context = textsFor('account/emails');
	const shown = render(frame, { props: { children: words('The page') }, context });
	const prerendered = shown.container.innerHTML;
	kit.arrive?.({ type });
	return { ...shown, prerendered };
}
const signOut = () => screen.getByRole('button', { name: 'Sign out' });

beforeEach(() => {
	sessionStorage.clear();
	kit.goto.mockClear();
	endSession.mockReset();
	keepAccount({
		server: { baseUrl: 'https://matrix.example.org', serverName: 'example.org' },
		userId: '@ada:example.org',
		deviceId: 'ABC',
		accessToken: new Secret('syt_access')
	});
});

test('before the script, list and gate are there, with the page’s name', () => {
	const { prerendered } = show();
	expect(prerendered).toContain('Opening your account');
	expect(prerendered).toMatch(/<h1[^>]*>Emails<\/h1>/u);
	expect(prerendered).not.toContain('The page');
});

test('the pages are listed, the present one marked', () => {
	show();
	const links = screen.getAllByRole('link').map((link) => link.textContent);
	const first = ['Overview', 'Profile', 'Emails', 'Password', 'Sessions', 'Encryption'];
	expect(links.slice(0, first.length)).toEqual(first);
	expect(screen.getByRole('link', { current: 'page' }).textContent).toBe('Emails');
});

test('whoever is signed in sees the page', async () => {
	show();
	expect(await screen.findByText('The page')).toBeTruthy();
	expect(screen.queryByText('Opening your account')).toBeNull();
	expect(screen.queryByRole('button', { name: 'Finish and sign out' })).toBeNull();
	expect(kit.goto).not.toHaveBeenCalled();
});

test('nobody else does: they go to sign-in; the page has its name meanwhile', () => {
	sessionStorage.clear();
	show();
	expect(kit.goto).toHaveBeenCalledExactlyOnceWith('/login', { replaceState: true });
	expect(screen.queryByText('The page')).toBeNull();
	expect(document.title).toBe('Emails');
});

test('the heading takes the focus when one comes from another page, and not before', async () => {
	show();
	await screen.findByText('The page');
	document.querySelector('.stack')?.insertAdjacentHTML('afterbegin', '<h1>Emails</h1>');
	expect(document.activeElement).toBe(document.body);
	kit.arrive?.({ type: 'link' });
	await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('H1'));
	expect(document.activeElement?.getAttribute('tabindex')).toBe('-1');
});

test('signing out is under way, and asked for once', async () => {
	endSession.mockReturnValue(new Promise(() => undefined));
	show();
	await fireEvent.click(signOut());
	await fireEvent.click(signOut());
	expect(isBusy(signOut())).toBe(true);
	expect(endSession).toHaveBeenCalledOnce();
});

test('signing out ends at sign-in', async () => {
	endSession.mockResolvedValue(ok(true));
	show();
	await fireEvent.click(signOut());
	await vi.waitFor(() => expect(kit.goto).toHaveBeenCalledOnce());
});

test('what stops it is an alert', async () => {
	endSession.mockResolvedValue(fail({ kind: 'badAnswer' }));
	show();
	await fireEvent.click(signOut());
	expect((await screen.findByRole('alert')).textContent).toContain('cannot read');
	expect(isBusy(signOut())).toBe(false);
	expect(screen.getByText('The page')).toBeTruthy();
});

test('a link that asks for the unknown is answered; signing out afterwards is offered', async () => {
	history.replaceState(null, '', '/account?action=nonsense');
	show();
	expect(await screen.findByText(/asks for something that this page does not know/u)).toBeTruthy();
	endSession.mockReturnValue(new Promise(() => undefined));
	await fireEvent.click(screen.getByRole('button', { name: 'Finish and sign out' }));
	expect(endSession).toHaveBeenCalledOnce();
	history.replaceState(null, '', '/');
});

test('a page from the browser’s memory is checked again', async () => {
	show();
	await screen.findByText('The page');
	sessionStorage.clear();
	dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
	expect(kit.goto).toHaveBeenCalledExactlyOnceWith('/login', { replaceState: true });
});
