import { render, screen } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';
import { defaultConfig } from '$lib/base/config';
import { configKey } from '$lib/base/config-context';
import type { ConfigState } from '$lib/base/config-source.svelte';
import { textsFor } from '$lib/i18n/testing';
import Home from './+page.svelte';

const show = (state: ConfigState, locale?: string) =>
	render(Home, {
		context: new Map<symbol, unknown>([...textsFor('', locale), [configKey, { state }]])
	});
const links = () =>
	screen.getAllByRole('link').map((link) => [link.textContent.trim(), link.getAttribute('href')]);
const ready = () => document.documentElement.hasAttribute('data-ready');

beforeEach(() => {
	document.documentElement.removeAttribute('data-ready');
});

it('leads to the three things that people come for', () => {
	show({ phase: 'ready', config: defaultConfig });
	expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Your Matrix account');
	expect(document.title).toBe('Your Matrix account');
	expect(links()).toEqual([
		['Create account', '/register'],
		['Sign in', '/login'],
		['Forgot your password?', '/recover']
	]);
	expect(ready()).toBe(true);
});

it('keeps the language', () => {
	show({ phase: 'ready', config: defaultConfig }, 'de');
	expect(links()[0]).toEqual(['Konto anlegen', '/de/register']);
});

it('leaves out registration where the operator has switched it off', () => {
	const features = { ...defaultConfig.features, registration: false };
	show({ phase: 'ready', config: { ...defaultConfig, features } });
	expect(links().map(([name]) => name)).toEqual(['Sign in', 'Forgot your password?']);
});

it('shows the links before the file is known, and is not ready until then', () => {
	show({ phase: 'waiting' });
	expect(links()).toHaveLength(3);
	expect(ready()).toBe(false);
});
