import { describe, expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import { askedGroup } from './kept';
import { toSave, toWork } from './keeping';
import type { KeepingEvent, Work } from './keeping-states';
import { after, confirmationOf, ENCODED, groups, key, on, password } from './keeping-testing';

const save = toSave(key);
const check = on(after(save, { type: 'saved' }));
const load = toWork(key).state;
const act: Work<typeof key> = { ...load, phase: 'act' };
const confirmation = confirmationOf();
const asking = on(after(act, { type: 'challenged', confirmation })) as Work<typeof key>;
const proved = (text: string): KeepingEvent => ({ type: 'proved', typed: new Secret(text) });
const failed = (kind: 'unsupported' | 'uiaExpired'): KeepingEvent => ({
	type: 'failed',
	error: { kind }
});

describe('keeping the key', () => {
	test('a saved key has to be shown to be kept', () => {
		expect(check).toEqual({ step: 'check', key, asked: askedGroup(ENCODED) });
	});

	test('nothing is done before that', () => {
		expect(after(save, { type: 'loaded' })).toEqual({ state: save });
		expect(after(check, { type: 'worked' })).toEqual({ state: check });
		expect(after(check, proved('')).state).toMatchObject({ step: 'check', fault: 'missing' });
		expect(after(check, proved('EsTc LW2K')).state).toMatchObject({ fault: 'wrong' });
	});

	test('the whole key, or the group that is asked for, begins the work', () => {
		const group = groups[askedGroup(ENCODED) - 1] ?? '';
		for (const text of [ENCODED, group]) expect(after(check, proved(text))).toEqual(toWork(key));
	});

	test('the key can be seen again', () => {
		expect(after(check, { type: 'backAsked' }).state).toEqual(save);
	});

	test('what was confirmed before is kept until it is needed', () => {
		const proof = { confirmation, password };
		const state = after(toSave(key, proof), { type: 'saved' }, proved(ENCODED), {
			type: 'loaded'
		});
		expect(state.command).toEqual({ run: 'act', key, proof });
	});
});

describe('the work', () => {
	test('begins when the cryptography has come', () => {
		const arrived = { bytes: 1, of: 2 };
		expect(after(load, { type: 'arrived', arrived }).state).toEqual({ ...load, arrived });
		expect(after(load, { type: 'loaded' })).toEqual({ state: act, command: { run: 'act', key } });
	});

	test('may be cancelled while that is awaited', () => {
		expect(after(load, { type: 'cancelled' }).state).toEqual({ ...save, cancelled: true });
	});

	test('tells each stage once', () => {
		const told = (stage: Work<typeof key>['stages'][number]): KeepingEvent => ({
			type: 'stageTold',
			stage
		});
		const { state } = after(act, told('secretStorage'), told('backup'), told('secretStorage'));
		expect(state).toEqual({ ...act, stages: ['secretStorage', 'backup'] });
	});

	test('ends', () => expect(after(act, { type: 'worked' })).toEqual({ state: 'finished' }));

	test('that failed is tried again from where it was', () => {
		const next = on(after(act, failed('unsupported')));
		expect(next).toEqual({ ...act, error: { kind: 'unsupported' } });
		expect(after(next, { type: 'triedAgain' })).toEqual({
			state: act,
			command: { run: 'act', key }
		});
		const unloaded = on(after(load, failed('unsupported')));
		expect(after(unloaded, { type: 'triedAgain' })).toEqual(toWork(key));
	});
});

describe('confirming', () => {
	test('is asked for when the homeserver wants it', () => {
		expect(asking).toEqual({ ...act, asking: { confirmation } });
	});

	test('sends the password, and stays in view until it has counted', () => {
		const { state, command } = after(asking, { type: 'passwordGiven', password });
		const proof = { confirmation, password };
		expect(state).toEqual({ ...asking, proof });
		expect(command).toEqual({ run: 'act', key, proof });
		const counted = after(on({ state }), { type: 'stageTold', stage: 'backup' });
		expect(counted.state).toEqual({ ...act, proof, stages: ['backup'] });
	});

	test('needs a password', () => {
		const next = after(asking, { type: 'passwordGiven', password: new Secret('') });
		expect(next).toEqual({
			state: { ...asking, asking: { confirmation, error: { kind: 'passwordMissing' } } }
		});
	});

	test('on the homeserver’s page sends that it is done', () => {
		const { command } = after(asking, { type: 'pageDone' });
		expect(command).toEqual({ run: 'act', key, proof: { confirmation } });
	});

	test.each([
		['a wrong password', { type: 'passwordGiven', password } as const, 'passwordWrong'],
		['a page that was only closed', { type: 'pageDone' } as const, 'ssoUnfinished']
	])('says of %s that it has not counted', (_, event, kind) => {
		const { state } = after(asking, event, { type: 'challenged', confirmation });
		expect(state).toMatchObject({ asking: { confirmation, error: { kind } } });
	});

	test('says what the homeserver refuses', () => {
		const refusal = { kind: 'passwordWrong' } as const;
		const sent = on(after(asking, { type: 'passwordGiven', password }));
		const { state } = after(sent, { type: 'challenged', confirmation, refusal });
		expect(state).toMatchObject({ asking: { error: refusal } });
	});

	test('goes on with what is left of it', () => {
		const sent = on(after(asking, { type: 'passwordGiven', password }));
		const next = confirmationOf('uia', ['m.login.password']);
		const { state } = after(sent, { type: 'challenged', confirmation: next });
		expect(state).toMatchObject({ asking: { confirmation: next } });
		expect(state).not.toHaveProperty('asking.error');
	});

	test('may be left: the key is there again', () => {
		expect(after(asking, { type: 'cancelled' }).state).toEqual(save);
	});

	test('after a lost answer, the password is not sent again: it goes on and finds out', () => {
		const sent = on(after(asking, { type: 'passwordGiven', password }));
		expect(after(sent, { type: 'lost' })).toEqual({ state: act, command: { run: 'act', key } });
	});

	test('keeps in view what fails', () => {
		const sent = on(after(asking, { type: 'passwordGiven', password }));
		const error = { kind: 'rateLimited', retryAfterMs: 1 } as const;
		expect(after(sent, { type: 'failed', error }).state).toMatchObject({ asking: { error } });
	});
});

describe('a confirmation that the homeserver has forgotten', () => {
	const proof = { confirmation, password };
	const early: Work<typeof key> = { ...act, proof };
	const fresh = confirmationOf('newer');
	const challenged = { type: 'challenged', confirmation: fresh } as const;

	test('is asked for anew, and the password that is known is used once more', () => {
		const expired = after(early, failed('uiaExpired'));
		expect(expired.command).toEqual({ run: 'act', key });
		const { command } = after(on(expired), challenged);
		expect(command).toEqual({ run: 'act', key, proof: { password, confirmation: fresh } });
	});

	test('a new session alone means the same', () => {
		expect(after(early, challenged).command).toMatchObject({ proof: { confirmation: fresh } });
	});

	test('is not used for ever: the second time the person is asked', () => {
		const again = on(after(early, failed('uiaExpired'), challenged, failed('uiaExpired')));
		const { state, command } = after(again, challenged);
		expect(command).toBeUndefined();
		expect(state).toMatchObject({
			asking: { confirmation: fresh, error: { kind: 'uiaExpired' } }
		});
	});
});
