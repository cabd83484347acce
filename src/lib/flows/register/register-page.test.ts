import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { keptDraft } from '$lib/session/draft';
import { isBusy, sendForm, type } from '$lib/wizard/testing';
import {
	field,
	fill,
	completeBrowser,
	heading,
	loadPieces,
	next,
	offerOf,
	present,
	ready,
	visit,
	visitForm
} from './page-testing';
import { provider, strict } from './testing';

beforeAll(loadPieces, 30_000);
beforeEach(() => {
	completeBrowser();
	localStorage.clear();
	sessionStorage.clear();
});
afterEach(() => vi.unstubAllGlobals());

describe('the form', () => {
	test('is there before anything is known, and ready when the homeserver has answered', async () => {
		let answer = () => {};
		const { portal } = visit({ offered: new Promise((resolve) => (answer = resolve)) });
		expect(heading().textContent).toBe('Create your account');
		expect(present()).toEqual(['Your details']);
		expect(field('Username')).toBeTruthy();
		expect(portal.preloadFirst).toHaveBeenCalledOnce();
		expect(ready()).toBe(false);
		await screen.findByText('example.org');
		expect(ready()).toBe(false);
		answer();
		await waitFor(() => expect(ready()).toBe(true));
		expect(document.activeElement).toBe(document.body);
		await waitFor(() => expect(portal.preload).toHaveBeenCalled());
	});

	test('takes a press before the machine has come', async () => {
		const { scripted } = visit();
		await fill();
		await sendForm(next());
		expect(isBusy(next())).toBe(true);
		await screen.findByRole('heading', { name: 'Your account is ready' });
		expect(scripted.requests).toHaveLength(1);
	});

	test('keeps what was typed before the draft and the address came', async () => {
		sessionStorage.setItem(
			'vestibule.draft.register',
			JSON.stringify({ username: 'ada', email: 'ada@example.org' })
		);
		visit({ at: '?token=invite-1', offer: offerOf(...strict) });
		await type(field('Username'), 'eve');
		await waitFor(() => expect(field('Registration token').value).toBe('invite-1'));
		expect(field('Username').value).toBe('eve');
		expect(field('Email').value).toBe('ada@example.org');
	});

	test('keeps its text for a page that is left, but never a secret', async () => {
		const { unmount } = await visitForm({ offer: offerOf(...strict) });
		await fill('ada@example.org');
		await type(field('Registration token'), 'invite-1');
		await fireEvent(document, new Event('visibilitychange'));
		expect(keptDraft('register')).toEqual({ username: 'ada', email: 'ada@example.org' });
		await type(field('Username'), 'adam');
		unmount();
		expect(keptDraft('register')).toEqual({ username: 'adam', email: 'ada@example.org' });
		const kept = JSON.stringify([{ ...sessionStorage }, { ...localStorage }]);
		expect(kept).not.toMatch(/horse|invite-1/u);
	});

	test('says what is wrong at its field', async () => {
		await visitForm();
		await sendForm(next());
		await waitFor(() => expect(document.activeElement).toBe(field('Username')));
		expect(field('Username').getAttribute('aria-invalid')).toBe('true');
		expect(field('Password').getAttribute('aria-invalid')).toBe('true');
	});

	test('says what concerns all of it, and can be sent again with what was typed', async () => {
		const { scripted } = visit({ offer: fail({ kind: 'badAnswer' }) });
		expect((await screen.findByRole('alert')).textContent).toContain('cannot read');
		expect(ready()).toBe(true);
		await fill();
		await sendForm(next());
		await waitFor(() => expect(scripted.count('offer')).toBe(2));
		expect(field('Password').value).toBe('correct horse battery');
	});

	test('waits out what passes, and says so', async () => {
		visit({ offer: fail({ kind: 'rateLimited', retryAfterMs: 60_000 }) });
		const status = await screen.findByText(/asks you to wait 60 seconds/u);
		expect(status.closest('[role="status"]')).not.toBeNull();
		expect(ready()).toBe(true);
	});
});

describe('the homeserver', () => {
	/** Names another homeserver in the dialog. */
	async function change(to: string): Promise<void> {
		await fireEvent.click(screen.getByRole('button', { name: 'Edit homeserver' }));
		const name = await screen.findByRole('textbox', { name: 'Homeserver' });
		await type(name, to);
		await sendForm(name);
	}

	test('what was typed comes back after one that is closed', async () => {
		await visitForm({ otherOffer: ok({ kind: 'closed', providers: [] }) });
		await fill('ada@example.org');
		await change('other.org');
		await screen.findByText(/other\.org does not accept new accounts/u);
		await change('example.org');
		await waitFor(() => expect(field('Username').value).toBe('ada'));
		expect(field('Password').value).toBe('correct horse battery');
		expect(field('Email (optional)').value).toBe('ada@example.org');
	});

	test('can be changed, and nothing typed is lost', async () => {
		await visitForm();
		await fill('ada@example.org');
		await fireEvent.click(screen.getByRole('button', { name: 'Edit homeserver' }));
		const dialog = await screen.findByRole('dialog', { name: 'Choose a homeserver' });
		const name = within(dialog).getByRole('textbox', { name: 'Homeserver' });
		await type(name, 'other.org');
		await sendForm(name);
		expect(await screen.findByText('other.org')).toBeTruthy();
		expect(screen.queryByRole('dialog')).toBeNull();
		expect(field('Username').value).toBe('ada');
		expect(field('Password').value).toBe('correct horse battery');
		expect(field('Email (optional)').value).toBe('ada@example.org');
		expect(screen.getByText('@ada:other.org')).toBeTruthy();
	});

	test('stays when the dialog is cancelled', async () => {
		await visitForm();
		await fireEvent.click(screen.getByRole('button', { name: 'Edit homeserver' }));
		await screen.findByRole('dialog');
		await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
		expect(screen.queryByRole('dialog')).toBeNull();
		expect(screen.getByText('example.org')).toBeTruthy();
	});

	test('cannot be changed where the operator fixes it', async () => {
		await visitForm({ config: { disableCustomUrls: true } });
		expect(screen.getByText('example.org')).toBeTruthy();
		expect(screen.queryByRole('button', { name: 'Edit homeserver' })).toBeNull();
	});

	test('is asked for by itself where none is named, and again by a press', async () => {
		visit({ config: { defaultServer: undefined } });
		expect(await screen.findByRole('dialog', { name: 'Choose a homeserver' })).toBeTruthy();
		expect(screen.getByText('none chosen yet')).toBeTruthy();
		await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
		expect(screen.queryByRole('dialog')).toBeNull();
		await sendForm(next());
		expect(await screen.findByRole('dialog')).toBeTruthy();
	});

	test('may be closed, or have a page of its own', async () => {
		const { unmount } = visit({ offer: ok({ kind: 'closed', providers: [provider] }) });
		expect(await screen.findByText(/only through another service/u)).toBeTruthy();
		expect(screen.queryByRole('textbox')).toBeNull();
		expect(screen.getByRole('button', { name: 'Edit homeserver' })).toBeTruthy();
		unmount();
		visit({ offer: ok({ kind: 'elsewhere', url: 'https://account.example.org/' }) });
		expect(await screen.findByRole('link', { name: 'Go to account.example.org' })).toBeTruthy();
		expect(heading().textContent).toBe('Create your account');
	});
});
