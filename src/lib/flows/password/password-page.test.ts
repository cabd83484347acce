import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { textsFor } from '$lib/i18n/testing';
import type { SecurityPort } from '$lib/matrix/account-ports';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { provideSignedIn } from '$lib/session/signed-in';
import { descriptionOf, isBusy, sendForm, textOf, type } from '$lib/wizard/testing';
import Password from './Password.svelte';
import { account, answers, portsOf } from './ports-testing';
import { challenged, done, wrong } from './testing';

const html = document.documentElement;
const heading = () => screen.getByRole('heading', { level: 1 });
const button = (name: string) => screen.getByRole('button', { name });
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const box = () =>
	screen.getByRole<HTMLInputElement>('checkbox', { name: 'Sign out my other sessions' });
const unreachable = () => Promise.resolve(fail({ kind: 'unreachable' } as const));

/** The page of somebody who is signed in; changes are answered by the test. */
function show(security: Partial<SecurityPort> = {}) {
	const ports = portsOf(security);
	const changes = answers();
	ports.password.change.mockImplementation(changes.ask);
	const ended = vi.fn();
	const homeservers = { ...portalOf().homeservers, ...ports.homeservers };
	const portal = portalOf({ security: ports.security, password: ports.password, homeservers });
	const Framed: typeof Password = (internals, props) => {
		provideSignedIn({ account, ended });
		return Password(internals, props);
	};
	const view = render(withPortal(Framed, portal), {
		props: {},
		context: textsFor('account/password')
	});
	return { ...view, ports, changes, ended };
}

async function showForm(security: Partial<SecurityPort> = {}) {
	const shown = show(security);
	await waitFor(() => expect(html.hasAttribute('data-ready')).toBe(true));
	await fireEvent.click(button('Continue'));
	await waitFor(() => expect(heading().textContent).toBe('Change your password'));
	return shown;
}

async function press(current = 'old password', next = 'new password') {
	await type(field('Current password'), current);
	await type(field('New password'), next);
	await sendForm(field('New password'));
}

beforeEach(() => html.removeAttribute('data-ready'));
afterEach(() => vi.useRealTimers());

describe('before the change', () => {
	const checks = () =>
		within(screen.getByRole('list', { name: 'Check first' }))
			.getAllByRole('listitem')
			.map(textOf);

	test('says that it looks, and what it has found', async () => {
		show();
		expect(heading().textContent).toBe('Before you change your password');
		expect(html.hasAttribute('data-ready')).toBe(false);
		expect(
			checks()
				.slice(0, 3)
				.every((text) => text.includes('Looking'))
		).toBe(true);
		await waitFor(() => expect(html.hasAttribute('data-ready')).toBe(true));
		expect(checks()).toEqual([
			expect.stringMatching(/^Secure Backup On, with 12 keys/u),
			expect.stringMatching(/^Your other sessions 1 other session/u),
			expect.stringMatching(/^Your recovery key Have it at hand/u),
			expect.stringMatching(/^A copy of your keys Recommended/u)
		]);
		expect(screen.queryByRole('button', { name: 'Look again' })).toBeNull();
		const leadsTo = (name: string) => screen.getByRole('link', { name }).getAttribute('href');
		expect(leadsTo('Test your recovery key')).toBe('/account/encryption?task=test&from=password');
		expect(leadsTo('Export keys')).toBe('/account/encryption?task=export&from=password');
		expect(screen.getByText('Or do it in your app')).toBeTruthy();
	});

	test('says what is missing, and leads there', async () => {
		const nothing = () => Promise.resolve(ok(undefined));
		show({ backup: nothing, recoveryKey: nothing });
		const link = await screen.findByRole('link', { name: 'Set up Secure Backup' });
		expect(link.getAttribute('href')).toBe('/account/encryption?task=set-up&from=password');
		expect(screen.getByRole('link', { name: 'Make a recovery key' })).toBeTruthy();
		expect(screen.queryByRole('link', { name: 'Export keys' })).toBeNull();
		expect(checks()[0]).toContain('Off');
		expect(checks()[2]).toContain('There is none');
	});

	test('tells of sessions that are not verified or no longer used', async () => {
		const sessions = ['HERE', 'A', 'B'].map((deviceId) => ({ deviceId, lastSeenAt: 0 }));
		const publicKeys = { crossSigning: true, withKeys: ['A', 'B'], verified: ['A'] };
		show({
			sessions: () => Promise.resolve(ok(sessions)),
			publicKeys: () => Promise.resolve(ok(publicKeys))
		});
		await screen.findByText(/1 of them is not verified/u);
		expect(screen.getByText(/2 of them were not used for 90 days/u)).toBeTruthy();
		const link = screen.getByRole('link', { name: 'See your sessions' });
		expect(link.getAttribute('href')).toBe('/account/sessions');
	});

	test('says that there are no other sessions', async () => {
		show({ sessions: () => Promise.resolve(ok([{ deviceId: 'HERE' }])) });
		await screen.findByText(/You are signed in here only/u);
		expect(screen.queryByRole('link', { name: 'See your sessions' })).toBeNull();
	});

	test('what cannot be found out is said, looked for again, and holds nobody up', async () => {
		const backup = vi.fn<SecurityPort['backup']>(unreachable);
		const shown = show({ backup, publicKeys: unreachable });
		await waitFor(() => expect(checks()[0]).toContain('Could not be checked'));
		expect(screen.getByText(/Whether they are verified could not be checked/u)).toBeTruthy();
		backup.mockResolvedValue(ok({ version: '1', count: 1 }));
		await fireEvent.click(button('Look again'));
		await waitFor(() => expect(checks()[0]).toContain('On, with 1 key'));
		await fireEvent.click(button('Continue'));
		await waitFor(() => expect(heading().textContent).toBe('Change your password'));
		expect(shown.ports.password.change).not.toHaveBeenCalled();
	});

	test('an account without a password is told so', async () => {
		const { ports } = show();
		ports.password.probe.mockResolvedValue(ok(challenged(['m.login.sso'])));
		await waitFor(() => expect(html.hasAttribute('data-ready')).toBe(true));
		await fireEvent.click(button('Continue'));
		await waitFor(() => expect(heading().textContent).toBe('Your account has no password'));
		expect(screen.getByRole('link', { name: 'Back to your account' })).toBeTruthy();
		expect(screen.queryByRole('list', { name: 'Steps' })).toBeNull();
	});

	test('a homeserver with a page of its own is led to', async () => {
		const page = { url: 'https://account.example.org/', actions: [] };
		show({ management: () => Promise.resolve(ok(page)) });
		const link = await screen.findByRole('link', { name: /account\.example\.org/u });
		expect(link.getAttribute('href')).toBe(page.url);
		expect(heading().textContent).toBe('Change your password');
	});

	test('a session that is over leads to sign-in', async () => {
		const reason = { kind: 'sessionEnded', soft: true } as const;
		const { ended } = show({ sessions: () => Promise.resolve(fail(reason)) });
		await waitFor(() => expect(ended).toHaveBeenCalledWith(reason));
	});
});

describe('the form', () => {
	test('tells password managers what is what', async () => {
		const { container } = await showForm();
		const username = container.querySelector<HTMLInputElement>('[autocomplete="username"]');
		expect(username?.value).toBe('@ada:example.org');
		expect(username?.hidden).toBe(true);
		expect(field('Current password').autocomplete).toBe('current-password');
		expect(field('New password').autocomplete).toBe('new-password');
		const link = screen.getByRole('link', { name: 'I do not know my current password' });
		expect(link.getAttribute('href')).toBe('/recover');
	});

	test('signs the others out where the keys are safe', async () => {
		await showForm();
		expect(box().checked).toBe(true);
		expect(screen.getByText(/^Whoever else knows the old password is out/u)).toBeTruthy();
		expect(screen.queryByText(/^Not chosen for you/u)).toBeNull();
		await fireEvent.click(box());
		expect(screen.getByText(/^Your other sessions stay signed in/u)).toBeTruthy();
	});

	test.each([
		[{ backup: () => Promise.resolve(ok(undefined)) }, 'Secure Backup is off'],
		[{ recoveryKey: () => Promise.resolve(ok(undefined)) }, 'there is no recovery key'],
		[{ backup: unreachable }, 'it could not be checked']
	])('keeps the others where that would cost messages, and says why: %#', async (parts, why) => {
		await showForm(parts);
		expect(box().checked).toBe(false);
		expect(screen.getByText(new RegExp(`^Not chosen for you, because ${why}`, 'u'))).toBeTruthy();
	});

	test('ticks off the policy', async () => {
		const { ports } = show();
		ports.homeservers.passwordPolicy.mockResolvedValue(ok({ minimumLength: 4 }));
		await waitFor(() => expect(html.hasAttribute('data-ready')).toBe(true));
		await fireEvent.click(button('Continue'));
		await screen.findByText(/at least 4 characters/u);
		await type(field('New password'), 'long');
		expect(descriptionOf(field('New password'))).toContain('at least 4 characters (done)');
	});

	test('one press changes the password', async () => {
		const { ports, changes } = await showForm();
		await press();
		expect(isBusy(button('Change password'))).toBe(true);
		await sendForm(field('New password'));
		expect(ports.password.change).toHaveBeenCalledOnce();
		changes.give(ok(challenged()));
		await waitFor(() => expect(ports.password.change).toHaveBeenCalledTimes(2));
		changes.give(ok(done));
		await waitFor(() => expect(heading().textContent).toBe('Your password is changed'));
		expect(screen.getByText(/Your other sessions are signed out/u)).toBeTruthy();
		const link = screen.getByRole('link', { name: 'Back to your account' });
		expect(link.getAttribute('href')).toBe('/account');
	});

	test('says a wrong current password at its field, until it is typed anew', async () => {
		const { changes } = await showForm();
		await press();
		changes.give(ok(challenged()));
		await waitFor(() => expect(changes.count).toBe(1));
		changes.give(ok(wrong));
		const current = field('Current password');
		await waitFor(() => expect(current.getAttribute('aria-invalid')).toBe('true'));
		expect(descriptionOf(current)).toContain('This is not the password of your account');
		expect(document.activeElement).toBe(current);
		expect([current.value, field('New password').value]).toEqual(['old password', 'new password']);
		await type(current, 'other');
		expect(current.getAttribute('aria-invalid')).toBe('false');
	});

	test('says a refused new password at its field', async () => {
		const { changes } = await showForm();
		await press();
		changes.give(fail({ kind: 'passwordTooShort' }));
		const next = field('New password');
		await waitFor(() => expect(descriptionOf(next)).toContain('too short'));
		expect(document.activeElement).toBe(next);
		expect(field('Current password').value).toBe('old password');
	});

	test('says a limit, and tries nothing by itself', async () => {
		const { changes, ports } = await showForm();
		await press();
		changes.give(ok(challenged()));
		await waitFor(() => expect(changes.count).toBe(1));
		changes.give(fail({ kind: 'rateLimited', retryAfterMs: 300 }));
		await screen.findByText(/wait 1 second/u);
		expect(isBusy(button('Change password'))).toBe(true);
		await screen.findByText('Possible now.');
		expect(isBusy(button('Change password'))).toBe(false);
		expect(ports.password.change).toHaveBeenCalledTimes(2);
		await sendForm(field('New password'));
		expect(ports.password.change).toHaveBeenCalledTimes(3);
	});

	test('asks what came of a lost answer, and leaves nobody in doubt', async () => {
		const { changes } = await showForm();
		await press();
		changes.give(ok(challenged()));
		await waitFor(() => expect(changes.count).toBe(1));
		changes.give(fail({ kind: 'unreachable' }));
		await waitFor(() => expect(changes.count).toBe(1));
		expect(isBusy(button('Change password'))).toBe(true);
		changes.give(fail({ kind: 'badAnswer' }));
		const alert = await screen.findByRole('alert');
		expect(alert.textContent).toContain('your password may have changed already');
		expect(field('New password').value).toBe('new password');
	});

	test('what stays signed in is told at the end', async () => {
		const { changes } = await showForm();
		await fireEvent.click(box());
		await press();
		changes.give(ok(done));
		await screen.findByText(/and in your other sessions/u);
		expect(screen.getByRole('link', { name: 'See your sessions' })).toBeTruthy();
	});
});
