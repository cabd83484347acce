import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultConfig, type Client } from '$lib/base/config';
import { configKey } from '$lib/base/config-context';
import { fail, ok, type Result } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { textsFor } from '$lib/i18n/testing';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { currentAccount, keepAccount } from '$lib/session/account';
import { isBusy } from '$lib/wizard/testing';
import Account from './Account.svelte';

const html = document.documentElement;
const app: Client = { id: 'a', name: 'Chat App', url: 'https://app.example.org/' };
const signOut = () => screen.getByRole('button', { name: 'Sign out' });

/** The page; the homeserver answers to a sign-out when the test says so. */
function show(clients: readonly Client[] = []) {
	const answers: ((answer: Result<true>) => void)[] = [];
	const account = {
		...portalOf().account,
		logout: () => new Promise<Result<true>>((answer) => answers.push(answer))
	};
	const state = { phase: 'ready', config: { ...defaultConfig, clients } };
	const context = new Map<symbol, unknown>([...textsFor('account'), [configKey, { state }]]);
	return { answers, ...render(withPortal(Account, portalOf({ account })), { props: {}, context }) };
}

function signIn(): void {
	keepAccount({
		server: { baseUrl: 'https://matrix.example.org', serverName: 'example.org' },
		userId: '@ada:example.org',
		deviceId: 'DEVICE',
		accessToken: new Secret('syt_token')
	});
}

beforeEach(() => html.removeAttribute('data-ready'));
afterEach(() => {
	vi.useRealTimers();
	sessionStorage.clear();
});

test('it is named, and ready at once', () => {
	show();
	expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Your account');
	expect(document.title).toBe('Your account');
	expect(html.hasAttribute('data-ready')).toBe(true);
});

test('without a session it says so, and offers no way to sign out', () => {
	show();
	expect(screen.getByRole('status').textContent).toContain('Nobody is signed in here.');
	expect(screen.queryByRole('button')).toBeNull();
});

test('the operator’s apps can be opened, signed in or not', () => {
	const { unmount } = show([app]);
	const link = () => screen.getByRole('link', { name: 'Open Chat App' });
	expect(link().getAttribute('href')).toBe('https://app.example.org/');
	unmount();
	signIn();
	show([app]);
	expect(link()).toBeTruthy();
});

describe('signed in', () => {
	beforeEach(signIn);

	test('the Matrix ID is there as text', () => {
		show();
		expect(screen.getByText('@ada:example.org')).toBeTruthy();
		expect(screen.queryByText(/Nobody is signed in/u)).toBeNull();
		expect(html.innerHTML).not.toContain('syt_token');
	});

	test('signing out ends the session here when the homeserver has ended it', async () => {
		const { answers } = show();
		await fireEvent.click(signOut());
		expect(isBusy(signOut())).toBe(true);
		expect(currentAccount()).toBeDefined();
		answers[0]?.(ok(true));
		await vi.waitFor(() => expect(screen.getByRole('status')).toBeTruthy());
		expect(screen.getByRole('status').textContent).toContain('Nobody is signed in here.');
		expect(currentAccount()).toBeUndefined();
	});

	test('a second press sends no second request', async () => {
		const { answers } = show();
		await fireEvent.click(signOut());
		await fireEvent.click(signOut());
		expect(answers).toHaveLength(1);
	});

	test('a failure is an alert, and the session stays', async () => {
		const { answers } = show();
		await fireEvent.click(signOut());
		answers[0]?.(fail({ kind: 'badAnswer' }));
		expect((await screen.findByRole('alert')).textContent).toContain('cannot read');
		expect(isBusy(signOut())).toBe(false);
		expect(currentAccount()).toBeDefined();
	});

	test('what passes by itself is told and waited for', async () => {
		vi.useFakeTimers();
		const { answers } = show();
		await fireEvent.click(signOut());
		answers[0]?.(fail({ kind: 'serverFault', status: 502 }));
		await vi.advanceTimersByTimeAsync(0);
		expect(screen.getByRole('status').textContent).toContain('(error 502)');
		expect(isBusy(signOut())).toBe(true);
		await vi.advanceTimersByTimeAsync(2_000);
		expect(answers).toHaveLength(2);
	});

	test('nothing goes on when the page is left', async () => {
		vi.useFakeTimers();
		const { answers, unmount } = show();
		await fireEvent.click(signOut());
		answers[0]?.(fail({ kind: 'serverFault', status: 502 }));
		await vi.advanceTimersByTimeAsync(0);
		unmount();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(answers).toHaveLength(1);
	});
});
