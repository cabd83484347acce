import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import ProviderButton from './ProviderButton.svelte';

const props = { label: 'Continue with Example', name: ' example' };

describe('ProviderButton', () => {
	it('is named by its label alone and starts the way on', async () => {
		const onclick = vi.fn();
		render(ProviderButton, { ...props, onclick });
		await fireEvent.click(screen.getByRole('button', { name: 'Continue with Example' }));
		expect(onclick).toHaveBeenCalledOnce();
	});

	it('ignores presses while busy', async () => {
		const onclick = vi.fn();
		render(ProviderButton, { ...props, onclick, busy: true });
		const button = screen.getByRole('button', { name: 'Continue with Example' });
		await fireEvent.click(button);
		expect(button.getAttribute('aria-busy')).toBe('true');
		expect(onclick).not.toHaveBeenCalled();
	});

	it("has the name's first letter for a picture", () => {
		render(ProviderButton, { ...props, onclick: () => undefined });
		expect(screen.getByText('E').getAttribute('aria-hidden')).toBe('true');
	});
});
