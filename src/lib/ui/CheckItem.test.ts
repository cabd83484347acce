import { render, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import CheckItem from './CheckItem.svelte';
import CheckList from './CheckList.svelte';
import { words } from './test-snippet';

const item = { kind: 'todo', title: 'Email', word: 'To do', children: words('None yet.') } as const;

describe('CheckItem', () => {
	it('says its state in words, under its title', () => {
		render(CheckItem, item);
		const shown = within(screen.getByRole('listitem'));
		expect(shown.getByRole('heading', { level: 3, name: 'Email' })).toBeTruthy();
		expect(shown.getByText('To do')).toBeTruthy();
		expect(shown.getByText('None yet.')).toBeTruthy();
	});

	it('has a picture of its own for each state, which is not read out', async () => {
		const { container, rerender } = render(CheckItem, item);
		const picture = () => container.querySelector('svg[aria-hidden="true"] path')?.outerHTML;
		const seen = new Set([picture()]);
		for (const kind of ['good', 'unknown', 'asking'] as const) {
			await rerender({ kind });
			seen.add(picture());
		}
		expect(seen.size).toBe(4);
	});

	it('has room for one thing to do', async () => {
		const { container, rerender } = render(CheckItem, item);
		expect(container.querySelector('.action')).toBeNull();
		await rerender({ action: words('Add one'), level: 2 });
		expect(container.querySelector('.action')?.textContent).toBe('Add one');
		expect(screen.getByRole('heading', { level: 2 })).toBeTruthy();
	});
});

describe('CheckList', () => {
	it('is a list with a name', () => {
		render(CheckList, { label: 'Security check-up', children: words('items') });
		expect(screen.getByRole('list', { name: 'Security check-up' }).textContent).toBe('items');
	});
});
