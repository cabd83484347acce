import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import Button from './Button.svelte';
import { words } from './test-snippet';

const children = words('Continue');

function button(): HTMLButtonElement {
	return screen.getByRole('button', { name: 'Continue' });
}

describe('Button', () => {
	it('does what it is for when pressed', async () => {
		const onclick = vi.fn();
		render(Button, { children, onclick });
		await fireEvent.click(button());
		expect(onclick).toHaveBeenCalledOnce();
	});

	it('submits nothing unless it is told to', async () => {
		const { rerender } = render(Button, { children });
		expect(button().type).toBe('button');
		await rerender({ type: 'submit' });
		expect(button().type).toBe('submit');
	});

	it('looks as its variant says', () => {
		render(Button, { children, variant: 'danger', bare: true });
		expect([...button().classList]).toEqual(expect.arrayContaining(['button', 'danger', 'bare']));
	});

	it('stays, named and focusable, while busy', async () => {
		const { rerender } = render(Button, { children });
		expect(button().hasAttribute('aria-busy')).toBe(false);
		button().focus();
		await rerender({ busy: true });
		expect(button().getAttribute('aria-busy')).toBe('true');
		expect(button().disabled).toBe(false);
		expect(document.activeElement).toBe(button());
	});

	it('ignores presses while busy', async () => {
		const onclick = vi.fn();
		render(Button, { children, onclick, busy: true });
		await fireEvent.click(button());
		expect(onclick).not.toHaveBeenCalled();
	});

	it('lets no form through while busy', async () => {
		const form = document.body.appendChild(document.createElement('form'));
		const submitted = vi.fn((event: Event) => event.preventDefault());
		form.addEventListener('submit', submitted);
		const options = { baseElement: form };
		const { rerender } = render(Button, { props: { children, type: 'submit' } }, options);
		await fireEvent.click(button());
		expect(submitted).toHaveBeenCalledOnce();
		await rerender({ busy: true });
		await fireEvent.click(button());
		expect(submitted).toHaveBeenCalledOnce();
		form.remove();
	});
});
