import { configure, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultConfig } from '$lib/base/config';
import { configKey } from '$lib/base/config-context';
import { fail, ok } from '$lib/base/result';
import { textsFor } from '$lib/i18n/testing';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { keepDraft, keptDraft } from '$lib/session/draft';
import { keepReturn } from '$lib/session/return-place';
import { descriptionOf, isBusy, makeDialogsOpen, sendForm, type } from '$lib/wizard/testing';
import Login from './Login.svelte';
import { scriptedPorts, type Script } from './ports-testing';
import { provider, server } from './testing';

const went = vi.hoisted(() => vi.fn(() => Promise.resolve()));
const fetched = vi.hoisted(() => vi.fn(() => Promise.resolve()));
vi.mock('$app/navigation', () => ({ goto: went, preloadCode: fetched }));

const html = document.documentElement;
const ready = () => html.hasAttribute('data-ready');
const identifier = () =>
	screen.getByRole<HTMLInputElement>('textbox', { name: 'Username or email' });
const password = () => screen.getByLabelText<HTMLInputElement>('Password');
const signIn = () => screen.getByRole('button', { name: 'Sign in' });
const links = () =>
	screen.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')]);

function visit({ at = '', ...script }: Script & { at?: string } = {}) {
	history.replaceState(null, '', `/login${at}`);
	const given = { defaultServer: server, ...script.config };
	const ports = scriptedPorts({ ...script, config: given });
	const portal = portalOf({
		config: ports.config,
		homeservers: { ...portalOf().homeservers, ...ports.homeservers },
		signIn: ports.signIn,
		login: ports.login
	});
	const state = { phase: 'ready', config: { ...defaultConfig, ...given } };
	const context = new Map<symbol, unknown>([...textsFor('login'), [configKey, { state }]]);
	return { ports, ...render(withPortal(Login, portal), { props: {}, context }) };
}

async function visitReady(more: Parameters<typeof visit>[0] = {}) {
	const shown = visit(more);
	await waitFor(() => expect(ready()).toBe(true));
	return shown;
}

async function fill(name = 'ada', secret = 'correct horse battery') {
	await type(identifier(), name);
	await type(password(), secret);
}

beforeAll(async () => {
	configure({ asyncUtilTimeout: 5_000 });
	await Promise.all([import('./binding'), import('./later')]);
});
beforeEach(() => {
	sessionStorage.clear();
	html.removeAttribute('data-ready');
	makeDialogsOpen();
	went.mockClear();
	vi.stubGlobal('requestIdleCallback', (then: () => void) => setTimeout(then));
});
afterEach(() => void vi.unstubAllGlobals());

describe('the form', () => {
	test('is there at once, under the names that people know', () => {
		visit();
		expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Sign in');
		expect(document.title).toBe('Sign in');
		expect(identifier().autocomplete).toBe('username');
		expect(password().autocomplete).toBe('current-password');
		expect(screen.getByRole('button', { name: 'Edit homeserver' })).toBeTruthy();
		expect(links()).toEqual([
			['Forgot your password?', '/recover'],
			['Create account', '/register']
		]);
	});

	test('works once it is known what the homeserver offers', async () => {
		await visitReady();
		expect(screen.getByText('example.org')).toBeTruthy();
		expect(screen.getByRole('button', { name: 'Continue with Example ID' })).toBeTruthy();
	});

	test('has the account’s page fetched before anybody has signed in', async () => {
		await visitReady();
		await waitFor(() => expect(fetched).toHaveBeenCalledWith('/account'));
	});

	test('signs in, and goes on to the account in place of this page', async () => {
		const { ports } = await visitReady();
		await fill();
		await fireEvent.click(signIn());
		await waitFor(() => expect(went).toHaveBeenCalledWith('/account', { replaceState: true }));
		expect(await screen.findByText('@ada:example.org')).toBeTruthy();
		expect(screen.getByRole('link', { name: 'Go to your account' })).toBeTruthy();
		const [, given] = ports.signIn.withPassword.mock.lastCall ?? [];
		expect(given?.password.reveal()).toBe('correct horse battery');
	});

	test('refused, keeps what was typed and says why', async () => {
		await visitReady({ signIn: [fail({ kind: 'signInRefused' })] });
		await fill();
		await sendForm(identifier());
		expect((await screen.findByRole('alert')).textContent).toContain(
			'The name or the password is not right'
		);
		expect([identifier().value, password().value]).toEqual(['ada', 'correct horse battery']);
		expect(isBusy(signIn())).toBe(false);
	});

	test('tells what is missing at the field, which gets the focus', async () => {
		await visitReady();
		await type(password(), 'x');
		await sendForm(identifier());
		await waitFor(() => expect(document.activeElement).toBe(identifier()));
		expect(descriptionOf(identifier())).toContain('Type your username, your Matrix ID');
		await type(identifier(), 'a');
		expect(identifier().getAttribute('aria-invalid')).toBe('false');
	});

	test('sent before the homeserver has answered is not lost', async () => {
		const { ports } = visit();
		await fill();
		await sendForm(identifier());
		expect(isBusy(signIn())).toBe(true);
		await waitFor(() => expect(ports.signIn.withPassword).toHaveBeenCalledOnce());
	});

	test('is kept when the page is left, but for the password', async () => {
		const { unmount } = await visitReady();
		await fill();
		unmount();
		expect(keptDraft('login')).toEqual({ username: 'ada', email: '' });
		expect(JSON.stringify({ ...sessionStorage })).not.toContain('horse');
	});

	test('brings back what was typed before', async () => {
		keepDraft('login', { username: 'ada', email: '' });
		await visitReady();
		expect(identifier().value).toBe('ada');
	});
});

describe('a limit', () => {
	test('keeps the button busy; then it can be pressed again', async () => {
		const limit = fail({ kind: 'rateLimited', retryAfterMs: 300 });
		const { ports } = await visitReady({ signIn: [limit] });
		await fill();
		await fireEvent.click(signIn());
		await screen.findByText('Possible in 1 second.');
		expect(isBusy(signIn())).toBe(true);
		await fireEvent.click(signIn());
		await screen.findByText('Possible now.');
		expect(isBusy(signIn())).toBe(false);
		expect(ports.signIn.withPassword).toHaveBeenCalledOnce();
		await fireEvent.click(signIn());
		await waitFor(() => expect(ports.signIn.withPassword).toHaveBeenCalledTimes(2));
	});
});

describe('the homeserver', () => {
	test('that was named is carried on to the other pages', async () => {
		await visitReady({ at: '?homeserver=other.org' });
		expect(links().map(([, href]) => href)).toEqual([
			'/recover?homeserver=other.org',
			'/register?homeserver=other.org'
		]);
	});

	test('of a whole Matrix ID is shown, and carried on', async () => {
		await visitReady({ signIn: [fail({ kind: 'signInRefused' })] });
		await fill('@ada:other.org');
		await sendForm(identifier());
		expect(await screen.findByText('other.org')).toBeTruthy();
		expect(links()[0]?.[1]).toBe('/recover?homeserver=other.org');
	});

	test('is asked for in a dialog where nobody names one', async () => {
		await visitReady({ config: { defaultServer: undefined } });
		expect(await screen.findByRole('dialog', { name: 'Choose a homeserver' })).toBeTruthy();
	});

	test('cannot be changed where the operator fixes it', async () => {
		await visitReady({ config: { disableCustomUrls: true } });
		expect(screen.queryByRole('button', { name: 'Edit homeserver' })).toBeNull();
	});

	test('without registration has no link to it', async () => {
		const features = { ...defaultConfig.features, registration: false };
		await visitReady({ config: { features } });
		expect(links()).toEqual([['Forgot your password?', '/recover']]);
	});

	test('that takes no passwords offers its providers only', async () => {
		await visitReady({ offer: ok({ password: false, providers: [provider] }) });
		expect(screen.queryByRole('textbox')).toBeNull();
		expect(
			screen.getByText('example.org signs people in only through another service.')
		).toBeTruthy();
		expect(screen.getByRole('button', { name: 'Continue with Example ID' })).toBeTruthy();
		expect(links()).toEqual([['Create account', '/register']]);
	});

	test('that signs nobody in says whom to ask', async () => {
		const contact = { email: 'help@example.org' };
		await visitReady({ offer: ok({ password: false, providers: [], contact }) });
		expect(screen.getByText('example.org does not sign anybody in on this page.')).toBeTruthy();
		expect(screen.getByRole('link', { name: 'help@example.org' })).toBeTruthy();
	});
});

describe('a session that is over', () => {
	test.each([
		['ended', /You are signed out, and nothing has changed/],
		['expired', /Your sign-in has expired/],
		['locked', /This account is locked/],
		['deactivated', /This account is deactivated/],
		['signedOut', /^You are signed out\.$/]
	] as const)('%s: it is said why', async (reason, sentence) => {
		keepReturn({ path: '/account/emails', reason });
		await visitReady();
		expect(await screen.findByText(sentence)).toBeTruthy();
	});

	test('whom to ask is named, where only the people who run it can help', async () => {
		keepReturn({ path: '/account', reason: 'locked' });
		await visitReady({ config: { adminContact: 'office@example.org' } });
		expect(await screen.findByRole('link', { name: 'office@example.org' })).toBeTruthy();
	});

	test('and policies are linked, where they come first', async () => {
		const uri = 'https://matrix.example.org/consent';
		await visitReady({ signIn: [fail({ kind: 'consentNeeded', uri })] });
		await fill();
		await sendForm(identifier());
		const link = await screen.findByRole('link', { name: 'Read the policies' });
		expect(link.getAttribute('href')).toBe(uri);
	});
});
