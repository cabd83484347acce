import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, test, vi } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { textsFor } from '$lib/i18n/testing';
import { descriptionOf, isBusy, sendForm, type } from '$lib/wizard/testing';
import type { Faults, Typed } from '../attempt';
import type { Event, Shown } from '../states';
import { EMAIL, form, open, provider, server, states, strict, withEmail } from '../testing';
import Form from './Form.svelte';

const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const next = () => screen.getByRole('button', { name: 'Continue' });
const labels = () => [...document.querySelectorAll('label')].map((label) => label.textContent);
const nothing: Typed = { username: '', email: '', token: '' };

function show(state: Shown = form(open), busy?: string) {
	const events: Event[] = [];
	const onunnamed = vi.fn();
	const props = { state, busy, onevent: (event: Event) => events.push(event), onunnamed };
	return { events, onunnamed, ...render(Form, { props, context: textsFor('register') }) };
}

describe('the fields are what the homeserver asks for, no more', () => {
	test.each<[string, string[][], string[]]>([
		['name and password', [['m.login.dummy']], ['Username', 'Password']],
		['an email if you like', open, ['Username', 'Password', 'Email (optional)']],
		['an email', [[EMAIL]], ['Username', 'Password', 'Email']],
		['a token and an email', strict, ['Username', 'Password', 'Email', 'Registration token']]
	])('%s', (_, flows, asked) => {
		show(form(flows));
		expect(labels()).toEqual(asked);
	});

	test('an email that is needed is marked as such', () => {
		show(form([[EMAIL]]));
		expect(field('Email').required).toBe(true);
		expect(descriptionOf(field('Email'))).toContain(
			'To get back in when the password is lost. Nobody finds you by it unless you allow that'
		);
	});

	test('an email that is not, is not', () => {
		show();
		expect(field('Email (optional)').required).toBe(false);
	});

	test('they can be filled in before the homeserver has answered', async () => {
		const { rerender } = show(states.loading);
		expect(labels()).toEqual(['Username', 'Password', 'Email (optional)']);
		await type(field('Username'), 'ada');
		await type(field('Password'), 'correct horse battery');
		await rerender({ state: form(strict) });
		expect(field('Username').value).toBe('ada');
		expect(field('Password').value).toBe('correct horse battery');
	});

	test('password managers find a new account in it', () => {
		const { container } = show(form(strict));
		expect(container.querySelector('form')?.method).toBe('post');
		expect(field('Username').autocomplete).toBe('username');
		expect(field('Password').autocomplete).toBe('new-password');
		expect(field('Email').autocomplete).toBe('email');
		expect(field('Registration token').autocomplete).toBe('off');
	});
});

describe('sending it', () => {
	test('gives everything that was typed, tidied, the password as a secret', async () => {
		const { events } = show(form(strict));
		await type(field('Username'), ' @Ada:example.org ');
		await type(field('Password'), ' correct horse ');
		await type(field('Email'), ' ada@example.org ');
		await type(field('Registration token'), ' invite-1 ');
		await sendForm(next());
		const [sent] = events.filter(({ type }) => type === 'submitted');
		if (sent?.type !== 'submitted') throw new Error('Nothing was sent');
		const { password, ...typed } = sent.typed;
		expect(typed).toEqual({ username: 'ada', email: 'ada@example.org', token: 'invite-1' });
		expect(password?.reveal()).toBe(' correct horse ');
	});

	test('asks for a homeserver first where none is named', async () => {
		const { events, onunnamed } = show(states.unnamed);
		await sendForm(next());
		expect(onunnamed).toHaveBeenCalledOnce();
		expect(events).toEqual([]);
	});

	test.each(['early', 'checkToken', 'submit', 'sendMail'])('is seen to go on: %s', (busy) => {
		show(form(open), busy);
		expect(isBusy(next())).toBe(true);
	});

	test.each(['askPolicy', 'leave', 'offer', undefined])('is not what goes on: %s', (busy) => {
		show(form(open), busy);
		expect(isBusy(next())).toBe(false);
	});

	test('is seen to wait for the homeserver', async () => {
		const { rerender } = show(states.loading);
		expect(isBusy(next())).toBe(false);
		await rerender({ state: { ...states.loading, next: 'submit' } });
		expect(isBusy(next())).toBe(true);
	});
});

describe('faults', () => {
	test.each<[string, Faults, string]>([
		['Username', { username: { kind: 'usernameTaken' } }, 'This username is taken.'],
		['Password', { password: { kind: 'passwordTooShort' } }, 'This password is too short.'],
		['Email', { email: { kind: 'emailInvalid' } }, 'This is not an email address.'],
		['Registration token', { token: { kind: 'registrationTokenInvalid' } }, 'is not valid.']
	])('are bound to their field: %s', async (name, faults, sentence) => {
		const { rerender } = show(form(strict));
		expect(field(name).getAttribute('aria-invalid')).toBe('false');
		await rerender({ state: form(strict, { faults }) });
		expect(field(name).getAttribute('aria-invalid')).toBe('true');
		expect(descriptionOf(field(name))).toContain(sentence);
		expect(document.querySelectorAll('[aria-invalid="true"]')).toHaveLength(1);
	});

	const faults: Faults = { email: { kind: 'emailMissing' }, token: { kind: 'emailMissing' } };

	test('of a press lead to the first wrong field, once', async () => {
		const { rerender } = show(form(strict));
		await sendForm(next());
		await rerender({ state: form(strict, { faults }) });
		expect(document.activeElement).toBe(field('Email'));
		field('Username').focus();
		await rerender({ state: form(strict, { faults: { token: faults.token as PortalError } }) });
		expect(document.activeElement).toBe(field('Username'));
	});

	test('that come without a press take no focus away', async () => {
		const { rerender } = show(form(strict));
		field('Password').focus();
		await rerender({ state: form(strict, { faults }) });
		expect(document.activeElement).toBe(field('Password'));
	});
});

describe('the name', () => {
	test('is asked about on leaving the field, as the homeserver would have it', async () => {
		const { events } = show();
		await type(field('Username'), '@ada:example.org');
		await fireEvent.blur(field('Username'));
		expect(events).toEqual([{ type: 'usernameLeft', username: 'ada' }]);
		expect(screen.getByText('@ada:example.org')).toBeTruthy();
	});

	test('is told to be free for as long as it is the same name', async () => {
		show(form(open, { name: { name: 'ada', result: 'free' }, typed: withEmail }));
		expect(descriptionOf(field('Username'))).toContain('This name is free.');
		await type(field('Username'), 'adam');
		expect(descriptionOf(field('Username'))).not.toContain('This name is free.');
	});
});

describe('what an earlier visit or the address brings', () => {
	test('fills the fields', () => {
		show({ ...states.loading, typed: { username: 'ada', email: 'a@b.org', token: 'invite-1' } });
		expect([field('Username').value, field('Email (optional)').value]).toEqual(['ada', 'a@b.org']);
	});

	test('fills a token that is asked for later', async () => {
		const typed = { ...nothing, token: 'invite-1' };
		const { rerender } = show({ ...states.loading, typed });
		await rerender({ state: form(strict, { typed }) });
		expect(field('Registration token').value).toBe('invite-1');
	});

	test('replaces nothing that was typed before it came', async () => {
		const { rerender } = show({ ...states.loading, typed: nothing });
		await type(field('Username'), 'eve');
		await rerender({
			state: form(open, { typed: { ...nothing, username: 'ada', email: 'a@b.org' } })
		});
		expect([field('Username').value, field('Email (optional)').value]).toEqual(['eve', 'a@b.org']);
	});
});

test('what the form holds can be asked for at any moment', async () => {
	const { component } = show();
	await type(field('Username'), 'ada');
	await type(field('Email (optional)'), ' ada@example.org ');
	const form = component as { typed(): Typed };
	expect(form.typed()).toMatchObject({ username: 'ada', email: 'ada@example.org', token: '' });
});

test('providers are another way, pressed once', async () => {
	const { events, rerender } = show(form(open, { providers: [provider] }));
	const button = screen.getByRole('button', { name: 'Continue with Example ID' });
	await fireEvent.click(button);
	expect(events).toEqual([{ type: 'providerChosen', provider }]);
	await rerender({ busy: 'leave' });
	expect(isBusy(button)).toBe(true);
	await fireEvent.click(button);
	expect(events).toHaveLength(1);
});

test('the place of a provider is kept only until it is known that there is none', async () => {
	const { container, rerender } = show(states.loading);
	expect(container.querySelector('.reserve')).not.toBeNull();
	await rerender({ state: form(open, { server }) });
	expect(container.querySelector('.reserve')).toBeNull();
});
