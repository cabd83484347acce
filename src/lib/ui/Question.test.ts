import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import Question from './Question.svelte';
import { words } from './test-snippet';

const button = (name: string) => screen.getByRole('button', { name });

// Like a browser, which puts the focus on whatever comes first.
beforeEach(() => {
	HTMLDialogElement.prototype.showModal = function () {
		this.open = true;
		this.querySelector('button')?.focus();
	};
	HTMLDialogElement.prototype.close = vi.fn();
});

function ask() {
	const handlers = { onagree: vi.fn(), oncancel: vi.fn() };
	const labels = { title: 'Sign out “Laptop”?', agreeLabel: 'Sign out', cancelLabel: 'Cancel' };
	render(Question, { ...labels, ...handlers, children: words('What it costs') });
	return handlers;
}

test('the first focus does no harm', () => {
	ask();
	expect(screen.getByRole('dialog', { name: 'Sign out “Laptop”?' }).textContent).toContain(
		'What it costs'
	);
	expect(document.activeElement).toBe(button('Cancel'));
});

test('each button does what it says', async () => {
	const { onagree, oncancel } = ask();
	await fireEvent.click(button('Cancel'));
	expect([oncancel.mock.calls.length, onagree.mock.calls.length]).toEqual([1, 0]);
	await fireEvent.click(button('Sign out'));
	expect([oncancel.mock.calls.length, onagree.mock.calls.length]).toEqual([1, 1]);
});
