import { vi } from 'vitest';
import { ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { passphrase, portsOf as basePorts } from '$lib/wizard/keys/file-task-testing';
import type { Given } from './import-keys';
import type { Ports } from './perform';

export const file = new File(['keys'], 'keys.txt');
export const imported = { count: 3, added: 2, unreadable: 0 };

export const given = (more: Partial<Given> = {}): Given => ({
	file,
	passphrase,
	typed: new Secret(''),
	...more
});

/** Ports that do as they should. */
export const portsOf = () => ({
	...basePorts(),
	keyFiles: {
		importKeys: vi.fn<Ports['keyFiles']['importKeys']>((_, told) => {
			told({ done: 1, of: 3 });
			return Promise.resolve(ok(imported));
		})
	},
	tell: vi.fn<Ports['tell']>()
});
