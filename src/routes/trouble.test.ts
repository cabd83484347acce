import { render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultConfig, type PortalConfig } from '$lib/base/config';
import { configKey } from '$lib/base/config-context';
import { textsFor } from '$lib/i18n/testing';
import Failure from './Failure.svelte';
import WrongConfig from './WrongConfig.svelte';

const html = document.documentElement;
const withConfig = (config: Partial<PortalConfig>, locale?: string) =>
	new Map<symbol, unknown>([
		...textsFor('', locale),
		[configKey, { state: { phase: 'ready', config: { ...defaultConfig, ...config } } }]
	]);

afterEach(() => {
	html.removeAttribute('data-ready');
});

describe('Failure', () => {
	it('says that an address leads nowhere, and leads to the start', () => {
		render(Failure, { props: { kind: 'missing' }, context: textsFor('', 'de') });
		expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Diese Seite gibt es nicht');
		expect(screen.getByRole('link', { name: 'Zur Startseite' }).getAttribute('href')).toBe('/de');
		expect(screen.queryByRole('button')).toBeNull();
		expect(document.title).toBe('Diese Seite gibt es nicht');
	});

	it('offers to load a broken page again, and what to report', () => {
		render(Failure, {
			props: { kind: 'broken', report: 'TypeError: x is undefined' },
			context: textsFor('')
		});
		expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('This page does not work');
		expect(screen.getByRole('button', { name: 'Load the page again' })).toBeTruthy();
		expect(screen.getByText('TypeError: x is undefined')).toBeTruthy();
		expect(html.hasAttribute('data-ready')).toBe(true);
	});

	it.each([
		[{ adminContact: 'admin@example.org' }, 'mailto:admin@example.org'],
		[{ adminContact: 'https://example.org/contact' }, 'https://example.org/contact'],
		[
			{ helpUrl: 'https://example.org/help', adminContact: 'admin@example.org' },
			'https://example.org/help'
		]
	])('leads to whom the operator names: %o', (config, address) => {
		render(Failure, { props: { kind: 'broken' }, context: withConfig(config) });
		expect(screen.getByRole('link', { name: 'Report it' }).getAttribute('href')).toBe(address);
	});

	it('has no such link where nobody is named', () => {
		render(Failure, { props: { kind: 'broken' }, context: withConfig({}) });
		expect(screen.queryByRole('link', { name: 'Report it' })).toBeNull();
	});
});

describe('WrongConfig', () => {
	it('names each key and what was expected there', () => {
		render(WrongConfig, {
			props: {
				faults: [
					{ key: 'clients.0.url', expected: 'Url' },
					{ key: 'default_theme', expected: 'Theme' }
				]
			},
			context: textsFor('')
		});
		expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(
			'The portal is not set up correctly'
		);
		expect(screen.getByText(/has 2 faults/u)).toBeTruthy();
		expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
			'clients.0.url: must be a web address that begins with http or https',
			'default_theme: must be light, dark or system'
		]);
		expect(html.hasAttribute('data-ready')).toBe(true);
	});
});
