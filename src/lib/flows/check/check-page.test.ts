import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultConfig } from '$lib/base/config';
import { configKey } from '$lib/base/config-context';
import { fail, ok } from '$lib/base/result';
import { textsFor } from '$lib/i18n/testing';
import { portalOf, withPortal } from '$lib/matrix/testing';
import Check from './Check.svelte';
import { fine } from './testing';

const answered = <T>(value: T) => vi.fn(() => Promise.resolve(ok(value)));
const { server } = fine.homeserver;

function show(given: { resetPages?: () => Promise<unknown> } = {}) {
	const config = { ...defaultConfig, defaultServer: server };
	const portal = portalOf({
		config: Promise.resolve(config),
		homeservers: {
			find: answered(server),
			offer: answered({ kind: 'closed', providers: [] }),
			passwordPolicy: answered({})
		},
		signIn: { ...portalOf().signIn, offer: answered(fine.signIn) },
		setUp: {
			versions: answered(fine.versions),
			resetPages: (given.resetPages ?? answered(true)) as never,
			resetMail: answered('accepted'),
			support: answered(fine.support)
		}
	});
	const state = { phase: 'ready', config };
	const context = new Map<symbol, unknown>([...textsFor('check'), [configKey, { state }]]);
	render(withPortal(Check, portal), { props: {}, context });
}

const list = () => screen.getByRole('list', { name: 'Checks' });
const item = (name: string) => {
	const heading = within(list()).getByRole('heading', { name });
	return heading.closest('li')?.textContent ?? '';
};
const ready = () =>
	vi.waitFor(() => expect(document.documentElement.hasAttribute('data-ready')).toBe(true));

beforeEach(() => {
	document.documentElement.removeAttribute('data-ready');
	const headers = Object.fromEntries(fine.own.headers);
	vi.stubGlobal('fetch', () => Promise.resolve(new Response('<p>x</p>', { headers })));
});
afterEach(() => {
	vi.unstubAllGlobals();
});

test('tells of each check, and how many things need a change', async () => {
	show();
	expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Set-up check');
	await ready();
	expect(within(list()).getAllByRole('listitem')).toHaveLength(13);
	expect(item('Homeserver')).toContain('config.json names hs.test');
	expect(item('Registration')).toContain('makes no accounts for everybody');
	expect(item('Content security policy')).toContain('To change');
	expect(screen.getByRole('status').textContent).toMatch(/\d things need a change/);
});

test('a check that could not be done is told of, and done again', async () => {
	const resetPages = vi
		.fn()
		.mockResolvedValueOnce(fail({ kind: 'serverFault', status: 500 }))
		.mockResolvedValue(ok(false));
	show({ resetPages });
	await ready();
	expect(item('Links of password resets')).toContain('Could not be checked');
	await fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
	await vi.waitFor(() =>
		expect(item('Links of password resets')).toContain('Let your proxy forward /_synapse/client')
	);
	expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
});
