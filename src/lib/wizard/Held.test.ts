import { render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import type { Hold } from './flow.svelte';
import Held from './Held.svelte';
import { textOf } from './testing';

const show = (hold: Hold) => render(Held, { props: { hold }, context: textsFor('register') });
const limited = (ms: number): Hold => ({
	error: { kind: 'rateLimited', retryAfterMs: ms },
	until: Date.now() + ms
});
const countdown = () => textOf(screen.getByText(/goes on by itself/u));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a rate limit counts down, but is said once with the whole wait', async () => {
	show(limited(5_000));
	const status = screen.getByRole('status');
	const said = 'The homeserver asks you to wait 5 seconds before the next attempt.';
	expect(status.textContent).toContain(said);
	expect(countdown()).toBe('This page goes on by itself in 5 seconds.');
	await vi.advanceTimersByTimeAsync(4_000);
	expect(countdown()).toBe('This page goes on by itself in 1 second.');
	expect(screen.getByText(/goes on by itself/u).getAttribute('aria-hidden')).toBe('true');
	expect(status.textContent).toContain(said);
});

test('a long wait is told in minutes, and its last seconds are counted', async () => {
	show(limited(300_000));
	expect(screen.getByRole('status').textContent).toContain('asks you to wait 5 minutes');
	expect(countdown()).toBe('This page goes on by itself.');
	await vi.advanceTimersByTimeAsync(215_000);
	expect(countdown()).toBe('This page goes on by itself in 85 seconds.');
});

test('a long wait that ends by hand promises nothing meanwhile', () => {
	show({ ...limited(300_000), byHand: 'waiting' });
	expect(screen.queryByText(/Possible in/u)).toBeNull();
});

test('it never counts below nothing', async () => {
	show(limited(2_000));
	await vi.advanceTimersByTimeAsync(10_000);
	expect(countdown()).toBe('This page goes on by itself in 0 seconds.');
});

test('a second wait begins at its own length', async () => {
	const { rerender } = show(limited(2_000));
	await vi.advanceTimersByTimeAsync(2_000);
	await rerender({ hold: limited(30_000) });
	expect(countdown()).toBe('This page goes on by itself in 30 seconds.');
});

test('without a network there is nothing to count: it goes on when the network is back', () => {
	show({ error: { kind: 'offline' } });
	expect(screen.getByRole('status').textContent).toContain('You are offline.');
	expect(countdown()).toBe('This page goes on by itself.');
	expect(screen.getByText(/goes on by itself/u).hasAttribute('aria-hidden')).toBe(false);
});

test('a homeserver that restarts is named, with the time of the next try', () => {
	show({ error: { kind: 'serverFault', status: 502 }, until: Date.now() + 2_000 });
	expect(screen.getByRole('status').textContent).toContain('(error 502)');
	expect(countdown()).toBe('This page goes on by itself in 2 seconds.');
});

test('the clock stops with the view', () => {
	const { unmount } = show(limited(5_000));
	expect(vi.getTimerCount()).toBe(1);
	unmount();
	expect(vi.getTimerCount()).toBe(0);
});

test('what is to be tried by hand counts down to the moment when it can be', async () => {
	show({ ...limited(5_000), byHand: 'waiting' });
	await vi.advanceTimersByTimeAsync(2_000);
	expect(screen.getByText('Possible in 3 seconds.')).toBeTruthy();
	expect(screen.queryByText(/goes on by itself/u)).toBeNull();
});

test('and then says so', () => {
	show({ ...limited(0), byHand: 'possible' });
	expect(screen.getByRole('status').textContent).toContain('Possible now.');
});

test('without a network it does not promise to go on', () => {
	show({ error: { kind: 'offline' }, byHand: 'waiting' });
	const said = textOf(screen.getByRole('status'));
	expect(said).toContain('You are offline. Nothing you typed is lost. Try again');
	expect(said).not.toMatch(/goes on/u);
});
