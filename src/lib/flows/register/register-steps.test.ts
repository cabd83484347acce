import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ok } from '$lib/base/result';
import { currentAccount } from '$lib/session/account';
import { keptDraft } from '$lib/session/draft';
import { keepWaiting } from '$lib/session/waiting';
import { sendForm } from '$lib/wizard/testing';
import {
	fill,
	completeBrowser,
	heading,
	loadPieces,
	next,
	present,
	ready,
	visit,
	visitForm
} from './page-testing';
import { notConfirmed, stages } from './ports-testing';
import { challenge, states, TERMS } from './testing';

beforeAll(loadPieces, 30_000);
beforeEach(() => {
	completeBrowser();
	localStorage.clear();
	sessionStorage.clear();
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

describe('the steps', () => {
	test('a step that follows takes the focus to its heading, and is marked', async () => {
		const policies = { privacy: { en: { name: 'Privacy', url: 'https://example.org/p' } } };
		await visitForm({
			offer: ok({
				kind: 'open',
				challenge: { ...challenge([TERMS]), params: { [TERMS]: { policies } } },
				providers: []
			})
		});
		await fill();
		await sendForm(next());
		expect(await screen.findByRole('heading', { name: 'Review the policies' })).toBe(heading());
		await waitFor(() => expect(document.activeElement).toBe(heading()));
		expect(present()).toEqual(['Confirm']);
		await fireEvent.click(await screen.findByRole('checkbox'));
		await fireEvent.submit(screen.getByRole('button', { name: 'Accept' }));
		await screen.findByRole('heading', { name: 'Your account is ready' });
		expect(present()).toEqual(['Ready']);
		expect(currentAccount()?.userId).toBe('@ada:example.org');
		expect(keptDraft('register')).toBeUndefined();
	});

	test('a mail is waited for, and the wait ends with the page', async () => {
		const { scripted, unmount } = await visitForm({ register: [stages(), notConfirmed] });
		await fill('ada@example.org');
		vi.useFakeTimers();
		await sendForm(next());
		await vi.advanceTimersByTimeAsync(100);
		await vi.dynamicImportSettled();
		expect(heading().textContent).toBe('Check your email');
		expect(screen.getByText('ada@example.org')).toBeTruthy();
		const asked = scripted.requests.length;
		await vi.advanceTimersByTimeAsync(5_000);
		const later = scripted.requests.length;
		expect(later).toBeGreaterThan(asked);
		unmount();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(scripted.requests).toHaveLength(later);
	});

	test('the app that sent the person here is the one to go back to', async () => {
		await visitForm({ at: '?client=b' });
		await fill();
		await sendForm(next());
		expect(await screen.findByRole('link', { name: 'Open Web Chat' })).toBeTruthy();
		expect(screen.queryByRole('link', { name: 'Open Chat App' })).toBeNull();
	});

	test('a registration that another tab left is asked about', async () => {
		keepWaiting('register', states.resume.waiting, Date.now() + 60_000);
		sessionStorage.clear();
		visit();
		expect(await screen.findByRole('button', { name: 'Go on with it' })).toBeTruthy();
		expect(heading().textContent).toBe('You have begun an account');
		await waitFor(() => expect(ready()).toBe(true));
		await fireEvent.click(screen.getByRole('button', { name: 'Start a new one' }));
		expect(await screen.findByRole('textbox', { name: 'Username' })).toBeTruthy();
	});
});

test('a foreign login token leaves the address at once, and is refused', async () => {
	const { scripted } = visit({ at: '?client=b&loginToken=stolen' });
	expect((await screen.findByRole('alert')).textContent).toContain('not started in this browser');
	expect(location.search).toBe('?client=b');
	expect(scripted.count('redeem')).toBe(0);
});

test('a page that is left before its machine has come begins nothing', async () => {
	const { scripted, unmount } = visit();
	unmount();
	await import('./binding');
	await new Promise((resolve) => setTimeout(resolve));
	expect(scripted.asked).toEqual([]);
});
