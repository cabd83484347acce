import { defaultConfig, type PortalConfig } from '$lib/base/config';
import type { PortalError } from '$lib/base/errors';
import { fail, ok, type Result } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import type { PasswordPolicy } from '$lib/base/password-policy';
import type {
	Login,
	MailRequest,
	RegisterAnswer,
	RegisterRequest,
	RegistrationOffer
} from '$lib/matrix/ports';
import type { LinkWatch } from '$lib/session/link-watch';
import type { Ports } from './ports';
import { server } from './testing';

export const login: Login = {
	userId: '@ada:example.org',
	deviceId: 'DEVICE',
	accessToken: new Secret('syt_token')
};
export const done = (more: Partial<Extract<RegisterAnswer, { kind: 'done' }>> = {}) =>
	ok<RegisterAnswer>({ kind: 'done', userId: login.userId, login, ...more });
export const stages = (...completed: string[]) =>
	ok<RegisterAnswer>({ kind: 'challenge', challenge: { session: 's1', completed } });
export const refused = (refusal: PortalError, ...completed: string[]) =>
	ok<RegisterAnswer>({ kind: 'challenge', challenge: { session: 's1', completed }, refusal });
export const notConfirmed = refused({ kind: 'linkNotConfirmed' });

/** What the homeserver answers, one after the other; the last one is said again and again. */
export interface Script {
	offer?: Result<RegistrationOffer>;
	register?: readonly Result<RegisterAnswer>[];
	mail?: readonly Result<{ sid: string }>[];
	tokenValid?: Result<boolean>;
	available?: readonly Result<true>[];
	policy?: Result<PasswordPolicy>;
	redeem?: Result<Login>;
	config?: Partial<PortalConfig>;
	preselected?: string;
	/** Another tab of this browser asks at the moment. */
	lockTaken?: () => boolean;
	finishedElsewhere?: () => boolean;
}

/** Ports that play a script, and write down what they were asked. */
export class Scripted {
	readonly asked: string[] = [];
	readonly requests: RegisterRequest[] = [];
	readonly mails: MailRequest[] = [];
	readonly signedIn: Login[] = [];
	readonly said: string[] = [];
	readonly left: string[] = [];
	/** How long the wait for the link paused, in milliseconds. */
	readonly pauses: number[] = [];
	stopped = 0;
	now = 1_000;
	readonly ports: Ports;

	constructor(script: Script = {}) {
		const { register = [done()], mail = [ok({ sid: '17' })], available = [ok(true)] } = script;
		const next = <T>(name: string, answers: readonly T[], used: number): Promise<T> => {
			this.asked.push(name);
			const answer = answers[Math.min(used, answers.length - 1)];
			if (answer === undefined) throw new Error(`Nothing scripted for ${name}`);
			return Promise.resolve(answer);
		};
		const say = <T>(name: string, answer: T) => next(name, [answer], 0);
		this.ports = {
			config: Promise.resolve({ ...defaultConfig, ...script.config }),
			homeservers: {
				find: (text) => say(`find ${text}`, ok(server)),
				offer: () => say('offer', script.offer ?? fail({ kind: 'badAnswer' })),
				passwordPolicy: () => say('policy', script.policy ?? ok({}))
			},
			registration: {
				available: (_, name) => next(`available ${name}`, available, this.count('available')),
				tokenValid: (_, token) => say(`token ${token}`, script.tokenValid ?? ok(true)),
				requestMail: (_, request) => next('mail', mail, this.mails.push(request) - 1),
				register: (_, request) => next('register', register, this.requests.push(request) - 1)
			},
			login: {
				ssoUrl: (_, { id }, returnTo) => `https://matrix.example.org/sso/${id}?to=${returnTo}`,
				redeem: (_, loginToken) => say(`redeem ${loginToken.reveal()}`, script.redeem ?? ok(login))
			},
			preselected: script.preselected,
			verifiedPage: 'https://portal.example.org/verified',
			returnTo: 'https://portal.example.org/register',
			deviceName: () => Promise.resolve('Vestibule'),
			newDeviceId: () => 'DEVICE',
			keepLogin: (_, session) => this.signedIn.push(session),
			leave: ({ provider }, url) => this.left.push(`${provider} ${url}`),
			listen: (sid) => this.#watch(sid, script),
			alone: async (_, task) => (script.lockTaken?.() ? undefined : task()),
			sayFinished: (sid) => this.said.push(sid)
		};
	}

	/** How often the homeserver was asked for each thing. */
	count(name: string): number {
		return this.asked.filter((line) => line.startsWith(name)).length;
	}

	#watch(sid: string, { finishedElsewhere = () => false }: Script): LinkWatch {
		this.asked.push(`listen ${sid}`);
		return {
			now: () => this.now,
			pause: (ms, signal) => {
				signal.throwIfAborted();
				this.pauses.push(ms);
				this.now += ms;
				return Promise.resolve();
			},
			visible: () => Promise.resolve(),
			finishedElsewhere,
			stop: () => this.stopped++
		};
	}
}
