import { vi } from 'vitest';
import { ok, type Result } from '$lib/base/result';
import type { Confirmed, SecurityPort } from '$lib/matrix/account-ports';
import { challenged } from './testing';
import type { Ports } from './perform';

export const account = {
	server: { baseUrl: 'https://matrix.example.org', serverName: 'example.org' },
	userId: '@ada:example.org',
	deviceId: 'HERE'
};

const NOW = 1_000_000_000_000;

/** A homeserver on which all is well, but for what is said otherwise. */
export function portsOf(security: Partial<SecurityPort> = {}) {
	const answer = <T>(value: T) => vi.fn(() => Promise.resolve(ok(value)));
	const change = vi.fn<Ports['password']['change']>();
	const probe = vi.fn<Ports['password']['probe']>(() => Promise.resolve(ok(challenged())));
	const passwordPolicy = vi.fn<Ports['homeservers']['passwordPolicy']>(() =>
		Promise.resolve(ok({}))
	);
	return {
		security: {
			capabilities: answer({
				changePassword: true,
				changeThreepids: true,
				changeDisplayName: true,
				changeAvatar: true
			}),
			management: answer(undefined),
			threepids: answer([]),
			backup: answer({ version: '1', count: 12 }),
			recoveryKey: answer({ id: 'KEY', hasPhrase: false }),
			sessions: answer([{ deviceId: 'HERE' }, { deviceId: 'A', lastSeenAt: NOW }]),
			publicKeys: answer({ crossSigning: true, withKeys: ['A'], verified: ['A'] }),
			...security
		},
		password: { probe, change },
		homeservers: { passwordPolicy },
		account,
		now: () => NOW
	} satisfies Ports;
}

/** A request whose answer the test gives. */
export function answers() {
	const waiting: ((answer: Result<Confirmed<true>>) => void)[] = [];
	return {
		ask: () => new Promise<Result<Confirmed<true>>>((resolve) => waiting.push(resolve)),
		give(answer: Result<Confirmed<true>>) {
			const next = waiting.shift();
			if (!next) throw new Error('Nothing was asked');
			next(answer);
		},
		get count() {
			return waiting.length;
		}
	};
}
