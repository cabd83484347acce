import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { descriptionOf } from '$lib/wizard/testing';
import FileField from './FileField.svelte';

const props = { label: 'Key file', name: 'file', accept: '.txt', file: undefined };

test('takes the file that is chosen, and none when it is taken back', async () => {
	const given: { file: File | undefined } = { file: undefined };
	render(FileField, {
		props: {
			...props,
			get file() {
				return given.file;
			},
			set file(file) {
				given.file = file;
			}
		}
	});
	const input = screen.getByLabelText<HTMLInputElement>('Key file');
	expect(input.type).toBe('file');
	expect(input.accept).toBe('.txt');
	const file = new File(['x'], 'keys.txt');
	Object.defineProperty(input, 'files', { value: [file], configurable: true });
	await fireEvent.change(input);
	expect(given.file).toBe(file);
	Object.defineProperty(input, 'files', { value: [], configurable: true });
	await fireEvent.change(input);
	expect(given.file).toBeUndefined();
});

test('an error is bound to the field', async () => {
	const { rerender } = render(FileField, { props });
	const input = screen.getByLabelText('Key file');
	expect(input.getAttribute('aria-invalid')).toBe('false');
	await rerender({ error: 'Choose one.' });
	expect(input.getAttribute('aria-invalid')).toBe('true');
	expect(descriptionOf(input)).toBe('Choose one.');
	await rerender({ error: undefined, hint: 'A text.', status: 'It is there.' });
	expect(descriptionOf(input)).toBe('A text. It is there.');
});
