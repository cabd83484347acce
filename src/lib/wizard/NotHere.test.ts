import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import NotHere from './NotHere.svelte';

const show = (url: string | undefined, locale = 'en') =>
	render(NotHere, { props: { url }, context: textsFor('account', locale) });

test('leads to the homeserver’s own page, and names its host', () => {
	show('https://account.example.org:8443/manage?action=org.matrix.profile');
	const link = screen.getByRole('link', { name: 'Go to account.example.org:8443' });
	expect(link.getAttribute('href')).toBe(
		'https://account.example.org:8443/manage?action=org.matrix.profile'
	);
	expect(link.getAttribute('rel')).toContain('noopener');
	expect(screen.getByText('Your homeserver changes this on its own page.')).toBeTruthy();
});

test('says so where it cannot be changed, and leads nowhere', () => {
	show(undefined);
	expect(screen.queryByRole('link')).toBeNull();
	expect(screen.getByText(/does not let you change this/u)).toBeTruthy();
});

test('speaks German', () => {
	show('https://konto.example.org/', 'de');
	expect(screen.getByRole('link', { name: 'Weiter zu konto.example.org' })).toBeTruthy();
});
