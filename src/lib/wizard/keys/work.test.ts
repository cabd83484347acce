import { expect, test, vi } from 'vitest';
import { fail, ok, type Result } from '$lib/base/result';
import type { AnyKey, KeepingCommand, KeepingEvent } from './keeping-states';
import { confirmationOf, key, password } from './keeping-testing';
import { performWork, type Answer, type WorkPorts } from './work';

const confirmation = confirmationOf();
const act: KeepingCommand<AnyKey> = { run: 'act', key };
const challenge = { session: 'uia', flows: [{ stages: ['m.login.password'] }] };

/** The work with a port that answers once. */
async function done(
	command: KeepingCommand<AnyKey>,
	answer: Result<Answer>,
	given: Partial<WorkPorts<AnyKey>> = {}
) {
	const told: KeepingEvent[] = [];
	const port = vi.fn<WorkPorts<AnyKey>['act']>((_given, tell) => {
		tell('crossSigning');
		return Promise.resolve(answer);
	});
	const ports: WorkPorts<AnyKey> = {
		load: () => Promise.resolve(ok(true)),
		act: port,
		userId: '@ada:example.org',
		tell: (event) => told.push(event),
		...given
	};
	const result = await performWork(command, ports, new AbortController().signal);
	return { result, told, asked: port.mock.calls[0]?.[0] };
}

test('loading tells how much has come', async () => {
	const arrived = { bytes: 1, of: 2 };
	const load: WorkPorts<AnyKey>['load'] = (tell) => {
		tell(arrived);
		return Promise.resolve(ok(true));
	};
	const { result, told } = await done({ run: 'load' }, ok({ kind: 'done' }), { load });
	expect(told).toEqual([{ type: 'arrived', arrived }]);
	expect(result).toEqual(ok({ type: 'loaded' }));
});

test('loading may fail', async () => {
	const load = () => Promise.resolve(fail({ kind: 'cryptoUnsupported' }));
	const { result } = await done({ run: 'load' }, ok({ kind: 'done' }), { load });
	expect(result).toEqual(fail({ kind: 'cryptoUnsupported' }));
});

test('the work tells its stages, and ends', async () => {
	const { result, told, asked } = await done(act, ok({ kind: 'done' }));
	expect(asked).toEqual({ key });
	expect(told).toEqual([{ type: 'stageTold', stage: 'crossSigning' }]);
	expect(result).toEqual(ok({ type: 'worked' }));
});

test('what is told after it was stopped is not heard', async () => {
	const tell = vi.fn();
	const stopped = new AbortController();
	const load: WorkPorts<AnyKey>['load'] = (told) => {
		stopped.abort();
		told({ bytes: 1, of: 2 });
		return Promise.resolve(ok(true));
	};
	const ports = { load, act: vi.fn(), userId: '', tell };
	await performWork({ run: 'load' }, ports, stopped.signal);
	expect(tell).not.toHaveBeenCalled();
});

test('a challenge is read', async () => {
	const { result } = await done(act, ok({ kind: 'challenge', challenge }));
	expect(result).toMatchObject(ok({ type: 'challenged', confirmation }));
});

test('a challenge that nobody could meet is a failure', async () => {
	const nothing = { session: 'uia', flows: [{ stages: [] }] };
	const { result } = await done(act, ok({ kind: 'challenge', challenge: nothing }));
	expect(result).toEqual(fail({ kind: 'unsupported' }));
});

test('the password goes to the session that was begun', async () => {
	const proof = { confirmation, password };
	const { asked } = await done({ ...act, proof }, ok({ kind: 'done' }));
	expect(asked?.auth).toEqual({
		session: 'uia',
		type: 'm.login.password',
		userId: '@ada:example.org',
		password
	});
});

test('after the homeserver’s page, it is only looked whether all is done', async () => {
	const { asked } = await done({ ...act, proof: { confirmation } }, ok({ kind: 'done' }));
	expect(asked?.auth).toEqual({ session: 'uia' });
});

test('a refusal is passed on; a newer session begins anew', async () => {
	const refusal = { kind: 'passwordWrong' } as const;
	const before = confirmationOf('older', ['m.login.password']);
	const proof = { confirmation: before, password };
	const { result } = await done({ ...act, proof }, ok({ kind: 'challenge', challenge, refusal }));
	expect(result).toMatchObject(ok({ type: 'challenged', refusal, confirmation }));
});

test('a lost answer is told apart where a password was sent', async () => {
	const lost = fail({ kind: 'unreachable' });
	const proof = { confirmation, password };
	expect((await done({ ...act, proof }, lost)).result).toEqual(ok({ type: 'lost' }));
	expect((await done(act, lost)).result).toEqual(lost);
	const limited = fail({ kind: 'rateLimited', retryAfterMs: 1 });
	expect((await done({ ...act, proof }, limited)).result).toEqual(limited);
});
