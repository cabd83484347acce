import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { textsFor } from '$lib/i18n/testing';
import { descriptionOf, type } from '$lib/wizard/testing';
import Username from './Username.svelte';

interface Given {
	name?: string;
	serverName?: string | undefined;
	check?: 'asking' | 'free' | PortalError | undefined;
	fault?: string | undefined;
}
const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Username' });
const invalid = () => field().getAttribute('aria-invalid');

function show(given: Given = {}) {
	const onleave = vi.fn();
	const initial = { name: '', serverName: 'example.org', check: undefined, fault: undefined };
	const props = { value: '', onleave, ...initial, ...given };
	return { onleave, ...render(Username, { props, context: textsFor('register') }) };
}

test('it says what a name may hold, and that it can never change', () => {
	show();
	expect(descriptionOf(field())).toContain('It can never be changed.');
	expect(field().autocomplete).toBe('username');
	expect(field().getAttribute('autocapitalize')).toBe('none');
	expect(screen.getByText(/The name that others see can be changed/u)).toBeTruthy();
});

test('the whole Matrix ID grows under it', async () => {
	const { rerender } = show({ name: 'ada' });
	expect(screen.getByText('@ada:example.org')).toBeTruthy();
	await rerender({ name: 'adam' });
	expect(screen.getByText('@adam:example.org').closest('[aria-live]')).toBeNull();
});

test('no ID is made up while the homeserver is not known', () => {
	show({ name: 'ada', serverName: undefined });
	expect(screen.queryByText(/@ada/u)).toBeNull();
});

test('leaving it asks whether the name is free; typing does not', async () => {
	const { onleave } = show();
	await type(field(), 'ada');
	expect(onleave).not.toHaveBeenCalled();
	await fireEvent.blur(field());
	expect(onleave).toHaveBeenCalledOnce();
});

test.each<[Given['check'], string]>([
	['asking', 'Looking whether it is free'],
	['free', 'This name is free.']
])('%s is told politely', (check, text) => {
	show({ name: 'ada', check });
	expect(descriptionOf(field())).toContain(text);
	expect(screen.getByText(text).closest('[aria-live="polite"]')).not.toBeNull();
	expect(invalid()).toBe('false');
});

test('a name that is taken is an error of the field', () => {
	show({ name: 'ada', check: { kind: 'usernameTaken' } });
	expect(descriptionOf(field())).toContain('This username is taken.');
	expect(invalid()).toBe('true');
});

test('a check that could not be made says nothing about the name', () => {
	show({ name: 'ada', check: { kind: 'rateLimited', retryAfterMs: 1_000 } });
	expect(invalid()).toBe('false');
	expect(screen.queryByText(/wait/u)).toBeNull();
});

test('a fault comes instead of what was found', () => {
	show({ name: 'ada', check: 'free', fault: 'Enter a username.' });
	expect(descriptionOf(field())).toContain('Enter a username.');
	expect(descriptionOf(field())).not.toContain('This name is free.');
	expect(invalid()).toBe('true');
});
