import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import Contact from './Contact.svelte';

interface Contacts {
	matrixId?: string;
	email?: string;
	page?: string;
}
const otherwise = 'Ask the people who run it for an account.';
const show = (contact?: Contacts, adminContact?: string) =>
	render(Contact, { props: { contact, adminContact, otherwise }, context: textsFor('register') });
const links = () =>
	screen.queryAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')]);

test('everybody who can help is named, the operator’s own contact first', () => {
	const page = 'https://example.org/help';
	show({ email: 'help@example.org', matrixId: '@help:example.org', page }, 'office@example.org');
	expect(screen.getByText('These people can help:')).toBeTruthy();
	expect(links()).toEqual([
		['office@example.org', 'mailto:office@example.org'],
		['help@example.org', 'mailto:help@example.org'],
		[page, page]
	]);
	expect(screen.getAllByRole('listitem').map((item) => item.textContent.trim())).toEqual([
		'office@example.org',
		'help@example.org',
		'@help:example.org',
		page
	]);
});

test('the operator may name a page instead of an address', () => {
	show(undefined, 'https://example.org/contact');
	expect(links()).toEqual([['https://example.org/contact', 'https://example.org/contact']]);
});

test('a page learns nothing of where people come from', () => {
	show({ page: 'https://example.org/help' });
	expect(screen.getByRole('link').getAttribute('rel')).toContain('noreferrer');
});

test('without any, it says what to do instead', () => {
	show();
	expect(screen.getByText(otherwise)).toBeTruthy();
	expect(screen.queryByRole('list')).toBeNull();
});
