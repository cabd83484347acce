import type { Management } from '$lib/base/management';
import { ok, type Result } from '$lib/base/result';
import type { Confirmed, PublicKeys, SessionInfo } from '$lib/matrix/account-ports';
import type { Confirmation } from '$lib/uia/confirm';
import type { Challenge, ConfirmData } from '$lib/uia/types';
import type { Ports } from './perform';
import type { List, Session, Targets } from './states';

export const DAY = 86_400_000;
export const USER = '@ada:example.org';

/** A session as the homeserver lists it. */
export const info = (deviceId: string, more: Partial<SessionInfo> = {}): SessionInfo => ({
	deviceId,
	name: `Name of ${deviceId}`,
	...more
});

/** A session as the page shows it. */
export const session = (deviceId: string, more: Partial<Session> = {}): Session => ({
	...info(deviceId),
	here: false,
	encryption: 'none',
	...more
});

export const here = session('HERE', { here: true });

/** The list as somebody sees it who has done nothing yet. */
export const listOf = (sessions: readonly Session[], more: Partial<List> = {}): List => ({
	step: 'list',
	listed: { sessions },
	selected: [],
	...more
});

export const one = (id: string): Targets => ({ by: 'one', ids: [id] });

/** What a homeserver asks of whoever signs sessions out. */
export const challenge = (
	stage = 'm.login.password',
	completed: readonly string[] = []
): Challenge => ({ session: 'uia', flows: [{ stages: [stage] }], completed, params: {} });

export const confirmation: Confirmation = {
	uia: { session: 'uia', flows: [['m.login.password']], completed: [], params: {} },
	ways: [{ kind: 'password' }]
};

/** What the homeserver answers; the last answer to a question is given again. */
export interface Script {
	sessions?: Result<readonly SessionInfo[]>;
	publicKeys?: Result<PublicKeys>;
	management?: Result<Management | undefined>;
	rename?: Result<true>;
	remove?: Result<Confirmed<true>>;
	signOut?: Result<true>;
}

/** Ports that answer as scripted, and what they were asked. */
export class Scripted {
	readonly asked: string[] = [];
	readonly auths: (ConfirmData | undefined)[] = [];
	readonly script: Script;

	constructor(script: Script = {}) {
		this.script = script;
	}

	get ports(): Ports {
		const { script } = this;
		return {
			userId: USER,
			deviceId: 'HERE',
			security: {
				sessions: () => this.#answer('sessions', script.sessions ?? ok([info('HERE')])),
				publicKeys: () =>
					this.#answer(
						'keys',
						script.publicKeys ?? ok({ crossSigning: true, withKeys: [], verified: [] })
					),
				management: () => this.#answer('management', script.management ?? ok(undefined))
			},
			sessions: {
				rename: (id, name) => this.#answer(`rename ${id} ${name}`, script.rename ?? ok(true)),
				remove: (ids, auth) => {
					this.auths.push(auth);
					return this.#answer(
						`remove ${ids.join(' ')}`,
						script.remove ?? ok({ kind: 'done', value: true })
					);
				}
			},
			signOut: () => this.#answer('signOut', script.signOut ?? ok(true))
		};
	}

	#answer<T>(asked: string, answer: T): Promise<T> {
		this.asked.push(asked);
		return Promise.resolve(answer);
	}
}
