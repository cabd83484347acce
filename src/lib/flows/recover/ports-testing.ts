import { defaultConfig, type PortalConfig } from '$lib/base/config';
import { fail, ok, type Result } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import type { PasswordPolicy } from '$lib/base/password-policy';
import type { MailRequest, ResetProof, ResetStart, SupportContact } from '$lib/matrix/ports';
import type { Ports } from './ports';
import { otherServer, server } from './testing';

export const notConfirmed = fail({ kind: 'linkNotConfirmed' });
export const open = ok<ResetStart>({ kind: 'open', session: 's1' });

/** What the homeserver answers, one after the other; the last one is said again and again. */
export interface Script {
	begin?: readonly Result<ResetStart>[];
	mail?: readonly Result<{ sid: string }>[];
	ask?: readonly Result<true>[];
	finish?: readonly Result<true>[];
	contact?: Result<SupportContact | undefined>;
	policy?: Result<PasswordPolicy>;
	whoami?: Result<{ userId: string }>;
	config?: Partial<PortalConfig>;
	signedIn?: Ports['signedIn'];
	isReplaced?: () => boolean;
	finishedElsewhere?: () => boolean;
}

/** Ports that play a script, and write down what they were asked. */
export class Scripted {
	readonly asked: string[] = [];
	readonly mails: MailRequest[] = [];
	readonly proofs: ResetProof[] = [];
	readonly passwords: string[] = [];
	readonly said: string[] = [];
	readonly kept: { username: string; email: string }[] = [];
	readonly forgotten: string[] = [];
	now = 1_000;
	readonly ports: Ports;

	constructor(script: Script = {}) {
		const { begin = [open], mail = [ok({ sid: '17' })] } = script;
		const { ask = [ok(true as const)], finish = [ok(true as const)] } = script;
		this.ports = {
			config: Promise.resolve({ ...defaultConfig, ...script.config }),
			homeservers: {
				find: (text) => this.#next(`find ${text}`, [ok(otherServer)]),
				passwordPolicy: () => this.#next('policy', [script.policy ?? ok({ minimumLength: 8 })])
			},
			recovery: {
				begin: () => this.#next('begin', begin),
				requestMail: (_, request) => {
					this.mails.push(request);
					return this.#next('mail', mail);
				},
				ask: (_, proof) => {
					this.proofs.push(proof);
					return this.#next('ask', ask);
				},
				finish: (_, proof, password) => {
					this.proofs.push(proof);
					this.passwords.push(password.reveal());
					return this.#next('finish', finish);
				},
				contact: () => this.#next('contact', [script.contact ?? ok(undefined)])
			},
			account: {
				whoami: (_, token) =>
					this.#next(`whoami ${token.reveal()}`, [script.whoami ?? fail({ kind: 'badAnswer' })])
			},
			preselected: undefined,
			verifiedPage: 'https://portal.example.org/verified',
			isReplaced: script.isReplaced ?? (() => false),
			signedIn: script.signedIn ?? (() => undefined),
			forgetSession: ({ deviceId }) => this.forgotten.push(deviceId),
			keepForSignIn: (known) => this.kept.push(known),
			listen: () => ({
				now: () => this.now,
				pause: (ms, signal) => {
					signal.throwIfAborted();
					this.now += ms;
					return Promise.resolve();
				},
				visible: () => Promise.resolve(),
				finishedElsewhere: script.finishedElsewhere ?? (() => false),
				stop: () => undefined
			}),
			alone: async (_, task) => task(),
			sayFinished: (sid) => this.said.push(sid)
		};
	}

	/** How often the homeserver was asked for each thing. */
	count(name: string): number {
		return this.asked.filter((line) => line === name).length;
	}

	#next<T>(name: string, answers: readonly T[]): Promise<T> {
		const answer = answers[Math.min(this.count(name), answers.length - 1)];
		if (answer === undefined) throw new Error(`Nothing scripted for ${name}`);
		this.asked.push(name);
		return Promise.resolve(answer);
	}
}

/** Somebody is signed in in this tab, at the homeserver of the reset. */
export const signedIn = (at = server) => ({
	server: at,
	userId: '@ada:example.org',
	deviceId: 'HERE',
	accessToken: new Secret('syt_here')
});
