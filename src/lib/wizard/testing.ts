import { fireEvent } from '@testing-library/svelte';

/** Gives dialogs what jsdom leaves out: they open and close. */
export function makeDialogsOpen(): void {
	const dialogs = HTMLDialogElement.prototype;
	dialogs.showModal = function () {
		this.open = true;
	};
	dialogs.close = function () {
		this.open = false;
	};
}

/** The texts that a screen reader reads after the name of a field. */
export function descriptionOf(field: HTMLElement): string {
	const ids = field.getAttribute('aria-describedby')?.split(' ') ?? [];
	const texts = ids.map((id) => document.getElementById(id)?.textContent ?? `no #${id}`);
	return texts.join(' ').replace(/\s+/gu, ' ').trim();
}

/** Types into a field, as a person does: the whole new text at once. */
export const type = (field: HTMLElement, value: string) =>
	fireEvent.input(field, { target: { value } });

/** Sends the form that an element belongs to, as Enter does. */
export function sendForm(inside: HTMLElement) {
	const form = inside.closest('form');
	if (!form) throw new Error('No form');
	return fireEvent.submit(form);
}

/** What is shown of a bit of the page, without the line breaks of its source. */
export const textOf = (element: HTMLElement | null): string =>
	(element?.textContent ?? '').replace(/\s+/gu, ' ').trim();

/** Whether a button tells that something is under way. */
export const isBusy = (button: HTMLElement): boolean => button.getAttribute('aria-busy') === 'true';
