import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import Dialog from './Dialog.svelte';
import { words } from './test-snippet';

const dialogs = HTMLDialogElement.prototype;

// jsdom has the element, but not what it does.
beforeEach(() => {
	dialogs.showModal = vi.fn(function (this: HTMLDialogElement) {
		this.open = true;
		this.focus();
	});
	dialogs.close = vi.fn(function (this: HTMLDialogElement) {
		this.open = false;
	});
});
function open(oncancel = vi.fn()) {
	const props = { title: 'Choose a homeserver', oncancel, children: words('Inside') };
	return { oncancel, ...render(Dialog, props) };
}

describe('Dialog', () => {
	it('opens as a modal dialog that is named by its heading', () => {
		open();
		const dialog = screen.getByRole('dialog', { name: 'Choose a homeserver' });
		expect(dialogs.showModal).toHaveBeenCalledOnce();
		expect(dialog.textContent).toContain('Inside');
		expect(screen.queryByRole('heading', { level: 2 })).not.toBeNull();
	});

	it('asks to be taken away when the browser has closed it', async () => {
		const { oncancel } = open();
		await fireEvent(screen.getByRole('dialog'), new Event('close'));
		expect(oncancel).toHaveBeenCalledOnce();
	});

	it('cancels nothing when it is taken away after success', () => {
		const { oncancel, unmount } = open();
		const dialog = screen.getByRole('dialog');
		unmount();
		dialog.dispatchEvent(new Event('close'));
		expect(oncancel).not.toHaveBeenCalled();
		expect(dialogs.close).toHaveBeenCalledOnce();
	});

	it('gives the focus back to where it was', () => {
		const opener = document.body.appendChild(document.createElement('button'));
		opener.focus();
		const { unmount } = open();
		opener.blur();
		unmount();
		expect(document.activeElement).toBe(opener);
		opener.remove();
	});
});
