import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { PasswordPolicy } from '$lib/base/password-policy';
import { textsFor } from '$lib/i18n/testing';
import { descriptionOf, textOf, type } from '../testing';
import NewPassword from './NewPassword.svelte';

const field = () => screen.getByLabelText<HTMLInputElement>('Password');
const rules = () => screen.queryAllByRole('listitem').map(textOf);
const strength = () => textOf(screen.getByRole('status'));
const policy: PasswordPolicy = { minimumLength: 12, requireDigit: true, requireSymbol: true };

function show(
	more: { value?: string; policy?: PasswordPolicy; own?: string; fault?: string } = {}
) {
	const given: Record<string, unknown> = { ...more };
	return render(NewPassword, {
		props: { value: '', policy: undefined, own: '', fault: undefined, ...given },
		context: textsFor('register')
	});
}

// Its word lists take their time: loaded before, they are there when a test asks for them.
beforeAll(async () => {
	await import('./strength');
}, 30_000);

test('it is a new password to a password manager, and can be shown', async () => {
	show({ value: 'secret' });
	expect(field().autocomplete).toBe('new-password');
	expect(field().required).toBe(true);
	await fireEvent.click(screen.getByRole('button', { name: 'Show password' }));
	expect(field().type).toBe('text');
	await fireEvent.click(screen.getByRole('button', { name: 'Hide password' }));
	expect(field().type).toBe('password');
});

describe('the homeserver’s rules', () => {
	test('are shown before anything is typed, none ticked off', () => {
		show({ policy });
		expect(rules()).toEqual(['at least 12 characters', 'a digit', 'a symbol']);
		expect(descriptionOf(field())).toContain('at least 12 characters');
	});

	test('are ticked off while typing, and only those that are met', async () => {
		show({ policy });
		await type(field(), 'horse battery staple');
		expect(rules()).toEqual(['at least 12 characters (done)', 'a digit', 'a symbol (done)']);
		await type(field(), 'horse 7');
		expect(rules()).toEqual(['at least 12 characters', 'a digit (done)', 'a symbol (done)']);
		await type(field(), '');
		expect(rules()).toEqual(['at least 12 characters', 'a digit', 'a symbol']);
	});

	test('may come after the first letters', async () => {
		const { rerender } = show({ value: 'horse 7' });
		expect(rules()).toEqual([]);
		await rerender({ policy: { requireDigit: true } });
		expect(rules()).toEqual(['a digit (done)']);
	});
});

test('a fault is bound to the field', () => {
	show({ fault: 'This password is too short.' });
	expect(field().getAttribute('aria-invalid')).toBe('true');
	expect(descriptionOf(field())).toContain('This password is too short.');
});

describe('how hard it is to guess', () => {
	test('is told in words once something is typed', async () => {
		show();
		expect(strength()).toBe('');
		await type(field(), 'password');
		await vi.waitFor(() => expect(strength()).toContain('Very easy to guess.'));
		expect(strength()).toContain('This password is on the lists that are tried first.');
		await type(field(), 'velvet onions march over Lisbon');
		expect(strength()).toBe('Very good.');
	});

	test('counts one’s own name as known to everybody', async () => {
		const { rerender } = show({ value: 'adalovelacehill' });
		await vi.waitFor(() => expect(strength()).not.toBe(''));
		const before = strength();
		await rerender({ own: 'adalovelacehill' });
		expect(strength()).not.toBe(before);
		expect(strength()).toContain('It contains your own name or address.');
	});

	test('gives way to the fault', async () => {
		const { rerender } = show({ value: 'password' });
		await vi.waitFor(() => expect(strength()).not.toBe(''));
		await rerender({ fault: 'Too short.' });
		expect(strength()).toBe('');
	});
});
