import { render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import StrengthMeter from './StrengthMeter.svelte';

describe('StrengthMeter', () => {
	it('is there, and silent, before there is anything to say', () => {
		render(StrengthMeter, { strength: null });
		expect(screen.getByRole('status').textContent.trim()).toBe('');
	});

	it('says the strength in words, with the advice', async () => {
		const { rerender } = render(StrengthMeter, { strength: null });
		await rerender({ strength: { score: 1, label: 'Weak', advice: 'Add two words.' } });
		expect(screen.getByRole('status').textContent.trim()).toBe('Weak Add two words.');
		await rerender({ strength: { score: 4, label: 'Very good' } });
		expect(screen.getByRole('status').textContent.trim()).toBe('Very good');
	});

	it('shows the score to the eye only', () => {
		const { container } = render(StrengthMeter, { strength: { score: 3, label: 'Good' } });
		expect(screen.getByRole('status').dataset.score).toBe('3');
		expect(container.querySelector('.meter')?.getAttribute('aria-hidden')).toBe('true');
	});
});
