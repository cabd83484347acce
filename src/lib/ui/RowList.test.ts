import { render, screen, within } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { expect, it } from 'vitest';
import RowList from './RowList.svelte';

const children = createRawSnippet(() => ({ render: () => '<li>One</li>' }));

it('is a list with a name of its own', () => {
	render(RowList, { label: 'Users', children });
	const list = screen.getByRole('list', { name: 'Users' });
	expect(within(list).getByRole('listitem').textContent).toBe('One');
});

it('has the name of its heading', () => {
	document.body.insertAdjacentHTML('beforeend', '<h2 id="heading">Left out</h2>');
	render(RowList, { labelledby: 'heading', children });
	expect(screen.getByRole('list', { name: 'Left out' })).toBeTruthy();
	document.getElementById('heading')?.remove();
});
