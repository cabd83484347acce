import { ok, type Result } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import type { Backup, Confirmed, PublicKeys, SessionInfo } from '$lib/matrix/account-ports';
import type { NewKey } from '$lib/matrix/keys-ports';
import type { ConfirmData } from '$lib/uia/types';
import { challenged, done, ENCODED, take, teller } from '$lib/wizard/keys/keeping-testing';
import type { Ports } from './perform';
import { transition } from './reset-encryption';
import type { Event, Next, State } from './states';

export const made: NewKey = { encoded: new Secret(ENCODED) };
export const wrong = { ...challenged(), refusal: { kind: 'passwordWrong' } as const };

/** The state after some events, and the last command. */
export const after = (state: State, ...events: Event[]): Next =>
	events.reduce<Next>((last, event) => transition(last.state, event), { state });

/** What the ports answer, in their order; the last answer is given again. */
export interface Script {
	backup?: Result<Backup | undefined>;
	sessions?: Result<readonly SessionInfo[]>;
	publicKeys?: Result<PublicKeys>;
	consent?: Result<Confirmed<true>>[];
	make?: Result<NewKey>[];
	load?: Result<true>;
	reset?: Result<Confirmed<true>>[];
}

/** Ports that answer as scripted, and what they were asked. */
export function scripted(script: Script = {}) {
	const { asked, say } = teller();
	const auths: (ConfirmData | undefined)[] = [];
	const noKeys: PublicKeys = { crossSigning: true, withKeys: [], verified: [] };
	const security: Ports['security'] = {
		backup: () => say('backup', script.backup ?? ok({ version: '1', count: 1200 })),
		sessions: () => say('sessions', script.sessions ?? ok([])),
		publicKeys: () => say('publicKeys', script.publicKeys ?? ok(noKeys))
	};
	const recoveryKeys = { make: () => say('make', take(script.make, ok(made))) };
	const resetConsent: Ports['resetConsent'] = {
		ask: (auth) => say(`consent ${auth?.type ?? ''}`, take(script.consent, ok(challenged())))
	};
	const encryption = {
		load: () => say('load', script.load ?? ok(true as const)),
		reset: ((given, told) => {
			auths.push(given.auth);
			told('crossSigning');
			return say('reset', take(script.reset, ok(done)));
		}) satisfies Ports['encryption']['reset'],
		wipe: () => say('wipe', undefined)
	};
	return { asked, auths, security, recoveryKeys, resetConsent, encryption };
}
