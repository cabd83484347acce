import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { textsFor } from '$lib/i18n/testing';
import { descriptionOf, isBusy, sendForm, type } from '$lib/wizard/testing';
import type { State } from '../states';
import { mail, openAttempt, states, strictAttempt } from '../testing';
import Address from './Address.svelte';

type AddressState = Extract<State, { step: 'address' }>;
const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Email' });
const taken: PortalError = { kind: 'emailTaken' };

function show(shown: AddressState = states.address) {
	const onevent = vi.fn();
	const props = { shown, busy: false, onevent };
	return { onevent, ...render(Address, { props, context: textsFor('register') }) };
}

test('it begins with the address that was used, to be corrected', async () => {
	const { onevent } = show();
	expect(field().value).toBe('ada@example.org');
	expect(field().autocomplete).toBe('email');
	await type(field(), ' ada@other.org ');
	await sendForm(field());
	expect(onevent).toHaveBeenCalledExactlyOnceWith({
		type: 'addressGiven',
		address: 'ada@other.org'
	});
});

test('an address that cannot be used is told at the field, which keeps its text', async () => {
	const { rerender } = show();
	await type(field(), 'eve@example.org');
	expect(field().getAttribute('aria-invalid')).toBe('false');
	await rerender({ shown: { ...states.address, error: taken } });
	expect(field().getAttribute('aria-invalid')).toBe('true');
	expect(descriptionOf(field())).toContain('belongs to another account');
	expect(field().value).toBe('eve@example.org');
	expect(document.activeElement).toBe(field());
});

test('what concerns the whole step is not told at the field', () => {
	show({ ...states.address, error: { kind: 'mailNotSent' } });
	expect(field().getAttribute('aria-invalid')).toBe('false');
	expect(document.activeElement).not.toBe(field());
});

test('it is busy while the mail is sent; the text stays', async () => {
	const { rerender } = show();
	await type(field(), 'ada@other.org');
	await rerender({ busy: true });
	expect(isBusy(screen.getByRole('button', { name: 'Continue' }))).toBe(true);
	expect(field().value).toBe('ada@other.org');
});

test('there is a way back to the mail that was sent', async () => {
	const { onevent } = show({ step: 'address', attempt: strictAttempt, mail });
	await fireEvent.click(screen.getByRole('button', { name: 'Back' }));
	expect(onevent).toHaveBeenCalledExactlyOnceWith({ type: 'back' });
});

test('and none where none was sent', () => {
	show({ step: 'address', attempt: strictAttempt });
	expect(screen.queryByRole('button', { name: 'Back' })).toBeNull();
});

const without = () => screen.queryByRole('button', { name: 'Go on without an email' });

test('where the homeserver needs none, it can be left out, also while a mail is held up', async () => {
	const { onevent, rerender } = show({ step: 'address', attempt: openAttempt });
	await rerender({ busy: true });
	await fireEvent.click(without() ?? document.body);
	expect(onevent).toHaveBeenCalledExactlyOnceWith({ type: 'addressGiven', address: '' });
});

test('but once only: the account would be asked for twice', async () => {
	const typed = { ...openAttempt.typed, email: '' };
	const { onevent, rerender } = show({ step: 'address', attempt: { ...openAttempt, typed } });
	await rerender({ busy: true });
	await fireEvent.click(without() ?? document.body);
	expect(onevent).not.toHaveBeenCalled();
	expect(isBusy(without() ?? document.body)).toBe(true);
});

test('where the homeserver asks for one, it cannot', () => {
	show();
	expect(without()).toBeNull();
});
