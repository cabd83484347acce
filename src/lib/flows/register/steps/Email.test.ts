import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import { isBusy } from '$lib/wizard/testing';
import type { EmailState } from '../states';
import { email, mail, openAttempt } from '../testing';
import Email from './Email.svelte';

const again = () => screen.getByRole('button', { name: 'Send again' });
const statuses = () => screen.getAllByRole('status').map((line) => line.textContent.trim());

function show(more: Partial<EmailState> = {}, busy = false) {
	const onevent = vi.fn();
	const shown = email({ mail: { ...mail, sentAt: Date.now() }, ...more });
	const props = { shown, busy, onevent };
	return { onevent, ...render(Email, { props, context: textsFor('register') }) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('it names the address, and waits', () => {
	show();
	expect(screen.getByText('ada@example.org').translate).toBe(false);
	expect(statuses()).toContain('Waiting until you open the link in the email');
	expect(screen.getByText(/Open it on any device/u)).toBeTruthy();
	expect(screen.getByText(/Look in the spam folder/u)).toBeTruthy();
});

test('another mail can be had after a while', async () => {
	const { onevent } = show();
	await fireEvent.click(again());
	expect(onevent).not.toHaveBeenCalled();
	await vi.advanceTimersByTimeAsync(30_000);
	await fireEvent.click(again());
	expect(onevent).toHaveBeenCalledExactlyOnceWith({ type: 'resendAsked' });
});

test('how often it was sent is told from the second on', async () => {
	const { rerender } = show();
	expect(screen.queryByText(/^Sent/u)).toBeNull();
	await rerender({ shown: email({ mail: { ...mail, attempt: 2 } }) });
	expect(statuses()).toContain('Sent 2 times. The newest email counts.');
});

test('another address can be used, also while a mail is being sent', async () => {
	const { onevent } = show({}, true);
	expect(isBusy(again())).toBe(true);
	await fireEvent.click(screen.getByRole('button', { name: 'Use another address' }));
	expect(onevent).toHaveBeenCalledExactlyOnceWith({ type: 'otherAddressAsked' });
});

test('it can all be begun again, with other details', async () => {
	const { onevent } = show({ attempt: openAttempt }, true);
	await fireEvent.click(screen.getByRole('button', { name: 'Start again with other details' }));
	expect(onevent).toHaveBeenCalledExactlyOnceWith({ type: 'startedAnew' });
});

test('but not where the registration token is spent', () => {
	show();
	expect(screen.queryByRole('button', { name: /Start again/u })).toBeNull();
});

test('a link that is too old is said to be, and a new mail is the next step', () => {
	show({ link: 'expired', mail });
	expect(statuses().join()).toContain('The link in the email is too old by now.');
	expect(statuses().join()).not.toContain('Waiting until');
	expect(again().className).toContain('primary');
});
