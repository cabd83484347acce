import { defaultConfig } from '$lib/base/config';
import { ok, type Result } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import type { Management } from '$lib/base/management';
import type { Confirmed, Threepid } from '$lib/matrix/account-ports';
import type { SupportContact } from '$lib/matrix/ports';
import type { Confirmation } from '$lib/uia/confirm';
import type { ConfirmData } from '$lib/uia/types';
import { transition } from './deactivate';
import type { Ports } from './perform';
import type { Confirming, Event, FormState, Next, Removing, State } from './states';

export const USER = '@ada:example.org';
export const password = new Secret('correct');
export const email = { medium: 'email', address: 'ada@example.org' } as const;
export const phone = { medium: 'msisdn', address: '441632960000' } as const;
export const choice = { removeFirst: true, erase: false };

export const confirmation: Confirmation = {
	uia: { session: 'uia', flows: [['m.login.password']], completed: [], params: {} },
	ways: [{ kind: 'password' }]
};

/** What a homeserver answers that wants to be convinced. */
export const challenged = (
	stage = 'm.login.password'
): Extract<Confirmed<true>, { kind: 'challenge' }> => ({
	kind: 'challenge',
	challenge: { session: 'uia', flows: [{ stages: [stage] }], completed: [] }
});
export const done: Confirmed<true> = { kind: 'done', value: true };
export const wrong = { ...challenged(), refusal: { kind: 'passwordWrong' } as const };

export const form: FormState = {
	step: 'form',
	userId: USER,
	found: { addresses: [email, phone] },
	removed: []
};
export const confirm: Confirming = {
	...form,
	step: 'confirm',
	choice,
	confirmation
};
export const removing: Removing = {
	...form,
	step: 'removing',
	choice,
	confirmation,
	proof: { kind: 'password', password },
	rows: [],
	phase: 'list'
};

/** The state after some events, and the last command. */
export const after = (state: State, ...events: Event[]): Next =>
	events.reduce<Next>((last, event) => transition(last.state, event), { state });

/** What the homeserver answers, in its order; the last answer to a question is given again. */
export interface Script {
	management?: Result<Management | undefined>;
	threepids?: Result<readonly Threepid[]>;
	contact?: Result<SupportContact | undefined>;
	check?: Result<Confirmed<true>>[];
	remove?: (address: string) => Result<true>;
	deactivate?: Result<Confirmed<true>>[];
	isGone?: Result<boolean>;
	allowed?: boolean;
	adminContact?: string;
}

/** Ports that answer as scripted, and what they were asked. */
export function scripted(script: Script = {}) {
	const asked: string[] = [];
	const auths: (ConfirmData | undefined)[] = [];
	const take = <T>(list: T[] | undefined, otherwise: T): T =>
		(list && list.length > 1 ? list.shift() : list?.[0]) ?? otherwise;
	const say = <T>(line: string, answer: T): Promise<T> => {
		asked.push(line);
		return Promise.resolve(answer);
	};
	const features = { ...defaultConfig.features, deactivation: script.allowed ?? true };
	const ports: Ports = {
		config: Promise.resolve({ ...defaultConfig, features, adminContact: script.adminContact }),
		security: {
			management: () => say('management', script.management ?? ok(undefined)),
			threepids: () => say('threepids', script.threepids ?? ok([email, phone]))
		},
		recovery: { contact: () => say('contact', script.contact ?? ok(undefined)) },
		sessions: {
			remove: (ids, auth) => {
				auths.push(auth);
				return say(`check ${ids.length}`, take(script.check, ok(auth ? done : challenged())));
			}
		},
		emails: {
			remove: ({ address }) => say(`remove ${address}`, script.remove?.(address) ?? ok(true))
		},
		deactivation: {
			deactivate: ({ erase, auth }) => {
				auths.push(auth);
				const line = `deactivate${erase ? ' erase' : ''}${auth ? ' auth' : ''}`;
				return say(line, take(script.deactivate, ok(auth ? done : challenged())));
			},
			isGone: () => say('isGone', script.isGone ?? ok(false))
		},
		account: { server: { baseUrl: 'https://hs.test', serverName: 'hs.test' }, userId: USER }
	};
	return { ports, asked, auths };
}
