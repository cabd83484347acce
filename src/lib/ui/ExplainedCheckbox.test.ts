import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import ExplainedCheckbox from './ExplainedCheckbox.svelte';

it('is a checkbox with its name, in a group that is described', async () => {
	const props = { name: 'erase', label: 'Hide messages', hint: 'From people who join later.' };
	render(ExplainedCheckbox, props);
	const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Hide messages' });
	expect(box.checked).toBe(false);
	await fireEvent.click(box);
	expect(box.checked).toBe(true);
	const group = screen.getByRole('group', { name: 'Hide messages' });
	const described = document.getElementById(group.getAttribute('aria-describedby') ?? '');
	expect(described?.textContent).toBe('From people who join later.');
});
