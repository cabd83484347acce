import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import { server } from '../testing';
import Elsewhere from './Elsewhere.svelte';

test('people are told why there is no form, and where they go', () => {
	const url = 'https://account.example.org/register';
	render(Elsewhere, { props: { server, url }, context: textsFor('register') });
	expect(screen.getByText(/example\.org makes accounts on a page of its own/u)).toBeTruthy();
	expect(screen.getByText(/You go to account\.example\.org/u)).toBeTruthy();
	const link = screen.getByRole('link', { name: 'Go to account.example.org' });
	expect(link.getAttribute('href')).toBe(url);
	expect(screen.queryByRole('textbox')).toBeNull();
});
