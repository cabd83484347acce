import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import type { PublicKeys } from '$lib/matrix/account-ports';
import { perform, type Ports } from './perform';
import { portsOf } from './ports-testing';
import type { Command, Event } from './states';
import { accepted, asked, key, laptop, phone, shown, typed } from './testing';

const broken = fail({ kind: 'serverFault', status: 500 } as const);
const { signal } = new AbortController();
const run = (command: Command, ports: Ports) => perform(command, ports, signal);
const told = (event: Event) => ok(event);

describe('what there is to verify', () => {
	const open = (keys: Partial<PublicKeys>, other?: string) =>
		run({ run: 'open' }, portsOf({ keys, ...(other !== undefined && { other }) }));

	test('this session, with the help of others that are verified', async () => {
		expect(await open({})).toEqual(told({ type: 'opened', known: { helpers: [laptop] } }));
		const none = await open({ verified: [] });
		expect(none).toEqual(told({ type: 'opened', known: { helpers: [] } }));
	});

	test('another session', async () => {
		expect(await open({}, 'PHONE')).toEqual(
			told({ type: 'opened', known: { other: phone, helpers: [laptop] } })
		);
	});

	test('what is verified already', async () => {
		expect(await open({ verified: ['HERE'] })).toEqual(told({ type: 'verified' }));
		expect(await open({}, 'LAPTOP')).toEqual(told({ type: 'verified', other: laptop }));
	});

	test('this session by its name is this session', async () => {
		expect(await open({}, 'HERE')).toEqual(told({ type: 'opened', known: { helpers: [laptop] } }));
	});

	test('nothing', async () => {
		expect(await open({ crossSigning: false })).toEqual(told({ type: 'closed', why: 'notSetUp' }));
		expect(await open({}, 'GONE')).toEqual(told({ type: 'closed', why: 'gone' }));
		expect(await open({ withKeys: [] }, 'PHONE')).toEqual(told({ type: 'closed', why: 'noKeys' }));
	});

	test('a session without a name goes by its ID', async () => {
		const known = { other: { deviceId: 'NAMELESS', name: 'NAMELESS' }, helpers: [laptop] };
		expect(await open({ withKeys: ['NAMELESS'] }, 'NAMELESS')).toEqual(
			told({ type: 'opened', known })
		);
	});

	test('a failure of either', async () => {
		const ports = portsOf();
		ports.security.sessions.mockResolvedValue(broken);
		expect(await run({ run: 'open' }, ports)).toEqual(broken);
		ports.security.publicKeys.mockResolvedValue(broken);
		expect(await run({ run: 'open' }, ports)).toEqual(broken);
	});
});

describe('by the recovery key', () => {
	test('it is tried out', async () => {
		const ports = portsOf();
		expect(await run({ run: 'unlock', typed, way: 'emoji' }, ports)).toEqual(
			told({ type: 'unlocked', then: { way: 'emoji', key } })
		);
		expect(ports.recoveryKeys.open).toHaveBeenCalledWith(typed, signal);
		const wrong = fail({ kind: 'recoveryKeyWrong' } as const);
		ports.recoveryKeys.open.mockResolvedValue(wrong);
		expect(await run({ run: 'unlock', typed, way: 'key' }, ports)).toEqual(wrong);
	});

	test('the cryptography comes, and how much of it is told', async () => {
		const ports = portsOf();
		const then = { way: 'key', key } as const;
		expect(await run({ run: 'load', then }, ports)).toEqual(told({ type: 'loaded', then }));
		expect(ports.arrived).toHaveBeenCalledWith({ bytes: 1, of: 2 });
	});

	test('nothing is told to whoever has cancelled', async () => {
		const ports = portsOf();
		const gone = AbortSignal.abort();
		await perform({ run: 'load', then: { way: 'emoji' } }, ports, gone);
		expect(ports.arrived).not.toHaveBeenCalled();
	});

	test('it verifies this session, or another one', async () => {
		const ports = portsOf();
		expect(await run({ run: 'verify', key }, ports)).toEqual(told({ type: 'verified' }));
		expect(ports.encryption.verifyThis).toHaveBeenCalledWith(key, signal);
		const other = await run({ run: 'verify', key, other: phone }, ports);
		expect(other).toEqual(told({ type: 'verified', other: phone }));
		expect(ports.encryption.verifyOther).toHaveBeenCalledWith('PHONE', key, signal);
		ports.encryption.verifyThis.mockResolvedValue(broken);
		expect(await run({ run: 'verify', key }, ports)).toEqual(broken);
	});
});

describe('by another session', () => {
	test('all others are asked, without a key', async () => {
		const ports = portsOf();
		expect(await run({ run: 'ask' }, ports)).toEqual(told({ type: 'compared', comparison: asked }));
		expect(ports.verification.ask).toHaveBeenCalledWith(undefined, signal);
		expect(ports.encryption.verifyThis).not.toHaveBeenCalled();
	});

	test('one is asked by a session that can sign it', async () => {
		const ports = portsOf();
		await run({ run: 'ask', key, other: phone }, ports);
		expect(ports.encryption.verifyThis).toHaveBeenCalledWith(key, signal);
		expect(ports.verification.ask).toHaveBeenCalledWith('PHONE', signal);
		ports.encryption.verifyThis.mockResolvedValue(broken);
		expect(await run({ run: 'ask', key, other: phone }, ports)).toEqual(broken);
		expect(ports.verification.ask).toHaveBeenCalledOnce();
	});

	test('what changes is told, and what is in the way', async () => {
		const ports = portsOf();
		ports.verification.change.mockResolvedValueOnce(ok(accepted));
		expect(await run({ run: 'watch', from: asked }, ports)).toEqual(
			told({ type: 'compared', comparison: accepted })
		);
		ports.verification.change.mockResolvedValueOnce(broken);
		expect(await run({ run: 'watch', from: asked }, ports)).toEqual(
			told({ type: 'troubled', error: broken.ok ? { kind: 'offline' } : broken.error })
		);
		for (const error of [{ kind: 'sessionEnded', soft: false }, { kind: 'userLocked' }] as const) {
			ports.verification.change.mockResolvedValueOnce(fail(error));
			expect(await run({ run: 'watch', from: asked }, ports)).toEqual(fail(error));
		}
	});

	test('what the person says is passed on', async () => {
		const ports = portsOf();
		ports.verification.match.mockResolvedValue(ok(shown));
		expect(await run({ run: 'match' }, ports)).toEqual(
			told({ type: 'compared', comparison: shown })
		);
		ports.verification.differ.mockResolvedValue(broken);
		expect(await run({ run: 'differ' }, ports)).toEqual(broken);
		expect(await run({ run: 'stop' }, ports)).toEqual(told({ type: 'stopped' }));
		expect(ports.verification.stop).toHaveBeenCalledOnce();
	});
});

describe('whether it counts', () => {
	beforeEach(() => vi.useFakeTimers());
	afterEach(() => vi.useRealTimers());
	const verified = ok({ crossSigning: true, withKeys: ['HERE', 'PHONE'], verified: ['HERE'] });

	test('the homeserver is asked until it does, and nobody listens any more', async () => {
		const ports = portsOf();
		const answer = run({ run: 'settle' }, ports);
		await vi.advanceTimersByTimeAsync(2_500);
		expect(ports.security.publicKeys).toHaveBeenCalledTimes(3);
		expect(ports.verification.stop).not.toHaveBeenCalled();
		ports.security.publicKeys.mockResolvedValue(verified);
		await vi.advanceTimersByTimeAsync(1_000);
		expect(await answer).toEqual(told({ type: 'verified' }));
		expect(ports.verification.stop).toHaveBeenCalledOnce();
	});

	test('it is looked at the session that was verified', async () => {
		const ports = portsOf({ keys: { verified: ['HERE', 'PHONE'] } });
		expect(await run({ run: 'settle', other: phone }, ports)).toEqual(
			told({ type: 'verified', other: phone })
		);
	});

	test('after a while it does not', async () => {
		const answer = run({ run: 'settle' }, portsOf());
		await vi.advanceTimersByTimeAsync(15_000);
		expect(await answer).toEqual(told({ type: 'unsigned' }));
	});

	test('a failure is passed on', async () => {
		const ports = portsOf();
		ports.security.publicKeys.mockResolvedValue(broken);
		expect(await run({ run: 'settle' }, ports)).toEqual(broken);
	});
});
