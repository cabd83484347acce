import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import PasswordField from './PasswordField.svelte';

const field = {
	label: 'Password',
	name: 'password',
	showLabel: 'Show password',
	hideLabel: 'Hide password',
	autocomplete: 'new-password'
} as const;

function box(): HTMLInputElement {
	return screen.getByLabelText('Password');
}

function show(): HTMLElement {
	return screen.getByRole('button', { name: 'Show password' });
}

describe('PasswordField', () => {
	it('hides what is typed, and says to password managers what it is', () => {
		render(PasswordField, field);
		expect(box().type).toBe('password');
		expect(box().autocomplete).toBe('new-password');
		expect(box().getAttribute('spellcheck')).toBe('false');
		expect(box().getAttribute('autocapitalize')).toBe('none');
	});

	it('shows and hides the text by a button that says what it does', async () => {
		render(PasswordField, { ...field, value: 'secret' });
		await fireEvent.click(show());
		expect(box().type).toBe('text');
		expect(box().value).toBe('secret');
		await fireEvent.click(screen.getByRole('button', { name: 'Hide password' }));
		expect(box().type).toBe('password');
		expect(show().getAttribute('type')).toBe('button');
	});

	it('keeps the caret where it was', async () => {
		render(PasswordField, { ...field, value: 'secret' });
		box().focus();
		box().setSelectionRange(2, 4);
		await fireEvent.click(show());
		await vi.waitFor(() => expect(box().type).toBe('text'));
		expect([box().selectionStart, box().selectionEnd]).toEqual([2, 4]);
	});

	it('leaves the focus in the field when the button is pressed', async () => {
		render(PasswordField, field);
		// False when the default action, moving the focus, is prevented.
		expect(await fireEvent.pointerDown(show())).toBe(false);
	});

	it('gives back what is typed', async () => {
		let typed = '';
		render(PasswordField, {
			...field,
			get value() {
				return typed;
			},
			set value(text) {
				typed = text;
			}
		});
		await fireEvent.input(box(), { target: { value: 'correct horse' } });
		expect(typed).toBe('correct horse');
	});

	it('ticks rules off in words too', async () => {
		const rule = { id: 'digit', text: 'A digit', met: false };
		const { rerender } = render(PasswordField, { ...field, rules: [rule], metLabel: 'met' });
		expect(screen.getByRole('listitem').textContent.trim()).toBe('A digit');
		await rerender({ rules: [{ ...rule, met: true }] });
		expect(screen.getByRole('listitem').textContent.trim()).toBe('A digit met');
	});

	it('is described by hint, rules and error', () => {
		render(PasswordField, {
			...field,
			hint: 'Long is better than odd.',
			rules: [{ id: 'length', text: 'At least 12 characters', met: false }],
			error: 'Add four characters.'
		});
		const ids = box().getAttribute('aria-describedby')?.split(' ') ?? [];
		const texts = ids.map((id) => document.getElementById(id)?.textContent).join(' ');
		expect(texts).toContain('Long is better than odd.');
		expect(texts).toContain('At least 12 characters');
		expect(texts).toContain('Add four characters.');
		expect(box().getAttribute('aria-invalid')).toBe('true');
	});

	it('keeps the place of the strength while it is on its way, then says it', async () => {
		const { rerender } = render(PasswordField, { ...field, strength: null });
		expect(screen.getByRole('status').textContent.trim()).toBe('');
		await rerender({ strength: { score: 2, label: 'Fair', advice: 'Add a word.' } });
		expect(screen.getByRole('status').textContent).toContain('Fair Add a word.');
		expect(screen.getByRole('status').dataset.score).toBe('2');
	});

	it('has no place for a strength where none is measured', () => {
		render(PasswordField, { ...field, autocomplete: 'current-password' });
		expect(screen.queryByRole('status')).toBeNull();
	});

	it('shows the error instead of the strength', async () => {
		const strength = { score: 1, label: 'Weak' } as const;
		const { rerender } = render(PasswordField, { ...field, strength });
		expect(screen.queryByText('Weak')).not.toBeNull();
		await rerender({ error: 'Too short.' });
		expect(screen.queryByText('Weak')).toBeNull();
		expect(screen.queryByText('Too short.')).not.toBeNull();
	});

	it('tells when the person leaves', async () => {
		const onleave = vi.fn();
		render(PasswordField, { ...field, onleave });
		await fireEvent.blur(box());
		expect(onleave).toHaveBeenCalledOnce();
	});
});
