import { vi } from 'vitest';
import { ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import type { Given, State } from './import-keys';
import type { Ports } from './perform';

export const key = { id: 'main', encoded: new Secret('EsTc') };
export const passphrase = new Secret('over the hills');
export const file = new File(['keys'], 'keys.txt');
export const imported = { count: 3, added: 2, unreadable: 0 };

export const given = (more: Partial<Given> = {}): Given => ({
	file,
	passphrase,
	typed: new Secret(''),
	...more
});

export const states = {
	form: { step: 'form', faults: {} },
	opening: { step: 'opening', source: { file, passphrase } },
	loading: { step: 'loading', source: { file, passphrase } },
	importing: { step: 'importing' },
	done: { step: 'done', imported }
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
			importKeys: vi.fn<Ports['keyFiles']['importKeys']>((_, told) => {
				told({ done: 1, of: 3 });
				return Promise.resolve(ok(imported));
			})
		},
		tell: vi.fn<Ports['tell']>()
	};
}
