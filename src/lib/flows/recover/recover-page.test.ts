import { configure, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultConfig, type PortalConfig } from '$lib/base/config';
import { configKey } from '$lib/base/config-context';
import { fail, ok } from '$lib/base/result';
import { textsFor } from '$lib/i18n/testing';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { keptDraft } from '$lib/session/draft';
import { keepWaiting } from '$lib/session/waiting';
import {
	descriptionOf,
	isBusy,
	makeDialogsOpen,
	sendForm,
	textOf,
	type
} from '$lib/wizard/testing';
import { notConfirmed, Scripted, type Script } from './ports-testing';
import Recover from './Recover.svelte';
import { otherServer, reset, server } from './testing';
import { toWaiting } from './waiting';

const html = document.documentElement;
const heading = () => screen.getByRole('heading', { level: 1 }).textContent;
const email = () => screen.getByLabelText<HTMLInputElement>('Email');
const newPassword = () => screen.getByLabelText<HTMLInputElement>('New password');
const button = (name: string) => screen.getByRole('button', { name });
const press = (name: string) => fireEvent.click(button(name));
const present = () =>
	within(screen.getByRole('list', { name: 'Steps' }))
		.getAllByRole('listitem')
		.filter((item) => item.hasAttribute('aria-current'))
		.map(textOf);

function visit({ config, ...script }: Script = {}) {
	const given: Partial<PortalConfig> = { defaultServer: server, ...config };
	const scripted = new Scripted({ ...script, config: given });
	const portal = portalOf({
		config: scripted.ports.config,
		homeservers: {
			...portalOf().homeservers,
			...scripted.ports.homeservers
		},
		recovery: scripted.ports.recovery
	});
	const state = { phase: 'ready', config: { ...defaultConfig, ...given } };
	const context = new Map<symbol, unknown>([...textsFor('recover'), [configKey, { state }]]);
	return { scripted, ...render(withPortal(Recover, portal), { props: {}, context }) };
}

/** The page, once its form works. */
async function visitForm(script: Script = {}) {
	const shown = visit(script);
	await waitFor(() => expect(html.hasAttribute('data-ready')).toBe(true));
	return shown;
}

async function send(script: Script = {}) {
	const shown = await visitForm(script);
	await type(email(), 'ada@example.org');
	await type(newPassword(), 'correct horse battery');
	await press('Send reset email');
	return shown;
}

const step = (name: string) => waitFor(() => expect(heading()).toBe(name));

beforeAll(async () => {
	configure({ asyncUtilTimeout: 5_000 });
	await Promise.all([import('./binding'), import('./later')]);
});
beforeEach(() => {
	makeDialogsOpen();
	localStorage.clear();
	sessionStorage.clear();
	history.replaceState(null, '', '/recover');
	html.removeAttribute('data-ready');
	vi.stubGlobal('requestIdleCallback', (then: () => void) => setTimeout(then));
});
afterEach(() => {
	vi.unstubAllGlobals();
});

describe('the form', () => {
	test('is there before its machine, with what a reset costs', async () => {
		visit();
		expect(heading()).toBe('Reset your password');
		expect(present()).toEqual(['Your details']);
		expect(screen.getByText(/signs you out everywhere/u)).toBeTruthy();
		expect(screen.getByText('Are you still signed in on another device?')).toBeTruthy();
		expect(email().autocomplete).toBe('email');
		expect(newPassword().autocomplete).toBe('new-password');
		await waitFor(() => expect(html.hasAttribute('data-ready')).toBe(true));
	});

	test('asks for nothing but the rules before it is sent', async () => {
		const { scripted } = await visitForm();
		await screen.findByText(/at least 8 characters/u);
		expect(scripted.asked).toEqual(['policy']);
	});

	test('takes a press that comes before the machine', async () => {
		const { scripted } = visit({ ask: [notConfirmed] });
		await type(email(), 'ada@example.org');
		await type(newPassword(), 'correct horse battery');
		await press('Send reset email');
		expect(isBusy(button('Send reset email'))).toBe(true);
		await step('Check your email');
		expect(scripted.mails[0]?.address).toBe('ada@example.org');
	});

	test('says what is missing, at the first field that lacks it', async () => {
		await visitForm();
		await sendForm(email());
		expect(descriptionOf(email())).toContain('Enter your email address');
		expect(descriptionOf(newPassword())).toContain('Enter a password');
		expect(document.activeElement).toBe(email());
		await type(email(), 'a');
		expect(descriptionOf(email())).toBe('');
	});

	test('tells of an unknown address at the field, and keeps the password', async () => {
		await send({ mail: [fail({ kind: 'emailNotFound' })] });
		await waitFor(() => expect(descriptionOf(email())).toContain('No account'));
		expect(newPassword().value).toBe('correct horse battery');
	});

	test('keeps the address for a reload, and nothing else', async () => {
		const { unmount } = await visitForm();
		await type(email(), 'ada@example.org');
		await type(newPassword(), 'correct horse battery');
		unmount();
		expect(keptDraft('recover')).toEqual({ username: '', email: 'ada@example.org' });
		expect(JSON.stringify({ ...sessionStorage, ...localStorage })).not.toContain('correct horse');
		visit();
		await waitFor(() => expect(email().value).toBe('ada@example.org'));
	});

	test('says whom to ask once somebody wants to know', async () => {
		const contact = ok({ email: 'help@example.org' });
		const { scripted } = await visitForm({ contact, config: { adminContact: 'me@example.org' } });
		const summary = await screen.findByText('No access to that email address?');
		expect(scripted.count('contact')).toBe(0);
		const details = summary.closest('details');
		if (!details) throw new Error('No details');
		details.open = true;
		await fireEvent(details, new Event('toggle'));
		expect(await screen.findByRole('link', { name: 'help@example.org' })).toBeTruthy();
		expect(screen.getByRole('link', { name: 'me@example.org' })).toBeTruthy();
		await fireEvent(details, new Event('toggle'));
		expect(scripted.count('contact')).toBe(1);
	});
});

describe('the homeserver', () => {
	test('is named by the person where nobody else does', async () => {
		await visitForm({ config: { defaultServer: undefined } });
		const dialog = await screen.findByRole('dialog', { name: 'Choose a homeserver' });
		await type(within(dialog).getByLabelText('Homeserver'), 'other.org');
		await fireEvent.click(within(dialog).getByRole('button', { name: 'Use this homeserver' }));
		expect(await screen.findByText(otherServer.serverName)).toBeTruthy();
		expect(screen.queryByRole('dialog')).toBeNull();
	});

	test('cannot be changed where the operator fixes it', async () => {
		await visitForm({ config: { disableCustomUrls: true } });
		expect(screen.queryByRole('button', { name: 'Edit homeserver' })).toBeNull();
	});

	test('may reset no passwords at all', async () => {
		await send({ begin: [ok({ kind: 'closed' })], contact: ok({ email: 'help@example.org' }) });
		expect(await screen.findByText('example.org does not reset passwords by email.')).toBeTruthy();
		expect(screen.getByRole('link', { name: 'help@example.org' })).toBeTruthy();
	});

	test('may do it on its own page', async () => {
		await send({ begin: [ok({ kind: 'elsewhere', url: 'https://id.example.org/' })] });
		const link = await screen.findByRole('link', { name: 'Go to id.example.org' });
		expect(link.getAttribute('href')).toBe('https://id.example.org/');
	});
});

describe('the mail', () => {
	test('is waited for, in words that give no address away', async () => {
		await send({ ask: [notConfirmed] });
		await step('Check your email');
		expect(present()).toEqual(['Confirm']);
		expect(await screen.findByText(/If this address belongs to an account/u)).toBeTruthy();
		expect(screen.getByText('ada@example.org')).toBeTruthy();
		expect(screen.queryByText(/enter the new password once more/u)).toBeNull();
		await press('I have verified my email address');
		expect((await screen.findByRole('alert')).textContent).toContain('not confirmed yet');
		await press('Use another address');
		expect(heading()).toBe('Reset your password');
		expect(newPassword().value).toBe('correct horse battery');
		await press('Back');
		expect(heading()).toBe('Check your email');
	});

	test('once confirmed, ends with the new password', async () => {
		const { scripted } = await send();
		await step('Your password is reset');
		expect(present()).toEqual(['Ready']);
		expect(scripted.passwords).toEqual(['correct horse battery']);
		const link = await screen.findByRole('link', { name: 'Return to sign in' });
		expect(link.getAttribute('href')).toBe('/login');
		expect(localStorage).toHaveLength(0);
		await waitFor(() => expect(keptDraft('login')?.email).toBe('ada@example.org'));
	});

	test('leads back to sign in at the homeserver of the address', async () => {
		history.replaceState(null, '', '?homeserver=other.org');
		await send();
		await step('Your password is reset');
		const link = await screen.findByRole('link', { name: 'Return to sign in' });
		expect(link.getAttribute('href')).toBe('/login?homeserver=other.org');
		history.replaceState(null, '', location.pathname);
	});

	test('leads to another password when the homeserver refuses the first', async () => {
		const finish = [fail({ kind: 'passwordNoDigit' }), ok(true as const)];
		const { scripted } = await send({ finish });
		await step('Choose a new password');
		expect(await screen.findByText(/no new email is needed/u)).toBeTruthy();
		await sendForm(newPassword());
		expect(descriptionOf(newPassword())).toContain('Enter a password');
		expect(document.activeElement).toBe(newPassword());
		await type(newPassword(), 'correct horse 9');
		await press('Set password');
		await step('Your password is reset');
		expect(scripted.mails).toHaveLength(1);
		expect(scripted.passwords.at(-1)).toBe('correct horse 9');
	});
});

describe('a reset that was left', () => {
	const keep = () => keepWaiting('recover', toWaiting(reset), Date.now() + 60_000);

	test('goes on in its tab, and asks for the password again', async () => {
		keep();
		visit({ ask: [notConfirmed] });
		await step('Check your email');
		expect(await screen.findByText(/enter the new password once more/u)).toBeTruthy();
	});

	test('is asked about in another tab', async () => {
		keep();
		sessionStorage.clear();
		visit({ ask: [notConfirmed] });
		await step('You have begun to reset your password');
		expect(await screen.findByText('ada@example.org')).toBeTruthy();
		await fireEvent.click(await screen.findByRole('button', { name: 'Start again' }));
		await step('Reset your password');
	});

	test('says so when another tab has begun a newer one', async () => {
		keep();
		visit({ ask: [notConfirmed] });
		await step('Check your email');
		localStorage.setItem(
			'vestibule.waiting.recover',
			JSON.stringify({ record: { ...toWaiting(reset), clientSecret: 'newer' }, expiresAt: 0 })
		);
		// What wakes the wait: the network is back.
		dispatchEvent(new Event('online'));
		await step('Go on in your other tab');
		expect(await screen.findByText(/The newest counts/u)).toBeTruthy();
	});
});
