import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import { descriptionOf, type } from '../testing';
import KeyEntry from './KeyEntry.svelte';

const key = 'EsTc LW2K PGiF wKEA 3As5 g5c4 BXwk qeeJ ZJV8 Q9fu gUMN UE4d';
const field = () => screen.getByRole<HTMLInputElement>('textbox');

const show = (more: { label?: string; hint?: string; fault?: string } = {}) =>
	render(KeyEntry, {
		props: { value: '', fault: undefined, ...more },
		context: textsFor('account/encryption')
	});

/** Chooses a file, as the browser's own dialog does. */
async function choose(text: string, name = 'Vestibule recovery key ada.txt') {
	const input = document.querySelector<HTMLInputElement>('input[type="file"]');
	if (!input) throw new Error('No file field');
	Object.defineProperty(input, 'files', { value: [new File([text], name)], configurable: true });
	await fireEvent.change(input);
}

test('is a readable field that no browser remembers', () => {
	show();
	expect(field()).toBe(screen.getByLabelText('Recovery key or phrase'));
	expect(field().type).toBe('text');
	expect(field().autocomplete).toBe('off');
	expect(field().getAttribute('spellcheck')).toBe('false');
});

test('may be called otherwise, and say more', () => {
	show({ label: 'Recovery key', hint: 'All of it.' });
	expect(descriptionOf(screen.getByRole('textbox', { name: 'Recovery key' }))).toBe('All of it.');
});

test('a fault is bound to the field', () => {
	show({ fault: 'This is not your recovery key.' });
	expect(field().getAttribute('aria-invalid')).toBe('true');
	expect(descriptionOf(field())).toBe('This is not your recovery key.');
});

test('the button opens the browser’s own dialog', async () => {
	show();
	const input = document.querySelector<HTMLInputElement>('input[type="file"]');
	const click = vi.spyOn(input as HTMLInputElement, 'click');
	await fireEvent.click(screen.getByRole('button', { name: 'Choose the saved file' }));
	expect(click).toHaveBeenCalledOnce();
});

test('takes the key from the saved file, and says so until it is changed', async () => {
	show();
	await choose(`Recovery key of @ada:example.org\n\n${key}\n`);
	await vi.waitFor(() => expect(field().value).toBe(key));
	expect(descriptionOf(field())).toBe('Taken from “Vestibule recovery key ada.txt”.');
	await type(field(), `${key}x`);
	expect(descriptionOf(field())).toBe('');
});

test('a file without a key is told apart, and typing goes on', async () => {
	show({ fault: 'Wrong.' });
	await choose('Shopping list', 'list.txt');
	await vi.waitFor(() =>
		expect(descriptionOf(field())).toBe(
			'There is no recovery key in “list.txt”. Choose the file that you saved with it, or type the key.'
		)
	);
	expect(field().value).toBe('');
	await type(field(), 'a phrase');
	expect(descriptionOf(field())).toBe('Wrong.');
	await choose('Shopping list', 'list.txt');
	await vi.waitFor(() => expect(descriptionOf(field())).toMatch(/^There is no recovery key/));
	expect(field().value).toBe('a phrase');
});

test('closing the dialog changes nothing', async () => {
	show();
	await type(field(), 'a phrase');
	const input = document.querySelector<HTMLInputElement>('input[type="file"]');
	await fireEvent.change(input as HTMLInputElement);
	expect(field().value).toBe('a phrase');
});
