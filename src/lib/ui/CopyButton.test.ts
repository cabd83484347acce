import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import CopyButton from './CopyButton.svelte';

const props = {
	value: '@anna:example.org',
	source: 'shown',
	label: 'Copy',
	copiedLabel: 'Copied',
	selectedLabel: 'Selected'
};

function allowClipboard(writeText: (text: string) => Promise<void>) {
	Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
}

function press() {
	return fireEvent.click(screen.getByRole('button', { name: 'Copy' }));
}

async function said(text: string) {
	await vi.waitFor(() => expect(screen.getByRole('status').textContent.trim()).toBe(text));
}

beforeEach(() => {
	const shown = document.body.appendChild(document.createElement('b'));
	shown.id = 'shown';
	shown.textContent = '@anna:example.org';
});
afterEach(() => {
	Reflect.deleteProperty(navigator, 'clipboard');
	document.getElementById('shown')?.remove();
});

describe('CopyButton', () => {
	it('copies, and says so', async () => {
		const writeText = vi.fn(() => Promise.resolve());
		allowClipboard(writeText);
		render(CopyButton, props);
		expect(screen.getByRole('status').textContent.trim()).toBe('');
		await press();
		await said('Copied');
		expect(writeText).toHaveBeenCalledWith('@anna:example.org');
	});

	it('selects what is shown where there is no clipboard', async () => {
		render(CopyButton, props);
		await press();
		await said('Selected');
		expect(getSelection()?.toString()).toBe('@anna:example.org');
	});

	it('selects what is shown where copying is refused', async () => {
		allowClipboard(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
		render(CopyButton, props);
		await press();
		await said('Selected');
		expect(getSelection()?.toString()).toBe('@anna:example.org');
	});

	it('keeps its name when it has copied', async () => {
		allowClipboard(() => Promise.resolve());
		render(CopyButton, props);
		await press();
		await said('Copied');
		expect(screen.queryByRole('button', { name: 'Copy' })).not.toBeNull();
	});
});
