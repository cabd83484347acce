import { ok, type Result } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import type { Confirmed } from '$lib/matrix/account-ports';
import type { NewKey, OpenedKey } from '$lib/matrix/keys-ports';
import type { ConfirmData } from '$lib/uia/types';
import { done, ENCODED, take, teller } from '$lib/wizard/keys/keeping-testing';
import type { Ports } from './perform';
import { transition } from './secure-backup';
import type { Event, Found, Next, State } from './states';

export const made: NewKey = { encoded: new Secret(ENCODED) };
export const opened: OpenedKey = { id: 'old', encoded: new Secret(ENCODED) };
export const nothing: Found = { recoveryKey: false, crossSigning: false, backup: false };
export const all: Found = { recoveryKey: true, crossSigning: true, backup: true };

/** The state after some events, and the last command. */
export const after = (state: State, ...events: Event[]): Next =>
	events.reduce<Next>((last, event) => transition(last.state, event), { state });

/** What the ports answer, in their order; the last answer is given again. */
export interface Script {
	found?: Found;
	make?: Result<NewKey>;
	open?: Result<OpenedKey>[];
	load?: Result<true>;
	setUp?: Result<Confirmed<true>>[];
}

/** Ports that answer as scripted, and what they were asked. */
export function scripted(script: Script = {}) {
	const { asked, say } = teller();
	const auths: (ConfirmData | undefined)[] = [];
	const found = script.found ?? nothing;
	const security: Ports['security'] = {
		recoveryKey: () =>
			say('recoveryKey', ok(found.recoveryKey ? { id: 'old', hasPhrase: false } : undefined)),
		publicKeys: () =>
			say('publicKeys', ok({ crossSigning: found.crossSigning, withKeys: [], verified: [] })),
		backup: () => say('backup', ok(found.backup ? { version: '1', count: 3 } : undefined))
	};
	const recoveryKeys: Ports['recoveryKeys'] = {
		make: (phrase) => say(`make ${phrase?.reveal() ?? ''}`, script.make ?? ok(made)),
		open: (typed) => say(`open ${typed.reveal()}`, take(script.open, ok(opened)))
	};
	const encryption = {
		load: () => say('load', script.load ?? ok(true as const)),
		setUp: ((given, told) => {
			auths.push(given.auth);
			told('crossSigning');
			const key = 'id' in given.key ? given.key.id : 'new';
			return say(`setUp ${key}`, take(script.setUp, ok(done)));
		}) satisfies Ports['encryption']['setUp'],
		wipe: () => say('wipe', undefined)
	};
	return { asked, auths, security, recoveryKeys, encryption };
}
