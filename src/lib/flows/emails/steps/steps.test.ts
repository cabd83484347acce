import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import {
	descriptionOf,
	isBusy,
	makeDialogsOpen,
	sendForm,
	textOf,
	type
} from '$lib/wizard/testing';
import type { Event, ListState, State } from '../states';
import { account, adding, confirming, listed, number, old, phone, states } from '../testing';
import Step from './Step.svelte';

const button = (name: string) => screen.getByRole('button', { name });
const list = (name: string) => screen.queryByRole('list', { name });
const email = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Email' });

type Busy = 'begin' | 'ask' | 'resend' | 'remove' | 'sendCode';
function show(shown: State, busy?: Busy) {
	const onevent = vi.fn<(event: Event) => void>();
	const props = { shown, busy, account, onevent };
	return { onevent, ...render(Step, { props, context: textsFor('account/emails') }) };
}
const showList = (more: Partial<ListState> = {}, busy?: Busy) => show(listed(more), busy);

beforeEach(makeDialogsOpen);

describe('the list', () => {
	test('holds each address, with a button that names what it removes', async () => {
		const { onevent } = showList({ threepids: [old, number] });
		const rows = within(list('Email addresses') ?? document.body).getAllByRole('listitem');
		expect(rows.map((row) => textOf(row.querySelector('[translate]')))).toEqual([
			'old@example.org'
		]);
		expect(within(list('Phone numbers') ?? document.body).getByText('+447700900000')).toBeTruthy();
		await fireEvent.click(button('Remove old@example.org'));
		expect(onevent).toHaveBeenCalledExactlyOnceWith({ type: 'removeAsked', threepid: old });
		expect(button('Remove +447700900000')).toBeTruthy();
	});

	test('that is empty says what an address is good for', () => {
		showList({ threepids: [] });
		expect(list('Email addresses')?.childElementCount).toBe(0);
		expect(screen.getByText(/you can set a new password when the old one is lost/u)).toBeTruthy();
	});

	test.each(['added', 'removed'] as const)('says plainly what was %s', (kind) => {
		showList({ note: { kind, address: 'ada@example.org' } });
		expect(screen.getAllByRole('status').map(textOf).join()).toContain(
			`ada@example.org was ${kind}`
		);
	});

	test('after a removal the focus is not lost', async () => {
		const heading = document.body.appendChild(document.createElement('h1'));
		heading.tabIndex = -1;
		const { rerender } = showList();
		await rerender({ shown: listed({ note: { kind: 'removed', address: 'a' } }) });
		expect(document.activeElement).toBe(heading);
		heading.remove();
	});
});

describe('adding an email', () => {
	test('sends what was typed', async () => {
		const { onevent } = showList();
		await type(email(), 'ada@example.org');
		expect(onevent).toHaveBeenCalledWith({ type: 'typed', email: 'ada@example.org' });
		await sendForm(email());
		const sent = onevent.mock.lastCall?.[0];
		expect(sent).toMatchObject({ type: 'submitted' });
		expect(sent?.type === 'submitted' && sent.clientSecret).toMatch(/^\w{32}$/u);
	});

	test.each([
		['alreadyListed', 'in your account already'],
		['emailTaken', 'belongs to another account'],
		['mailNotSent', 'could not send the email']
	] as const)('%s is told at the field, which keeps its text', (kind, words) => {
		showList({ typed: 'ada@example.org', fault: { kind } });
		expect(descriptionOf(email())).toContain(words);
		expect(email().value).toBe('ada@example.org');
		expect(document.activeElement).toBe(email());
	});

	test.each(['begin', 'ask'] as const)('is sent once (%s)', async (busy) => {
		const { onevent } = showList({ typed: 'ada@example.org' }, busy);
		expect(isBusy(button('Add'))).toBe(true);
		await sendForm(email());
		expect(onevent).not.toHaveBeenCalled();
	});
});

describe('removing', () => {
	const dialog = () => screen.getByRole('dialog');
	const asking = (more: Partial<ListState> = {}) =>
		showList({ removing: { threepid: old, asked: true }, ...more });

	test('is asked about, and warns at the last address', async () => {
		const { onevent } = asking({ threepids: [old, number] });
		expect(dialog().textContent).toContain('old@example.org');
		expect(dialog().textContent).toContain('a lost password cannot be reset any more');
		await fireEvent.click(within(dialog()).getByRole('button', { name: 'Remove' }));
		expect(onevent).toHaveBeenCalledExactlyOnceWith({ type: 'removeConfirmed' });
	});

	test('does not warn while another address is left', async () => {
		const { onevent } = asking({ threepids: [old, { ...old, address: 'b@example.org' }] });
		expect(dialog().textContent).not.toContain('any more');
		await fireEvent.click(within(dialog()).getByRole('button', { name: 'Cancel' }));
		expect(onevent).toHaveBeenCalledExactlyOnceWith({ type: 'removeCancelled' });
	});

	test('a phone number has its own question', () => {
		asking({ threepids: [number], removing: { threepid: number, asked: true } });
		expect(screen.getByRole('dialog', { name: 'Remove this phone number?' })).toBeTruthy();
		expect(dialog().textContent).not.toContain('any more');
	});

	test('under way, its row says so', () => {
		showList({ removing: { threepid: old, asked: false } }, 'remove');
		expect(screen.queryByRole('dialog')).toBeNull();
		expect(isBusy(button('Remove old@example.org'))).toBe(true);
	});
});

describe('a phone number', () => {
	const field = () => screen.getByLabelText<HTMLInputElement>('Phone number');

	test('is out of the way until it is wanted', async () => {
		const { onevent, container } = showList();
		expect(container.querySelector('details')?.open).toBe(false);
		await type(field(), '+44');
		expect(onevent).toHaveBeenCalledWith({ type: 'phoneTyped', number: '+44' });
		await sendForm(field());
		expect(onevent.mock.lastCall?.[0]).toMatchObject({ type: 'phoneSubmitted' });
	});

	test.each([
		['emailMissing', 'Enter your phone number'],
		['emailInvalid', 'not a whole phone number'],
		['emailTaken', 'belongs to another account'],
		['emailDenied', 'does not accept this phone number'],
		['mailNotSent', 'could not send the text message'],
		['alreadyListed', 'in your account already'],
		['nextLinkRefused', 'does not send people back']
	] as const)('%s is told at its field, in words for phones', (kind, words) => {
		showList({ phone: { typed: '+44', fault: { kind } } });
		expect(descriptionOf(field())).toContain(words);
		expect(document.activeElement).toBe(field());
	});

	test('is not asked for where the homeserver takes none', () => {
		showList({ phone: { typed: '+44', none: true } });
		expect(screen.queryByLabelText('Phone number')).toBeNull();
		expect(screen.getByText(/sends no text messages/u)).toBeTruthy();
	});

	test('its code is handed in', async () => {
		const { onevent, rerender } = show(states.code);
		const code = () => screen.getByRole('textbox', { name: 'Code' });
		expect(screen.getByText('+447700900000')).toBeTruthy();
		await sendForm(code());
		expect(descriptionOf(code())).toContain('Enter the code from the text message.');
		await type(code(), '123');
		await sendForm(code());
		expect(onevent).toHaveBeenCalledExactlyOnceWith({ type: 'codeGiven', code: '123' });
		await rerender({ shown: { ...states.code, error: { kind: 'linkNotConfirmed' } } });
		expect(descriptionOf(code())).toContain('not the code of the newest text message');
		await rerender({ shown: { ...states.code, error: { kind: 'linkExpired' } } });
		expect(descriptionOf(code())).toContain('too old by now');
		await fireEvent.click(button('Use another number'));
		expect(onevent).toHaveBeenLastCalledWith({ type: 'back' });
	});

	test('is confirmed as an address is', () => {
		show({ ...states.confirm, adding: { ...phone, confirmation: confirming } });
		expect(screen.getByText(/One step is left before \+447700900000 is added/u)).toBeTruthy();
	});
});

describe('confirming', () => {
	const field = () => screen.getByLabelText<HTMLInputElement>('Password');

	test('says what the mail has to do with it, and takes the password or single sign-on', async () => {
		const { onevent } = show(states.confirm);
		expect(screen.getByText(/An email is on its way to ada@example\.org/u)).toBeTruthy();
		expect(button('Continue with single sign-on')).toBeTruthy();
		await type(field(), 'correct horse');
		await sendForm(field());
		expect(onevent.mock.lastCall?.[0]).toMatchObject({ type: 'passwordGiven' });
		await fireEvent.click(button('Back'));
		expect(onevent).toHaveBeenLastCalledWith({ type: 'back' });
	});

	test('a wrong password is told at its field only', () => {
		show({ ...states.confirm, error: { kind: 'passwordWrong' } });
		expect(descriptionOf(field())).toContain('not the password of your account');
	});

	test('says that the link was opened, and why it is asked again', () => {
		show({ ...states.confirm, opened: true, again: true });
		const said = screen.getAllByRole('status').map(textOf).join();
		expect(said).toContain('The link in the email was opened.');
		expect(said).toContain('asks who you are once more');
	});

	test('single sign-on opens the homeserver’s own page', async () => {
		const open = vi.spyOn(window, 'open').mockReturnValue(null);
		show(states.confirm);
		await fireEvent.click(button('Continue with single sign-on'));
		expect(open.mock.calls[0]?.[0]).toBe(
			'https://matrix.example.org/_matrix/client/v3/auth/m.login.sso/fallback/web?session=s1'
		);
		open.mockRestore();
	});
});

describe('the other steps', () => {
	test('the mail can be waited for, asked about, sent again, or sent elsewhere', async () => {
		const { onevent } = show(states.mail);
		for (const name of ['Continue', 'Send again', 'Use another address'])
			await fireEvent.click(button(name));
		expect(onevent.mock.calls.map(([event]) => event.type)).toEqual([
			'continued',
			'resendAsked',
			'back'
		]);
	});

	test.each([
		['ask', 'Continue'],
		['resend', 'Send again']
	] as const)('under way (%s), %s says so', (busy, name) => {
		show(states.mail, busy);
		expect(isBusy(button(name))).toBe(true);
	});

	test('an address that was begun elsewhere can be taken up or left', async () => {
		const { onevent } = show(states.resume);
		expect(screen.getByText(adding.mail.address)).toBeTruthy();
		await fireEvent.click(button('Go on with it'));
		await fireEvent.click(button('Leave it'));
		expect(onevent.mock.calls.map(([event]) => event.type)).toEqual(['resumed', 'leftAlone']);
	});

	test('where nothing can be changed there is no form, but the list', () => {
		show({ ...states.closed, threepids: [old, number] });
		expect(screen.getByText(/does not let anybody change email addresses/u)).toBeTruthy();
		expect(list('Email addresses')?.textContent).toContain('old@example.org');
		expect(list('Phone numbers')).toBeTruthy();
		expect(screen.queryByRole('textbox')).toBeNull();
		expect(screen.queryByRole('button')).toBeNull();
	});

	test('where the homeserver has a page for it, that is the way', () => {
		show({ ...states.closed, management: 'https://account.example.org/?action=x' });
		const link = screen.getByRole('link', { name: 'Go to account.example.org' });
		expect(link.getAttribute('href')).toBe('https://account.example.org/?action=x');
	});

	test('what could not be looked up can be tried again', async () => {
		const { onevent } = show(states.unavailable);
		await fireEvent.click(button('Try again'));
		expect(onevent).toHaveBeenCalledExactlyOnceWith({ type: 'retried' });
	});

	test.each([
		['loading', 'Looking up your email addresses'],
		['resuming', 'Looking how far this address has come']
	] as const)('%s says what it waits for', (step, words) => {
		show(states[step]);
		expect(screen.getByRole('status').textContent).toContain(words);
	});
});
