import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import type { Secret } from '$lib/base/secret';
import { textsFor } from '$lib/i18n/testing';
import { descriptionOf, sendForm, type } from '../testing';
import CheckKept from './CheckKept.svelte';

const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Recovery key' });
const isWrong = () => field().getAttribute('aria-invalid') === 'true';

function show(more: { danger?: boolean } = {}) {
	const [onproved, onback] = [vi.fn<(typed: Secret) => void>(), vi.fn()];
	const props = { asked: 3, checked: {}, danger: false, onproved, onback, ...more };
	const page = render(CheckKept, { props, context: textsFor('account/encryption') });
	return { ...page, onproved, onback };
}

test('asks for a group of the key, and hands on what was typed', async () => {
	const { onproved } = show();
	expect(descriptionOf(field())).toContain('group 3 of the key');
	await type(field(), 'LW2K');
	await sendForm(field());
	expect(onproved.mock.lastCall?.[0].reveal()).toBe('LW2K');
});

test('a fault is told at the field, until that is typed into, and again when it is made again', async () => {
	const { rerender } = show();
	expect(isWrong()).toBe(false);
	await rerender({ checked: { fault: 'wrong' } });
	expect(descriptionOf(field())).toContain('neither group 3 of the key nor the whole key');
	expect(document.activeElement).toBe(field());
	await type(field(), 'LW2K');
	expect(isWrong()).toBe(false);
	await rerender({ checked: { fault: 'wrong' } });
	expect(isWrong()).toBe(true);
	await rerender({ checked: { fault: 'missing' } });
	expect(descriptionOf(field())).toContain('Enter group 3');
});

test('leads back to the key', async () => {
	const { onback } = show();
	await fireEvent.click(screen.getByRole('button', { name: 'See the key again' }));
	expect(onback).toHaveBeenCalledOnce();
});

test.each([
	[true, 'Nobody can undo that.'],
	[false, 'Nothing is set up before it is certain']
])('says what follows, dangerous: %s', (danger, words) => {
	show({ danger });
	expect(screen.getByText(new RegExp(words))).toBeTruthy();
});
