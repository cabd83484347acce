import { render, screen, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import { words } from '$lib/ui/test-snippet';
import { textOf } from './testing';
import Wizard from './Wizard.svelte';

const steps = [
	{ id: 'details', label: 'Your details' },
	{ id: 'confirm', label: 'Confirm' },
	{ id: 'ready', label: 'Ready' }
];
const first = { title: 'Create your account', steps, current: 'details' };
const html = document.documentElement;
const heading = () => screen.getByRole('heading', { level: 1 });
const show = (more: object = {}) =>
	render(Wizard, {
		props: { ...first, children: words('The form'), ...more },
		context: textsFor('register')
	});

beforeEach(() => html.removeAttribute('data-ready'));

describe('the heading', () => {
	test('names the step and the page', () => {
		show();
		expect(heading().textContent).toBe('Create your account');
		expect(document.title).toBe('Create your account');
		expect(screen.getByText('The form')).toBeTruthy();
	});

	test('leaves the focus alone on the first view, and takes it when the step changes', async () => {
		const { rerender } = show();
		await tick();
		expect(document.activeElement).toBe(document.body);
		await rerender({ title: 'Check your email', current: 'confirm' });
		await vi.waitFor(() => expect(document.activeElement).toBe(heading()));
		expect(heading().textContent).toBe('Check your email');
		expect(document.title).toBe('Check your email');
	});

	test('takes no focus from a field when anything else changes', async () => {
		const { rerender } = show();
		const field = document.body.appendChild(document.createElement('input'));
		field.focus();
		await rerender({ error: { kind: 'badAnswer' }, busy: 'submit', ready: false });
		await tick();
		expect(document.activeElement).toBe(field);
		field.remove();
	});
});

test('the steps are a list that marks the present one', async () => {
	const { rerender } = show();
	const present = () =>
		within(screen.getByRole('list', { name: 'Steps' }))
			.getAllByRole('listitem')
			.map((item) => [textOf(item), item.getAttribute('aria-current')]);
	expect(present()).toEqual([
		['Your details', 'step'],
		['Confirm', null],
		['Ready', null]
	]);
	expect(screen.getByText('Step 1 of 3')).toBeTruthy();
	await rerender({ current: 'ready' });
	expect(present().at(-1)).toEqual(['Ready', 'step']);
	expect(screen.getByText('Step 3 of 3')).toBeTruthy();
});

test('the page is ready once its form works', async () => {
	const { rerender } = show({ ready: false });
	expect(html.hasAttribute('data-ready')).toBe(false);
	await rerender({ ready: true });
	expect(html.hasAttribute('data-ready')).toBe(true);
});

describe('trouble', () => {
	test('an error of the step is an alert, with the homeserver’s own words as a detail', () => {
		show({ error: { kind: 'refused', detail: 'Not today' } });
		const alert = screen.getByRole('alert');
		expect(alert.textContent).toContain('The homeserver does not allow this.');
		expect(textOf(alert.querySelector('details'))).toBe('Details Not today');
	});

	test('what is waited for is told instead of an earlier error', () => {
		show({ hold: { error: { kind: 'offline' } }, error: { kind: 'badAnswer' } });
		expect(screen.queryByRole('alert')).toBeNull();
		expect(screen.getByRole('status').textContent).toContain('You are offline.');
	});

	test('without trouble there is neither', () => {
		show({ busy: 'submit' });
		expect(screen.queryByRole('alert')).toBeNull();
		expect(screen.queryByRole('status')).toBeNull();
	});

	test('a bug is thrown on, for the error page', () => {
		expect(() => show({ crash: new Error('a bug') })).toThrow('a bug');
	});
});

describe('what takes long', () => {
	const line = () => screen.queryByText(/takes long to answer/u);

	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	test('is said to after eight seconds, and no longer when it is there', async () => {
		const { rerender } = show({ busy: 'submit' });
		await vi.advanceTimersByTimeAsync(7_999);
		expect(line()).toBeNull();
		await vi.advanceTimersByTimeAsync(1);
		expect(line()?.closest('[role="status"]')).toBeTruthy();
		await rerender({ busy: undefined });
		expect(line()).toBeNull();
	});

	test('is counted anew for each request', async () => {
		const { rerender } = show({ busy: 'checkToken' });
		await vi.advanceTimersByTimeAsync(7_000);
		await rerender({ busy: 'submit' });
		await vi.advanceTimersByTimeAsync(7_000);
		expect(line()).toBeNull();
		await vi.advanceTimersByTimeAsync(1_000);
		expect(line()).not.toBeNull();
	});

	test('gives way to an error', async () => {
		const { rerender } = show({ busy: 'submit' });
		await vi.advanceTimersByTimeAsync(8_000);
		await rerender({ error: { kind: 'badAnswer' } });
		expect(line()).toBeNull();
		expect(screen.getByRole('alert')).toBeTruthy();
	});
});
