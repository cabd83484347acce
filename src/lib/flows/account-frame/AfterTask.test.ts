import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import AfterTask from './AfterTask.svelte';

test.each([
	['en', 'Finish and sign out'],
	['de', 'Fertig und abmelden']
])('in %s it says why, and offers to sign out', async (locale, name) => {
	const onsignout = vi.fn();
	const context = textsFor('account/password', locale);
	const { container } = render(AfterTask, { props: { onsignout }, context });
	expect(container.textContent).toMatch(/sign out|melden Sie sich ab/u);
	await fireEvent.click(screen.getByRole('button', { name }));
	expect(onsignout).toHaveBeenCalledOnce();
});
