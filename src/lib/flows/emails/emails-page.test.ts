import { render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Component } from 'svelte';
import { fail, ok } from '$lib/base/result';
import { textsFor } from '$lib/i18n/testing';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { provideSignedIn } from '$lib/session/signed-in';
import { keepWaiting } from '$lib/session/waiting';
import { makeDialogsOpen, sendForm, type } from '$lib/wizard/testing';
import Emails from './Emails.svelte';
import { done, Scripted, type Script } from './ports-testing';
import { account, adding, challenge, mail, old } from './testing';
import { toWaiting } from './waiting';

const html = document.documentElement;
const heading = () => screen.getByRole('heading', { level: 1 }).textContent;
const present = () =>
	screen.queryByRole('list', { name: 'Steps' })?.querySelector('[aria-current=step]')?.textContent;
const notYet = fail({ kind: 'linkNotConfirmed' });
const asked = ok({ kind: 'challenge', challenge } as const);
const key = 'vestibule.waiting.emails';
const email = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Email' });

/** The page of somebody who is signed in, with a homeserver that plays a script. */
function show(script: Script = {}, userId = account.userId) {
	const scripted = new Scripted(script);
	const { security, emails } = scripted.ports;
	const ended = vi.fn();
	const portal = portalOf({
		security: { ...portalOf().security, ...security },
		emails
	});
	const signedIn: Component = (internals, props) => {
		provideSignedIn({ account: { ...account, userId }, ended });
		return Emails(internals, props);
	};
	const context = textsFor('account/emails');
	return { scripted, ended, ...render(withPortal(signedIn, portal), { props: {}, context }) };
}

async function add(address = 'ada@example.org') {
	await waitFor(() => expect(email()).toBeTruthy());
	await type(email(), address);
	await sendForm(email());
}
async function confirm() {
	await waitFor(() => expect(heading()).toBe('Confirm that it is you'));
	await type(screen.getByLabelText('Password'), 'correct horse');
	await sendForm(screen.getByLabelText('Password'));
}
const keep = (userId = account.userId) =>
	keepWaiting('emails', { userId, adding: toWaiting(adding) }, Date.now() + 60_000);

beforeEach(() => {
	makeDialogsOpen();
	html.removeAttribute('data-ready');
});
afterEach(() => {
	localStorage.clear();
	sessionStorage.clear();
});

test('it is ready when the list is there', async () => {
	show();
	expect(html.hasAttribute('data-ready')).toBe(false);
	expect(heading()).toBe('Emails');
	await waitFor(() => expect(html.hasAttribute('data-ready')).toBe(true));
	expect(screen.getByText('old@example.org')).toBeTruthy();
});

test('from the address to the list; on the way it is kept without a secret, and then forgotten', async () => {
	show({ add: [asked, notYet, done], threepids: [ok([old])] });
	await add();
	expect(present()).toBeUndefined();
	await confirm();
	await waitFor(() => expect(heading()).toBe('Check your email'));
	expect(present()).toBe('Confirm');
	const kept = localStorage.getItem(key) ?? '';
	expect(kept).toContain('ada@example.org');
	expect(kept).toContain('"session":"s1"');
	expect(kept).not.toContain('correct horse');
	await waitFor(() => expect(screen.getByText(/ada@example.org was added/u)).toBeTruthy());
	expect(heading()).toBe('Emails');
	expect(email().value).toBe('');
	expect(localStorage.getItem(key)).toBeNull();
});

test('a limit of the password makes its button wait, and sends nothing by itself', async () => {
	const limited = fail({ kind: 'rateLimited', retryAfterMs: 20 } as const);
	const { scripted } = show({ add: [asked, limited, notYet], threepids: [ok([old])] });
	await add();
	await confirm();
	await screen.findByText('Possible now.');
	expect(scripted.count('add')).toBe(2);
	await sendForm(screen.getByLabelText('Password'));
	await waitFor(() => expect(heading()).toBe('Check your email'));
});

test('what is typed survives a reload', async () => {
	const { unmount } = show();
	await waitFor(() => expect(email()).toBeTruthy());
	await type(email(), 'ada@exa');
	unmount();
	show();
	await waitFor(() => expect(email().value).toBe('ada@exa'));
});

describe('an address that was begun', () => {
	test('goes on by itself after a reload of its tab, without a password', async () => {
		keep();
		const { scripted } = show({ add: [notYet] });
		await waitFor(() => expect(heading()).toBe('Check your email'));
		expect(screen.getByText(mail.address)).toBeTruthy();
		expect(scripted.auths[0]).toEqual({ session: 's1' });
		expect(scripted.mails).toEqual([]);
	});

	test('is asked about in another tab', async () => {
		keep();
		sessionStorage.clear();
		const { scripted } = show({ add: [notYet] });
		await waitFor(() => expect(heading()).toBe('You have begun to add an email'));
		expect(scripted.count('add')).toBe(0);
		screen.getByRole('button', { name: 'Leave it' }).click();
		await waitFor(() => expect(heading()).toBe('Emails'));
		expect(localStorage.getItem(key)).toBeNull();
	});

	test('by somebody else is none of this person’s business', async () => {
		keep('@eve:example.org');
		show();
		await waitFor(() => expect(email()).toBeTruthy());
		expect(heading()).toBe('Emails');
		expect(localStorage.getItem(key)).toContain('@eve:example.org');
	});

	test('in another tab meanwhile is not forgotten by what is typed here', async () => {
		show();
		await waitFor(() => expect(email()).toBeTruthy());
		keep();
		await type(email(), 'b');
		expect(localStorage.getItem(key)).not.toBeNull();
	});
});

test('a session that has ended leads away, and says why', async () => {
	const error = { kind: 'sessionEnded', soft: true } as const;
	const { ended } = show({ threepids: [fail(error)] });
	await waitFor(() => expect(ended).toHaveBeenCalledExactlyOnceWith(error));
});

test('what concerns the whole step is an alert', async () => {
	show({ threepids: [fail({ kind: 'badAnswer' })] });
	expect((await screen.findByRole('alert')).textContent).toContain('cannot read');
	expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});

test('a wrong password is told at its field, and not above it', async () => {
	const refusal = { kind: 'passwordWrong' } as const;
	show({ add: [asked, ok({ kind: 'challenge', challenge, refusal })] });
	await add();
	await confirm();
	await waitFor(() => expect(screen.getByText(/not the password of your account/u)).toBeTruthy());
	expect(screen.queryByRole('alert')).toBeNull();
});
