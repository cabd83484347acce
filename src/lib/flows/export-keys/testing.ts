import { vi } from 'vitest';
import { ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import type { Given, State } from './export-keys';
import type { Ports } from './perform';

export const key = { id: 'main', encoded: new Secret('EsTc') };
export const passphrase = new Secret('over the hills');
export const file = new Blob(['keys']);

export const given = (more: Partial<Given> = {}): Given => ({
	typed: new Secret('EsTc'),
	passphrase,
	again: passphrase,
	...more
});

export const states = {
	form: { step: 'form', faults: {} },
	opening: { step: 'opening', passphrase },
	loading: { step: 'loading', key, passphrase },
	exporting: { step: 'exporting' },
	done: { step: 'done', file, count: 2, unreadable: 0 }
} as const satisfies Record<string, State>;

/** Ports that do as they should. */
export function portsOf() {
	return {
		recoveryKeys: {
			open: vi.fn<Ports['recoveryKeys']['open']>(() => Promise.resolve(ok(key)))
		},
		encryption: {
			load: vi.fn<Ports['encryption']['load']>((told) => {
				told({ bytes: 1, of: 2 });
				return Promise.resolve(ok(true));
			})
		},
		keyFiles: {
			exportKeys: vi.fn<Ports['keyFiles']['exportKeys']>((_, told) => {
				told({ done: 1, of: 2 });
				return Promise.resolve(ok({ file, count: 2, unreadable: 0 }));
			})
		},
		tell: vi.fn<Ports['tell']>()
	};
}
