import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import Checkbox from './Checkbox.svelte';
import { words } from './test-snippet';

const children = words('I have read and accept the terms');

function box(): HTMLInputElement {
	return screen.getByRole('checkbox', { name: 'I have read and accept the terms' });
}

describe('Checkbox', () => {
	it('is named by what stands beside it, and ticked by pressing that', async () => {
		let checked = false;
		render(Checkbox, {
			name: 'terms',
			children,
			get checked() {
				return checked;
			},
			set checked(now) {
				checked = now;
			}
		});
		expect(box().checked).toBe(false);
		await fireEvent.click(screen.getByText('I have read and accept the terms'));
		expect(box().checked).toBe(true);
		expect(checked).toBe(true);
	});

	it('begins as it is told', () => {
		render(Checkbox, { name: 'terms', children, checked: true, required: true });
		expect(box().checked).toBe(true);
		expect(box().required).toBe(true);
	});

	it('binds its error to itself', async () => {
		const { rerender } = render(Checkbox, { name: 'terms', children });
		expect(box().getAttribute('aria-invalid')).toBe('false');
		await rerender({ error: 'Accept the terms to go on.' });
		expect(box().getAttribute('aria-invalid')).toBe('true');
		const described = document.getElementById(box().getAttribute('aria-describedby') ?? '');
		expect(described?.textContent).toContain('Accept the terms to go on.');
	});
});
