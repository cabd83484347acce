import { describe, expect, test } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { fail, ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { perform } from './perform';
import { portsOf } from './ports-testing';
import type { Attempt } from './states';
import { answered, challenged, change, done, onItsWay, safe, wrong } from './testing';

const { signal } = new AbortController();
const unreachable: PortalError = { kind: 'unreachable' };
const failing = () => Promise.resolve(fail(unreachable));
const ended: PortalError = { kind: 'sessionEnded', soft: false };

describe('the check', () => {
	const check = (ports = portsOf()) => perform({ run: 'check' }, ports, signal);
	const others = { count: 1, unverified: 0, unused: 0 };

	test('finds out how safe the keys are', async () => {
		expect(await check()).toEqual(ok({ type: 'found', found: { ...safe, others } }));
	});

	test('finds out what is not there', async () => {
		const nothing = () => Promise.resolve(ok(undefined));
		const ports = portsOf({ backup: nothing, recoveryKey: nothing });
		const found = { backup: 'off', recoveryKey: false, others };
		expect(await check(ports)).toEqual(ok({ type: 'found', found }));
	});

	test('leaves out what cannot be found out', async () => {
		const ports = portsOf({
			capabilities: failing,
			management: failing,
			backup: failing,
			recoveryKey: failing,
			sessions: failing,
			publicKeys: failing
		});
		expect(await check(ports)).toEqual(ok({ type: 'found', found: {} }));
		const part = { ...others, unverified: undefined };
		expect(await check(portsOf({ publicKeys: failing }))).toEqual(
			ok({ type: 'found', found: { ...safe, others: part } })
		);
	});

	test.each(['capabilities', 'backup', 'recoveryKey', 'sessions', 'publicKeys'] as const)(
		'hears from %s that the session is over',
		async (part) => {
			const ports = portsOf({ [part]: () => Promise.resolve(fail(ended)) });
			expect(await check(ports)).toEqual(fail(ended));
		}
	);

	test('hears that passwords are not changed here', async () => {
		const capabilities = {
			changePassword: false,
			changeThreepids: true,
			changeDisplayName: true,
			changeAvatar: true
		};
		const ports = portsOf({ capabilities: () => Promise.resolve(ok(capabilities)) });
		expect(await check(ports)).toMatchObject({ value: { elsewhere: { url: undefined } } });
	});

	test('hears where accounts are managed instead', async () => {
		const page = { url: 'https://account.example.org/', actions: [] };
		const ports = portsOf({ management: () => Promise.resolve(ok(page)) });
		expect(await check(ports)).toMatchObject({ value: { elsewhere: { url: page.url } } });
	});
});

describe('the question how a change is confirmed', () => {
	const probe = (error?: PortalError) => {
		const ports = portsOf();
		if (error) ports.password.probe.mockResolvedValue(fail(error));
		return perform({ run: 'probe' }, ports, signal);
	};

	test('is answered by the challenge', async () => {
		expect(await probe()).toEqual(ok({ type: 'probed', answer: challenged() }));
	});

	test.each<PortalError>([unreachable, ended, { kind: 'unsupported' }])(
		'fails when there is no use in going on: $kind',
		async (error) => expect(await probe(error)).toEqual(fail(error))
	);

	test.each<PortalError>([{ kind: 'unknown' }, { kind: 'badAnswer' }, { kind: 'refused' }])(
		'may stay open: $kind',
		async (error) => expect(await probe(error)).toEqual(ok({ type: 'probed' }))
	);
});

describe('the policy', () => {
	test('is the homeserver’s, or none', async () => {
		const ports = portsOf();
		const policy = { minimumLength: 8 };
		ports.homeservers.passwordPolicy.mockResolvedValueOnce(ok(policy));
		const ask = () => perform({ run: 'policy' }, ports, signal);
		expect(await ask()).toEqual(ok({ type: 'policyKnown', policy }));
		ports.homeservers.passwordPolicy.mockResolvedValueOnce(fail(unreachable));
		expect(await ask()).toEqual(ok({ type: 'policyKnown', policy: {} }));
		expect(ports.homeservers.passwordPolicy).toHaveBeenCalledWith(ports.account.server, signal);
	});
});

describe('a change', () => {
	const begun = onItsWay().attempt;
	const confirming = onItsWay(answered(challenged())).attempt;
	const asking = onItsWay(answered(challenged()), { type: 'lost' }).attempt;
	const parameters = { newPassword: change.next, logoutDevices: true };

	/** Sends it; the homeserver does it, or fails as the test says. */
	function send(attempt: Attempt, error?: PortalError) {
		const ports = portsOf();
		ports.password.change.mockResolvedValue(error ? fail(error) : ok(done));
		return { ports, event: perform({ run: attempt.phase, attempt }, ports, signal) };
	}
	const sentBy = (attempt: Attempt) => {
		const { ports } = send(attempt);
		return ports.password.change.mock.calls[0]?.[0];
	};

	test('begins without any password but the new one', () => {
		expect(sentBy(begun)).toEqual(parameters);
	});

	test('is confirmed with the current password, and the same parameters', () => {
		const { current: password } = change;
		const auth = { session: 'uia', type: 'm.login.password', userId: '@ada:example.org', password };
		expect(sentBy(confirming)).toEqual({ ...parameters, auth });
		expect(sentBy({ ...confirming, proof: 'next' })?.auth).toMatchObject({ password: change.next });
	});

	test('is asked for without a password', () => {
		expect(sentBy(asking)).toEqual({ ...parameters, auth: { session: 'uia' } });
	});

	test('keeps the others signed in when that is wanted', () => {
		const quiet = { ...begun, change: { ...change, signOut: false, next: new Secret('x') } };
		expect(sentBy(quiet)).toMatchObject({ logoutDevices: false });
	});

	test('tells the machine what was answered', async () => {
		for (const attempt of [begun, confirming, asking])
			expect(await send(attempt).event).toEqual(ok(answered(done)));
		const ports = portsOf();
		ports.password.change.mockResolvedValue(ok(wrong));
		const command = { run: confirming.phase, attempt: confirming };
		expect(await perform(command, ports, signal)).toEqual(ok(answered(wrong)));
	});

	test.each<PortalError>([
		{ kind: 'offline' },
		unreachable,
		{ kind: 'serverFault', status: 500 },
		{ kind: 'serverFault', status: 502 },
		{ kind: 'badAnswer' }
	])('may have been made when its confirmation fails with $kind', async (error) => {
		expect(await send(confirming, error).event).toEqual(ok({ type: 'lost' }));
		expect(await send(begun, error).event).toEqual(fail(error));
		expect(await send(asking, error).event).toEqual(fail(error));
	});

	test('that is limited fails, for whoever tries again to wait', async () => {
		const error: PortalError = { kind: 'rateLimited', retryAfterMs: 3_000 };
		for (const attempt of [begun, confirming, asking])
			expect(await send(attempt, error).event).toEqual(fail(error));
	});

	test('whose new password is tried cannot be tried again by hand: that would ask otherwise', async () => {
		const error: PortalError = { kind: 'rateLimited', retryAfterMs: 3_000 };
		for (const attempt of [begun, confirming])
			expect(await send({ ...attempt, proof: 'next' }, error).event).toEqual(
				ok({ type: 'failed', error })
			);
	});

	test('without a session to confirm begins anew', async () => {
		const { event, ports } = send({ ...confirming, confirmation: undefined });
		expect(await event).toEqual(fail({ kind: 'uiaExpired' }));
		expect(ports.password.change).not.toHaveBeenCalled();
	});
});
