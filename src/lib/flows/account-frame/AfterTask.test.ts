import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, test, vi } from 'vitest';
import { defaultConfig } from '$lib/base/config';
import { configKey } from '$lib/base/config-context';
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

describe('an app that sent the person', () => {
	const app = { id: 'app', name: 'Element', url: 'https://app.example.org/', iconUrl: undefined };
	const state = { phase: 'ready', config: { ...defaultConfig, clients: [app] } };

	function show(client?: string) {
		const context = new Map<symbol, unknown>([
			...textsFor('account/password'),
			[configKey, { state }]
		]);
		render(AfterTask, { props: { client, onsignout: vi.fn() }, context });
	}

	test('is led back to, by the operator’s own address', () => {
		show('app');
		const link = screen.getByRole('link', { name: 'Back to Element' });
		expect(link.getAttribute('href')).toBe('https://app.example.org/');
		expect(screen.getByRole('button', { name: 'Finish and sign out' })).toBeTruthy();
	});

	test.each(['https://evil.example/', 'other', undefined])(
		'is the operator’s, not %s',
		(client) => {
			show(client);
			expect(screen.queryByRole('link')).toBeNull();
		}
	);
});
