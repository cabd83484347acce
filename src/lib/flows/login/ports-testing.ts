import { vi } from 'vitest';
import { defaultConfig, type PortalConfig } from '$lib/base/config';
import { ok, type Result } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import type { SignInOffer, SignInPort } from '$lib/matrix/account-ports';
import type { Homeserver } from '$lib/base/homeserver';
import type { Login } from '$lib/matrix/ports';
import type { Ports } from './ports';
import { otherServer, server, withPassword } from './testing';

export const login: Login = {
	userId: '@ada:example.org',
	deviceId: 'DEVICE',
	accessToken: new Secret('syt_token')
};

/** What the homeserver answers. */
export interface Script {
	offer?: Result<SignInOffer>;
	find?: Result<Homeserver>;
	/** One after the other; the last one is said again and again. */
	signIn?: readonly Result<Login>[];
	redeem?: Result<Login>;
	config?: Partial<PortalConfig>;
	preselected?: string;
}

/** Ports that play a script; each can be looked at as a mock. */
export function scriptedPorts(script: Script = {}) {
	const { signIn = [ok(login)] } = script;
	let used = 0;
	return {
		config: Promise.resolve({ ...defaultConfig, ...script.config }),
		homeservers: {
			find: vi.fn((_text: string, _signal: AbortSignal) =>
				Promise.resolve(script.find ?? ok(otherServer))
			)
		},
		signIn: {
			offer: vi.fn((_server: Homeserver, _signal: AbortSignal) =>
				Promise.resolve(script.offer ?? ok(withPassword))
			),
			withPassword: vi.fn((..._asked: Parameters<SignInPort['withPassword']>) => {
				const answer = signIn[Math.min(used++, signIn.length - 1)];
				return Promise.resolve(answer ?? ok(login));
			})
		},
		login: {
			ssoUrl: (_server, { id }, returnTo) => `${server.baseUrl}/sso/${id}?to=${returnTo}`,
			redeem: vi.fn(() => Promise.resolve(script.redeem ?? ok(login)))
		},
		preselected: script.preselected,
		returnTo: 'https://portal.example.org/login',
		deviceName: () => Promise.resolve('Vestibule'),
		newDeviceId: () => 'DEVICE',
		keepLogin: vi.fn(),
		leave: vi.fn(),
		goOn: vi.fn(() => Promise.resolve())
	} satisfies Ports;
}
