import { render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConfigAnswer } from '$lib/base/early-page';
import { PIECE_MISSING } from '$lib/base/pieces';
import { pageTexts } from '$lib/i18n/catalogue.server';
import Layout from './+layout.svelte';

const route = '/[[locale=locale]]/register';
const state = vi.hoisted(() => ({
	page: {
		url: new URL('https://portal/register'),
		route: { id: '/[[locale=locale]]/register' },
		params: {}
	},
	updated: { current: false, check: vi.fn(() => Promise.resolve(false)) }
}));
const leaving = vi.hoisted((): ((navigation: object) => void)[] => []);
vi.mock('$app/state', () => state);
vi.mock('$app/environment', () => ({ browser: true }));
vi.mock('$app/paths', () => ({ resolve: (path: string) => path }));
vi.mock('$app/navigation', () => ({
	onNavigate: (callback: (navigation: object) => void) => leaving.push(callback)
}));

const html = document.documentElement;
const file = (content: object): ConfigAnswer => ({ status: 200, text: JSON.stringify(content) });
const page = createRawSnippet(() => ({ render: () => '<h1>The page</h1>' }));

/** The whole shell around a page, with that answer to the request for config.json. */
function show(answer: Promise<ConfigAnswer>, locale = 'en', children = page) {
	window.__vestibule = { config: answer, ask: () => Promise.resolve(undefined) };
	const data = { texts: pageTexts(locale, route), description: 'register.description' as const };
	render(Layout, { props: { data, children, params: {} } });
}

beforeEach(() => {
	state.page.route.id = route;
	document.head.replaceChildren();
});

afterEach(() => {
	state.updated.current = false;
	state.updated.check.mockClear();
	leaving.length = 0;
	html.removeAttribute('data-ready');
	delete window.__vestibule;
});

describe('the shell', () => {
	it('shows the page at once, without waiting for the file', () => {
		show(new Promise(() => undefined));
		expect(screen.getByRole('heading', { name: 'The page' })).toBeTruthy();
		expect(screen.getByRole('link', { name: 'Vestibule' }).getAttribute('href')).toBe('/');
		expect(screen.getByRole('link', { name: 'Skip to the content' })).toBeTruthy();
	});

	it('wears the operator’s name, links and theme when they are known', async () => {
		show(
			Promise.resolve(
				file({ brand: 'Example', default_theme: 'dark', help_url: 'https://example.org/help' })
			)
		);
		expect(await screen.findByRole('link', { name: 'Example' })).toBeTruthy();
		expect(screen.getByRole('link', { name: 'Help' })).toBeTruthy();
		expect(html.dataset.theme).toBe('dark');
	});

	it('is in the language of the page, and describes it', () => {
		show(new Promise(() => undefined), 'de');
		expect(html.lang).toBe('de');
		expect(html.dir).toBe('ltr');
		const description = document.head.querySelector<HTMLMetaElement>('meta[name=description]');
		expect(description?.content).toMatch(/Matrix-Homeserver/u);
		expect(screen.getByRole('link', { name: 'English' }).getAttribute('href')).toBe('/register');
	});

	it('shows the operator what is wrong with the file, in place of the page', async () => {
		show(Promise.resolve(file({ brand: 7 })));
		expect(
			await screen.findByRole('heading', { name: 'The portal is not set up correctly' })
		).toBeTruthy();
		expect(screen.getByRole('listitem').textContent).toMatch(/^brand: /u);
		expect(screen.queryByRole('heading', { name: 'The page' })).toBeNull();
	});

	it('says so when the file cannot be had, above the page', async () => {
		show(Promise.resolve(undefined));
		expect((await screen.findByRole('status')).textContent).toMatch(/tries again by itself/u);
		expect(screen.getByRole('heading', { name: 'The page' })).toBeTruthy();
	});

	it('looks whether the portal was updated when a piece of it is missing', () => {
		show(new Promise(() => undefined));
		expect(state.updated.check).not.toHaveBeenCalled();
		dispatchEvent(new Event(PIECE_MISSING));
		expect(state.updated.check).toHaveBeenCalledOnce();
		expect(screen.queryByRole('alert')).toBeNull();
	});

	it('offers an open page to be loaded again after an update', () => {
		state.updated.current = true;
		show(new Promise(() => undefined));
		expect(screen.getByRole('alert').textContent).toMatch(/portal was updated/u);
		expect(screen.getByRole('button', { name: 'Load the page again' })).toBeTruthy();
		expect(screen.getByRole('heading', { name: 'The page' })).toBeTruthy();
	});

	it('shows what failed in place of a page that breaks', async () => {
		const broken = createRawSnippet(() => {
			throw new Error('it broke');
		});
		show(new Promise(() => undefined), 'en', broken);
		expect(await screen.findByRole('heading', { name: 'This page does not work' })).toBeTruthy();
		expect(screen.getByText('Error: it broke')).toBeTruthy();
		expect(screen.getByRole('navigation', { name: 'Language' })).toBeTruthy();
	});

	it('takes over the forms of the page', () => {
		show(new Promise(() => undefined));
		expect(window.__vestibule?.live).toBe(true);
	});

	it('is no longer ready when another page comes, but is when only the language changes', () => {
		show(new Promise(() => undefined));
		html.setAttribute('data-ready', '');
		leaving[0]?.({ from: { route: { id: route } }, to: { route: { id: route } } });
		expect(html.hasAttribute('data-ready')).toBe(true);
		leaving[0]?.({ from: { route: { id: route } }, to: { route: { id: '/[[locale=locale]]' } } });
		expect(html.hasAttribute('data-ready')).toBe(false);
	});

	it('leads from an unknown address to the root of the host', () => {
		state.page.route.id = '/[[locale=locale]]/404';
		show(new Promise(() => undefined), 'de');
		expect(screen.getByRole('link', { name: 'Vestibule' }).getAttribute('href')).toBe('/de');
		expect(screen.getByRole('link', { name: 'English' }).getAttribute('href')).toBe('/');
	});
});
