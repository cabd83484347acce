import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import OwnId from './OwnId.svelte';

test('the Matrix ID can be read, and without a clipboard it is selected to be copied', async () => {
	const props = { userId: '@ada:example.org' };
	const { container } = render(OwnId, { props, context: textsFor('account') });
	expect(container.textContent).toContain('@ada:example.org');
	await fireEvent.click(screen.getByRole('button', { name: 'Copy' }));
	await screen.findByText(/Selected/u);
	expect(getSelection()?.toString()).toBe('@ada:example.org');
});
