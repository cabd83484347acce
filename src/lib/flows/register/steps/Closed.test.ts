import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { defaultConfig, type PortalConfig } from '$lib/base/config';
import { textsFor } from '$lib/i18n/testing';
import type { IdentityProvider, SupportContact } from '$lib/matrix/ports';
import { provider, states } from '../testing';
import Closed from './Closed.svelte';

function show(
	offer: { providers?: IdentityProvider[]; contact?: SupportContact } = {},
	config?: PortalConfig
) {
	const onprovider = vi.fn();
	const shown = { ...states.closed, offer: { kind: 'closed' as const, providers: [], ...offer } };
	const props = { shown, busy: false, config, onprovider };
	render(Closed, { props, context: textsFor('register') });
	return onprovider;
}

test('a closed homeserver says so and whom to ask', () => {
	show({ contact: { email: 'help@example.org' } });
	expect(screen.getByRole('status').textContent).toContain(
		'example.org does not accept new accounts on this page.'
	);
	expect(screen.getByRole('link', { name: 'help@example.org' })).toBeTruthy();
	expect(screen.queryByRole('button')).toBeNull();
});

test('the operator’s contact is there too', () => {
	show({}, { ...defaultConfig, adminContact: 'office@example.org' });
	expect(screen.getByRole('link', { name: 'office@example.org' })).toBeTruthy();
});

test('where a provider makes accounts, that is the way', async () => {
	const onprovider = show({ providers: [provider] });
	expect(screen.getByRole('status').textContent).toContain('only through another service');
	await fireEvent.click(screen.getByRole('button', { name: 'Continue with Example ID' }));
	expect(onprovider).toHaveBeenCalledExactlyOnceWith(provider);
});
