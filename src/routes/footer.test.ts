import { render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultConfig } from '$lib/base/config';
import { textsFor } from '$lib/i18n/testing';
import { rememberedLanguage } from '$lib/session/language';
import Languages from './Languages.svelte';
import Links from './Links.svelte';

vi.mock('$app/state', () => ({ page: { url: new URL('https://portal/register?token=a') } }));

describe('Languages', () => {
	const path = (locale: string) => (locale === 'en' ? '/register' : `/${locale}/register`);
	const show = (locale: string) =>
		render(Languages, { props: { path }, context: textsFor('register', locale) });

	beforeEach(() => {
		localStorage.clear();
		document.head.replaceChildren();
	});

	it('leads to the same page in each language, named in that language, with the query', () => {
		show('de');
		expect(screen.getByRole('navigation', { name: 'Sprache' })).toBeTruthy();
		const english = screen.getByRole('link', { name: 'English' });
		expect(english.getAttribute('href')).toBe('/register?token=a');
		expect(english.getAttribute('lang')).toBe('en');
		expect(english.getAttribute('hreflang')).toBe('en');
		expect(screen.getByRole('link', { name: 'Deutsch' }).getAttribute('href')).toBe(
			'/de/register?token=a'
		);
	});

	it('marks the present language', () => {
		show('de');
		expect(screen.getByRole('link', { current: true }).textContent).toBe('Deutsch');
	});

	it('remembers what was chosen', async () => {
		show('en');
		const german = screen.getByRole('link', { name: 'Deutsch' });
		german.addEventListener('click', (event) => event.preventDefault());
		german.click();
		await vi.waitFor(() => expect(rememberedLanguage()).toBe('de'));
	});

	it('tells search engines where the page is in each language', () => {
		show('en');
		const links = [...document.head.querySelectorAll<HTMLLinkElement>('link[rel=alternate]')];
		expect(links.map((link) => [link.hreflang, link.href])).toEqual([
			['en', 'https://portal/register'],
			['de', 'https://portal/de/register']
		]);
	});
});

describe('Links', () => {
	it('leads to the operator’s terms and help, apart from the portal', () => {
		const config = {
			...defaultConfig,
			terms: [{ text: 'Privacy', url: 'https://example.org/privacy' }],
			helpUrl: 'https://example.org/help'
		};
		render(Links, { props: { config }, context: textsFor('') });
		const links = screen.getAllByRole<HTMLAnchorElement>('link');
		expect(links.map((link) => [link.textContent, link.href])).toEqual([
			['Privacy', 'https://example.org/privacy'],
			['Help', 'https://example.org/help']
		]);
		expect(links.every((link) => link.rel === 'noopener noreferrer')).toBe(true);
	});

	it('is empty until the file is known', () => {
		render(Links, { props: { config: undefined }, context: textsFor('') });
		expect(screen.queryByRole('link')).toBeNull();
	});
});
