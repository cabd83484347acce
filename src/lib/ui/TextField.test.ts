import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import TextField from './TextField.svelte';
import { words } from './test-snippet';

const field = { label: 'Username', name: 'username' };

function box(): HTMLInputElement {
	return screen.getByRole('textbox', { name: 'Username' });
}

/** What a screen reader reads after the name: the texts that aria-describedby points to. */
function description(): string {
	const ids = box().getAttribute('aria-describedby')?.split(' ') ?? [];
	const texts = ids.map((id) => document.getElementById(id)?.textContent ?? `no #${id}`);
	return texts
		.map((text) => text.trim())
		.filter(Boolean)
		.join(' ');
}

describe('TextField', () => {
	it('is named by its label alone, also with a prefix and a suffix', () => {
		render(TextField, { ...field, prefix: '@', suffix: ':example.org' });
		expect(box().name).toBe('username');
		expect(screen.getByText(':example.org').getAttribute('aria-hidden')).toBe('true');
	});

	it('takes a press on the suffix for one on itself', async () => {
		render(TextField, { ...field, suffix: ':example.org' });
		await fireEvent.click(screen.getByText(':example.org'));
		expect(document.activeElement).toBe(box());
	});

	it('shows the value and gives back what is typed', async () => {
		let typed = 'anna';
		render(TextField, {
			...field,
			get value() {
				return typed;
			},
			set value(text) {
				typed = text;
			}
		});
		expect(box().value).toBe('anna');
		await fireEvent.input(box(), { target: { value: 'ben' } });
		expect(typed).toBe('ben');
	});

	it('hands the form semantics to the element', () => {
		render(TextField, {
			...field,
			type: 'email',
			autocomplete: 'email',
			autocapitalize: 'none',
			spellcheck: false,
			inputmode: 'email',
			required: true
		});
		expect(box().type).toBe('email');
		expect(box().autocomplete).toBe('email');
		expect(box().getAttribute('autocapitalize')).toBe('none');
		expect(box().getAttribute('spellcheck')).toBe('false');
		expect(box().getAttribute('inputmode')).toBe('email');
		expect(box().required).toBe(true);
	});

	it('is described by its hint', () => {
		render(TextField, { ...field, hint: 'You cannot change it later.' });
		expect(description()).toBe('You cannot change it later.');
		expect(box().getAttribute('aria-invalid')).toBe('false');
	});

	it('binds an error to the field, and lets it go', async () => {
		const { rerender } = render(TextField, { ...field, hint: 'A hint.' });
		await rerender({ error: 'This username is taken.' });
		expect(box().getAttribute('aria-invalid')).toBe('true');
		expect(description()).toBe('A hint. This username is taken.');
		await rerender({ error: undefined });
		expect(box().getAttribute('aria-invalid')).toBe('false');
		expect(description()).toBe('A hint.');
	});

	it('has its polite place for news before there is any', async () => {
		const { container, rerender } = render(TextField, field);
		const live = container.querySelector('[aria-live="polite"]');
		expect(live?.textContent.trim()).toBe('');
		await rerender({ error: 'Taken.' });
		expect(live?.textContent).toContain('Taken.');
	});

	it('shows the status, but an error instead of it', async () => {
		const { rerender } = render(TextField, { ...field, status: words('This username is free') });
		expect(description()).toBe('This username is free');
		await rerender({ error: 'Taken.' });
		expect(description()).toBe('Taken.');
	});

	it('does not announce what grows under it while typing', () => {
		render(TextField, { ...field, children: words('@anna:example.org') });
		expect(screen.getByText('@anna:example.org').closest('[aria-live]')).toBeNull();
	});

	it('tells when the person leaves', async () => {
		const onleave = vi.fn();
		render(TextField, { ...field, onleave });
		await fireEvent.focus(box());
		expect(onleave).not.toHaveBeenCalled();
		await fireEvent.blur(box());
		expect(onleave).toHaveBeenCalledOnce();
	});

	it('gives each field ids of its own', () => {
		render(TextField, { ...field, hint: 'One' });
		render(TextField, { ...field, label: 'Email', hint: 'Two' });
		const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
		expect(new Set(ids).size).toBe(ids.length);
	});
});
