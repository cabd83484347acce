import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import { words } from '$lib/ui/test-snippet';
import { isBusy } from '../testing';
import MailSent from './MailSent.svelte';

const button = (name: string) => screen.getByRole('button', { name });
const statuses = () => screen.getAllByRole('status').map((line) => line.textContent.trim());

function show(more: object = {}) {
	const pressed = { onsend: vi.fn(), onother: vi.fn() };
	const mail = { address: 'ada@example.org', attempt: 1, sentAt: Date.now() };
	const props = { mail, link: 'awaited' as const, busy: false, ...pressed, ...more };
	return { ...pressed, mail, ...render(MailSent, { props, context: textsFor('register') }) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('it names the address, and waits', () => {
	show();
	expect(screen.getByText('An email is on its way to')).toBeTruthy();
	expect(screen.getByText('ada@example.org').translate).toBe(false);
	expect(statuses()).toContain('Waiting until you open the link in the email');
	expect(screen.queryByRole('button', { name: 'Continue' })).toBeNull();
});

test('another mail can be had after a while, another address at once', async () => {
	const { onsend, onother } = show();
	await fireEvent.click(button('Send again'));
	expect(onsend).not.toHaveBeenCalled();
	await vi.advanceTimersByTimeAsync(30_000);
	await fireEvent.click(button('Send again'));
	expect(onsend).toHaveBeenCalledOnce();
	await fireEvent.click(button('Use another address'));
	expect(onother).toHaveBeenCalledOnce();
});

test('how often it was sent is told from the second on', async () => {
	const { rerender, mail } = show();
	expect(screen.queryByText(/^Sent/u)).toBeNull();
	await rerender({ mail: { ...mail, attempt: 2 } });
	expect(statuses()).toContain('Sent 2 times. The newest email counts.');
});

test('who does not want to wait goes on by hand', async () => {
	const onpress = vi.fn();
	const next = { label: 'Continue', busy: false, onpress };
	const { rerender } = show({ next });
	await fireEvent.click(button('Continue'));
	expect(onpress).toHaveBeenCalledOnce();
	expect(button('Continue').className).toContain('primary');
	await rerender({ next: { ...next, busy: true } });
	expect(isBusy(button('Continue'))).toBe(true);
});

test('a link that is too old: a new mail is the next step', () => {
	const next = { label: 'Continue', busy: false, onpress: vi.fn() };
	show({ link: 'expired', next });
	expect(statuses().join()).toContain('The link in the email is too old by now.');
	expect(statuses().join()).not.toContain('Waiting until');
	expect(button('Send again').className).toContain('primary');
	expect(button('Continue').className).not.toContain('primary');
});

test('a flow has words and help of its own', () => {
	show({ text: 'If there is an account, an email went to', children: words('Ask for help') });
	expect(screen.getByText('If there is an account, an email went to')).toBeTruthy();
	expect(screen.getByText('Ask for help')).toBeTruthy();
});
