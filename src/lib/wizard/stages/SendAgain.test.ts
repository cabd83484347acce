import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import { isBusy, textOf } from '../testing';
import SendAgain from './SendAgain.svelte';

const button = () => screen.getByRole('button', { name: 'Send again' });
const seen = () => textOf(screen.getByRole('status').querySelector('[aria-hidden="true"]'));
const said = () => textOf(screen.getByRole('status').querySelector('.unseen'));

function show(more: { sentAt?: number; primary?: boolean; busy?: boolean } = {}) {
	const onsend = vi.fn();
	const props = { sentAt: Date.now(), busy: false, onsend, ...more };
	return { onsend, ...render(SendAgain, { props, context: textsFor('register') }) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a mail has half a minute to arrive: until then a press sends none', async () => {
	const { onsend } = show();
	expect(seen()).toBe('Possible in 30 seconds.');
	await vi.advanceTimersByTimeAsync(29_000);
	expect(seen()).toBe('Possible in 1 second.');
	await fireEvent.click(button());
	expect(onsend).not.toHaveBeenCalled();
	await vi.advanceTimersByTimeAsync(1_000);
	expect(seen()).toBe('Possible now.');
	await fireEvent.click(button());
	expect(onsend).toHaveBeenCalledOnce();
});

test('the countdown is said at its start and at its end only', async () => {
	show();
	await vi.advanceTimersByTimeAsync(20_000);
	expect(said()).toBe('Possible in 30 seconds.');
	await vi.advanceTimersByTimeAsync(10_000);
	expect(said()).toBe('Possible now.');
});

test('a mail of long ago can be followed by another at once', async () => {
	const { onsend } = show({ sentAt: Date.now() - 3_600_000 });
	expect(seen()).toBe('Possible now.');
	await fireEvent.click(button());
	expect(onsend).toHaveBeenCalledOnce();
});

test('each new mail has its half minute', async () => {
	const { onsend, rerender } = show({ sentAt: Date.now() - 60_000 });
	await rerender({ sentAt: Date.now() });
	expect(seen()).toBe('Possible in 30 seconds.');
	await fireEvent.click(button());
	expect(onsend).not.toHaveBeenCalled();
});

test('while a mail is being sent, a press sends no second one', async () => {
	const { onsend } = show({ sentAt: Date.now() - 60_000, busy: true });
	expect(isBusy(button())).toBe(true);
	await fireEvent.click(button());
	expect(onsend).not.toHaveBeenCalled();
});
