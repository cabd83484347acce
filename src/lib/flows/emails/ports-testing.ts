import { ok, type Result } from '$lib/base/result';
import type { Management } from '$lib/base/management';
import type { Capabilities, Confirmed, EmailsPort, Threepid } from '$lib/matrix/account-ports';
import type { MailRequest } from '$lib/matrix/ports';
import type { LinkWatch } from '$lib/session/link-watch';
import type { ConfirmData } from '$lib/uia/types';
import type { Ports } from './ports';
import { account, old } from './testing';

type Added = Result<Confirmed<true>>;
export const done: Added = ok({ kind: 'done', value: true });

/** What the homeserver answers, one after the other; the last one is said again and again. */
export interface Script {
	threepids?: readonly Result<readonly Threepid[]>[];
	capabilities?: Result<Capabilities>;
	management?: Result<Management | undefined>;
	mail?: readonly Result<{ sid: string }>[];
	add?: readonly Added[];
	remove?: Result<true>;
	code?: Awaited<ReturnType<EmailsPort['requestCode']>>;
	submit?: Result<true>;
	opened?: 'confirmed' | 'finished';
	finishedElsewhere?: boolean;
}

export const everything: Capabilities = {
	changePassword: true,
	changeThreepids: true,
	changeDisplayName: true,
	changeAvatar: true
};

/** Ports that play a script, and write down what they were asked. */
export class Scripted {
	readonly asked: string[] = [];
	readonly mails: MailRequest[] = [];
	/** The `auth` of each request to add. */
	readonly auths: (ConfirmData | undefined)[] = [];
	readonly said: string[] = [];
	readonly pauses: number[] = [];
	now = 1_000;
	readonly ports: Ports;

	constructor(script: Script = {}) {
		const { threepids = [ok([old])], mail = [ok({ sid: '17' })], add = [done] } = script;
		const used = new Map<string, number>();
		const next = <T>(name: string, answers: readonly T[]): Promise<T> => {
			this.asked.push(name);
			const turn = used.get(name) ?? 0;
			used.set(name, turn + 1);
			const answer = answers[Math.min(turn, answers.length - 1)];
			if (answer === undefined) throw new Error(`Nothing scripted for ${name}`);
			return Promise.resolve(answer);
		};
		this.ports = {
			security: {
				threepids: () => next('threepids', threepids),
				capabilities: () => next('capabilities', [script.capabilities ?? ok(everything)]),
				management: () => next('management', [script.management ?? ok(undefined)])
			},
			emails: {
				requestMail: (request) => {
					this.mails.push(request);
					return next('mail', mail);
				},
				requestCode: ({ number, country }) =>
					next(`code ${number} ${country}`, script.code ? [script.code] : []),
				submitCode: ({ code, submitUrl }) =>
					next(`submit ${code} ${submitUrl}`, [script.submit ?? ok(true)]),
				add: ({ auth, clientSecret, sid }) => {
					this.auths.push(auth);
					this.said.push(`add ${clientSecret} ${sid}`);
					return next('add', add);
				},
				remove: ({ medium, address }) =>
					next(`remove ${medium} ${address}`, [script.remove ?? ok(true)])
			},
			account,
			listen: () => this.#watch(script),
			alone: (_, task) => task(),
			sayFinished: (sid) => this.said.push(`finished ${sid}`),
			linkOpened: () => Promise.resolve(script.opened ?? 'confirmed'),
			verifiedPage: 'https://portal.example.org/verified',
			country: 'GB'
		};
	}

	/** How often the homeserver was asked for each thing. */
	count(name: string): number {
		return this.asked.filter((line) => line.startsWith(name)).length;
	}

	#watch({ finishedElsewhere = false }: Script): LinkWatch {
		return {
			now: () => this.now,
			pause: (ms, signal) => {
				signal.throwIfAborted();
				this.pauses.push(ms);
				this.now += ms;
				return Promise.resolve();
			},
			visible: () => Promise.resolve(),
			finishedElsewhere: () => finishedElsewhere,
			stop: () => undefined
		};
	}
}
