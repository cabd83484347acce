import { vi } from 'vitest';
import { ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { passphrase, portsOf as basePorts } from '$lib/wizard/keys/file-task-testing';
import type { Given } from './export-keys';
import type { Ports } from './perform';

export const exported = { file: new Blob(['keys']), count: 2, unreadable: 0 };

export const given = (more: Partial<Given> = {}): Given => ({
	typed: new Secret('EsTc'),
	passphrase,
	again: passphrase,
	...more
});

/** Ports that do as they should. */
export const portsOf = () => ({
	...basePorts(),
	keyFiles: {
		exportKeys: vi.fn<Ports['keyFiles']['exportKeys']>((_, told) => {
			told({ done: 1, of: 2 });
			return Promise.resolve(ok(exported));
		})
	},
	tell: vi.fn<Ports['tell']>()
});
