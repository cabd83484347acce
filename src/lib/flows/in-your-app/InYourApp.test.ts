import { render, screen } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { defaultConfig } from '$lib/base/config';
import { configKey } from '$lib/base/config-context';
import { textsFor } from '$lib/i18n/testing';
import InYourApp from './InYourApp.svelte';

const html = document.documentElement;
const clients = [
	{ id: 'a', name: 'Chat App', url: 'https://app.example.org/' },
	{ id: 'b', name: 'Web Chat', url: 'https://web.example.org/' }
];
const show = (state: object, locale?: string) =>
	render(InYourApp, {
		props: { title: 'Sign in', text: 'Sign in with your Matrix app.' },
		context: new Map<symbol, unknown>([...textsFor('login', locale), [configKey, { state }]])
	});
const links = () =>
	screen.getAllByRole('link').map((link) => [link.textContent.trim(), link.getAttribute('href')]);

beforeEach(() => html.removeAttribute('data-ready'));

test('it says what to do instead, under its name', () => {
	show({ phase: 'waiting' });
	expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Sign in');
	expect(document.title).toBe('Sign in');
	expect(screen.getByText('Sign in with your Matrix app.')).toBeTruthy();
	expect(html.hasAttribute('data-ready')).toBe(true);
});

test('it leads to the operator’s apps, and to registration', () => {
	show({ phase: 'ready', config: { ...defaultConfig, clients } });
	expect(links()).toEqual([
		['Open Chat App', 'https://app.example.org/'],
		['Open Web Chat', 'https://web.example.org/'],
		['Create account', '/register']
	]);
});

test('it waits for no configuration, and keeps the language', () => {
	show({ phase: 'waiting' }, 'de');
	expect(links()).toEqual([['Konto anlegen', '/de/register']]);
});
