import { render } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { vi } from 'vitest';
import { ok, type Result } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { textsFor } from '$lib/i18n/testing';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { withSignedIn } from '$lib/session/testing';
import type { Load } from './load';

export const key = { id: 'main', encoded: new Secret('EsTc') };
export const passphrase = new Secret('over the hills');

type Open = (typed: Secret, signal: AbortSignal) => Promise<Result<typeof key>>;

/** Ports that do as they should, up to what is done with the keys. */
export const portsOf = () => ({
	recoveryKeys: { open: vi.fn<Open>(() => Promise.resolve(ok(key))) },
	encryption: {
		load: vi.fn<Load>((told) => {
			told({ bytes: 1, of: 2 });
			return Promise.resolve(ok(true));
		})
	}
});

type Portal = ReturnType<typeof portalOf>;
interface Given extends ReturnType<typeof portsOf> {
	keyFiles: Partial<Portal['keyFiles']>;
}

/** A page with these ports; others fail loudly when they are asked. */
export function show(page: Component, { recoveryKeys, encryption, keyFiles }: Given): void {
	const base = portalOf();
	const portal = portalOf({
		recoveryKeys: { ...base.recoveryKeys, ...recoveryKeys },
		encryption: { ...base.encryption, ...encryption },
		keyFiles: { ...base.keyFiles, ...keyFiles }
	});
	const shown = withSignedIn(withPortal(page, portal));
	render(shown, { props: {}, context: textsFor('account/encryption') });
}
