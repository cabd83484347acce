import { render, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import Steps from './Steps.svelte';

const items = [
	{ id: 'form', label: 'Account' },
	{ id: 'policies', label: 'Policies' },
	{ id: 'mail', label: 'Email' }
];
const steps = { label: 'Steps', progress: 'Step 2 of 3', items, current: 'policies' };

function present(): string[] {
	return screen
		.getAllByRole('listitem')
		.filter((item) => item.getAttribute('aria-current') === 'step')
		.map((item) => item.textContent);
}

describe('Steps', () => {
	it('is a named list of every step in order', () => {
		render(Steps, steps);
		const list = screen.getByRole('list', { name: 'Steps' });
		const names = within(list)
			.getAllByRole('listitem')
			.map((item) => item.textContent);
		expect(names).toEqual(['Account', 'Policies', 'Email']);
	});

	it('marks the present step, and moves the mark', async () => {
		const { rerender } = render(Steps, steps);
		expect(present()).toEqual(['Policies']);
		await rerender({ current: 'mail', progress: 'Step 3 of 3' });
		expect(present()).toEqual(['Email']);
	});

	it('says the count to the eye only: the list says it to the ear', () => {
		render(Steps, steps);
		expect(screen.getByText('Step 2 of 3').getAttribute('aria-hidden')).toBe('true');
	});

	it('marks nothing when the step is none of the list', () => {
		render(Steps, { ...steps, current: 'elsewhere' });
		expect(present()).toEqual([]);
	});
});
