import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import { isBusy } from '../testing';
import Fallback from './Fallback.svelte';

const url = 'https://matrix.example.org/_matrix/client/v3/auth/m.login.recaptcha/fallback/web';
const opener = () => screen.getByRole('button', { name: 'Open the page' });
const finished = () => screen.queryByRole('button', { name: 'I have finished there' });

/** The other window, as far as this page can see it. */
class OtherWindow {
	closed = false;
	close = vi.fn(() => (this.closed = true));

	say(data: unknown, origin = 'https://matrix.example.org', source: unknown = this) {
		dispatchEvent(Object.assign(new Event('message'), { data, origin, source }));
		return vi.advanceTimersByTimeAsync(0);
	}
}

let page: OtherWindow;
const openWindow = vi.fn();

function show(more: { busy?: boolean; onback?: () => void } = {}) {
	const ondone = vi.fn();
	const props = { url, busy: false, onback: undefined, ondone, ...more };
	return { ondone, ...render(Fallback, { props, context: textsFor('register') }) };
}
async function showOpen(more = {}) {
	const shown = show(more);
	await fireEvent.click(opener());
	return shown;
}

beforeEach(() => {
	vi.useFakeTimers();
	page = new OtherWindow();
	vi.stubGlobal('open', openWindow.mockReset().mockReturnValue(page));
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

test('it says where the step takes place, and opens nothing by itself', () => {
	show();
	expect(screen.getByText(/on a page of the homeserver \(matrix\.example\.org\)/u)).toBeTruthy();
	expect(openWindow).not.toHaveBeenCalled();
	expect(finished()).toBeNull();
});

describe('the other window', () => {
	test('is the homeserver’s page, and is waited for', async () => {
		await showOpen();
		expect(openWindow).toHaveBeenCalledExactlyOnceWith(url, '_blank', expect.any(String));
		expect(screen.getByRole('status').textContent).toContain('Waiting for the other window');
		expect(finished()).not.toBeNull();
	});

	test('says that it is done: it is closed, and the homeserver is asked once', async () => {
		const { ondone } = await showOpen();
		await page.say('authDone');
		expect(page.close).toHaveBeenCalledOnce();
		expect(ondone).toHaveBeenCalledOnce();
		expect(screen.queryByRole('status')).toBeNull();
		await page.say('authDone');
		await vi.advanceTimersByTimeAsync(5_000);
		expect(ondone).toHaveBeenCalledOnce();
	});

	test.each<[string, () => Promise<unknown>]>([
		['from another origin', () => page.say('authDone', 'https://evil.example')],
		['from another window', () => page.say('authDone', undefined, window)],
		['with another word', () => page.say('authdone')],
		['that is no word', () => page.say({ authDone: true })]
	])('a message %s counts for nothing', async (_, say) => {
		const { ondone } = await showOpen();
		await say();
		expect(ondone).not.toHaveBeenCalled();
		expect(page.close).not.toHaveBeenCalled();
	});

	test('was closed: the homeserver knows whether it was done', async () => {
		const { ondone } = await showOpen();
		await vi.advanceTimersByTimeAsync(3_000);
		expect(ondone).not.toHaveBeenCalled();
		page.closed = true;
		await vi.advanceTimersByTimeAsync(1_000);
		expect(ondone).toHaveBeenCalledOnce();
		expect(opener()).toBeTruthy();
		expect(finished()).not.toBeNull();
	});

	test('can be opened again; the first one then counts no more', async () => {
		const { ondone } = await showOpen();
		const first = page;
		page = new OtherWindow();
		openWindow.mockReturnValue(page);
		await fireEvent.click(opener());
		await first.say('authDone');
		expect(ondone).not.toHaveBeenCalled();
		await page.say('authDone');
		expect(ondone).toHaveBeenCalledOnce();
	});

	test('is watched no longer than the step is there', async () => {
		const { ondone, unmount } = await showOpen();
		unmount();
		page.closed = true;
		await vi.advanceTimersByTimeAsync(2_000);
		await page.say('authDone');
		expect(ondone).not.toHaveBeenCalled();
		expect(vi.getTimerCount()).toBe(0);
	});
});

test('who has finished can say so, once for each answer', async () => {
	const { ondone, rerender } = await showOpen();
	await fireEvent.click(screen.getByRole('button', { name: 'I have finished there' }));
	expect(ondone).toHaveBeenCalledOnce();
	await rerender({ busy: true });
	const button = screen.getByRole('button', { name: 'I have finished there' });
	expect(isBusy(button)).toBe(true);
	await fireEvent.click(button);
	expect(ondone).toHaveBeenCalledOnce();
});

test('a blocked window is told, and a link that no browser blocks takes its place', async () => {
	openWindow.mockReturnValue(null);
	const { ondone } = await showOpen();
	expect(screen.getByRole('alert').textContent).toContain('Your browser blocked the window.');
	const link = screen.getByRole('link', { name: 'Open the page' });
	expect(link.getAttribute('href')).toBe(url);
	expect(link.getAttribute('target')).toBe('_blank');
	expect(link.getAttribute('rel')).toContain('noopener');
	expect(screen.queryByRole('button', { name: 'Open the page' })).toBeNull();
	await fireEvent.click(screen.getByRole('button', { name: 'I have finished there' }));
	expect(ondone).toHaveBeenCalledOnce();
});

test('there is a way back where one is left', async () => {
	const onback = vi.fn();
	const { unmount } = show({ onback });
	await fireEvent.click(screen.getByRole('button', { name: 'Back' }));
	expect(onback).toHaveBeenCalledOnce();
	unmount();
	show();
	expect(screen.queryByRole('button', { name: 'Back' })).toBeNull();
});
