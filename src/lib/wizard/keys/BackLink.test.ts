import { render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import BackLink from './BackLink.svelte';

function show(address: string, locale?: string) {
	history.replaceState(null, '', address);
	render(BackLink, { props: {}, context: textsFor('account/encryption', locale) });
	const link = screen.getByRole('link');
	return [link.textContent.trim(), link.getAttribute('href')];
}

afterEach(() => history.replaceState(null, '', '/'));

test.each([
	['', 'Back to encryption', '/account/encryption'],
	['&from=account', 'Back to your account', '/account'],
	['&from=sessions', 'Back to your sessions', '/account/sessions'],
	['&from=password', 'Back to changing your password', '/account/password'],
	['&from=deactivate', 'Back to deactivating your account', '/account/deactivate'],
	['&from=recover', 'Back to resetting your password', '/recover'],
	['&from=reset', 'Back to resetting encryption', '/account/encryption?task=reset'],
	['&from=//evil.test', 'Back to encryption', '/account/encryption']
])('leads back from “%s”', (from, name, path) => {
	expect(show(`/account/encryption?task=test${from}`)).toEqual([name, path]);
});

test('keeps the language', () => {
	expect(show('/de/account/encryption?task=test', 'de')).toEqual([
		'Zurück zur Verschlüsselung',
		'/de/account/encryption'
	]);
});

test('at the end, encryption is one of two ways on', () => {
	history.replaceState(null, '', '/account/encryption?task=set-up&from=account');
	render(BackLink, { props: { variant: 'primary' }, context: textsFor('account/encryption') });
	const links = screen.getAllByRole('link').map((link) => link.textContent.trim());
	expect(links).toEqual(['Back to your account', 'Back to encryption']);
});
