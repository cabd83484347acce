import { describe, expect, test } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { Secret } from '$lib/base/secret';
import type { NewUser, UserTrace } from '$lib/matrix/admin-ports';
import { initial, transition } from './create';
import { emptyForm } from './form';
import type { Event, Form, State } from './states';

const form: Form = { ...emptyForm, username: 'Ada', displayName: ' Ada L ', emails: ['A@b.test'] };
const user: NewUser = {
	userId: '@ada:hs.test',
	displayName: 'Ada L',
	emails: ['a@b.test'],
	identities: [],
	administrator: false
};
const password = new Secret('geheim');
const found: UserTrace = {
	userId: '@ada:hs.test',
	deactivated: false,
	neverSeen: true,
	untouched: true
};
const refused: PortalError = { kind: 'refused' };
const next = (state: State, event: Event) => transition(state, event, 'hs.test');
const asked = { form, user };
const making: State = { step: 'making', ...asked };
const lost: PortalError = { kind: 'unreachable' };
const looking: State = { step: 'looking', ...asked, lost };
const unsure: State = { step: 'unsure', ...asked, found };
const finishing: State = { step: 'finishing', form, user: { ...user, password } };
const unfinished: State = {
	...finishing,
	step: 'unfinished',
	reason: { kind: 'failed', error: refused }
};

describe('the name while it is typed', () => {
	test('is asked for as the homeserver would have it', () => {
		const { state, command } = next(initial, { type: 'nameTyped', username: ' @Ada:x ' });
		expect(command).toEqual({ run: 'checkName', name: 'ada' });
		expect(state).toMatchObject({ check: { name: 'ada', result: 'asking' } });
		const told = next(state, { type: 'nameChecked', name: 'ada', result: 'free' });
		expect(told.state).toMatchObject({ check: { name: 'ada', result: 'free' } });
	});

	test('an answer about another name says nothing', () => {
		const { state } = next(initial, { type: 'nameTyped', username: 'ada' });
		expect(next(state, { type: 'nameChecked', name: 'ad', result: 'free' })).toEqual({ state });
	});

	test.each(['_x', '123', 'ä', 'a b', 'x'.repeat(250)])('%j is impossible', (username) => {
		const { state, command } = next(initial, { type: 'nameTyped', username });
		expect(command).toBeUndefined();
		expect(state).toMatchObject({ check: { result: { kind: 'usernameInvalid' } } });
	});

	test('nothing typed is nothing to say, and takes the fault of the name away', () => {
		const before: State = {
			step: 'form',
			form: emptyForm,
			faults: { username: { kind: 'usernameMissing' }, displayName: 'tooLong' }
		};
		expect(next(before, { type: 'nameTyped', username: '' })).toEqual({
			state: { ...initial, faults: { displayName: 'tooLong' } }
		});
	});
});

test('a form with faults is not sent', () => {
	const { state, command } = next(initial, { type: 'submitted', form: emptyForm });
	expect(command).toBeUndefined();
	expect(state).toEqual({
		step: 'form',
		form: emptyForm,
		faults: { username: { kind: 'usernameMissing' } }
	});
});

describe('making', () => {
	test('begins with the empty account', () => {
		expect(next(initial, { type: 'submitted', form })).toEqual({
			state: making,
			command: { run: 'make', user, passwordless: false }
		});
	});

	test('goes on with what belongs to it', () => {
		expect(next(making, { type: 'made', password })).toEqual({
			state: finishing,
			command: { run: 'finish', user: { ...user, password } }
		});
		expect(next(making, { type: 'made' }).command).toEqual({ run: 'finish', user });
	});

	test.each<[Event, object]>([
		[{ type: 'exists', user: { ...found, deactivated: true } }, { deactivated: true }],
		[{ type: 'appeared' }, { userId: '@ada:hs.test' }]
	])('stops at an account that is there: %j', (event, holder) => {
		const { state, command } = next(making, event);
		expect(command).toBeUndefined();
		expect(state).toMatchObject({
			step: 'form',
			form,
			faults: { username: { kind: 'usernameTaken' }, holder }
		});
	});

	test('tells whose an email is', () => {
		const taken = { kind: 'emailTaken', address: 'a@b.test', by: '@eve:hs.test' } as const;
		expect(next(making, { type: 'taken', taken }).state).toEqual({
			step: 'form',
			form,
			faults: { emails: [{ kind: 'taken', by: '@eve:hs.test' }] }
		});
	});

	test.each<[PortalError, object]>([
		[{ kind: 'usernameReserved' }, { faults: { username: { kind: 'usernameReserved' } } }],
		[refused, { error: refused }]
	])('that fails leaves the form: %j', (error, more) => {
		expect(next(making, { type: 'failed', error })).toEqual({
			state: { step: 'form', form, ...more }
		});
	});
});

describe('a lost answer', () => {
	test('is looked for', () => {
		expect(next(making, { type: 'lost', error: lost })).toEqual({
			state: looking,
			command: { run: 'look', userId: '@ada:hs.test' }
		});
	});

	test('is tried again where nothing was made', () => {
		expect(next(looking, { type: 'looked', found: undefined })).toMatchObject({
			state: { ...making, again: true },
			command: { run: 'make' }
		});
	});

	test('is told when it is lost again', () => {
		const { state } = next({ ...making, again: true }, { type: 'lost', error: lost });
		expect(next(state, { type: 'looked', found: undefined })).toEqual({
			state: { step: 'form', form, error: lost }
		});
	});

	test('asks the operator about an account that is as if just made', () => {
		expect(next(looking, { type: 'looked', found })).toEqual({ state: unsure });
	});

	test('leaves an account alone that is somebody’s', () => {
		const others = { ...found, untouched: false };
		expect(next(looking, { type: 'looked', found: others }).state).toMatchObject({
			step: 'form',
			faults: { holder: others }
		});
	});

	test('that cannot be looked for can be later', () => {
		const { state } = next(looking, { type: 'failed', error: refused });
		expect(state).toEqual({ step: 'unsure', ...asked, error: refused });
		expect(next(state, { type: 'claimed' })).toEqual({ state });
		expect(next(state, { type: 'lookAsked' })).toMatchObject({ state: { step: 'looking' } });
	});

	test('ends with another name, or with this one', () => {
		expect(next(unsure, { type: 'otherNameAsked' })).toEqual({ state: { step: 'form', form } });
		expect(next(unsure, { type: 'claimed' })).toEqual({
			state: unsure,
			command: { run: 'equip', passwordless: false }
		});
		expect(next(unsure, { type: 'made', password })).toMatchObject({
			state: finishing,
			command: { run: 'finish' }
		});
	});
});

describe('finishing', () => {
	test('is the end', () => {
		const { state } = next(finishing, { type: 'finished' });
		expect(state).toEqual({ step: 'done', user: { ...user, password } });
		expect(next(state, { type: 'passwordLeft' })).toEqual({ state: { step: 'done', user } });
		expect(next(state, { type: 'anotherAsked' })).toEqual({ state: initial });
	});

	test.each<[Event, object]>([
		[
			{ type: 'failed', error: refused },
			{ kind: 'failed', error: refused }
		],
		[
			{ type: 'taken', taken: { kind: 'emailTaken', address: 'a@b.test', by: '@e:hs.test' } },
			{ kind: 'emailTaken', address: 'a@b.test', by: '@e:hs.test' }
		]
	])('that fails is half done, and told so: %j', (event, reason) => {
		expect(next(finishing, event).state).toEqual({ ...finishing, step: 'unfinished', reason });
	});

	test('can be tried again, with the same password', () => {
		expect(next(unfinished, { type: 'finishAsked' })).toEqual({
			state: finishing,
			command: { run: 'finish', user: { ...user, password } }
		});
	});
});

test('what does not fit the step changes nothing', () => {
	const states: State[] = [initial, making, looking, unsure, finishing, unfinished];
	for (const state of [...states, { step: 'done', user } as const])
		expect(next(state, { type: 'passwordLeft' })).toEqual({ state });
	expect(next(initial, { type: 'finished' })).toEqual({ state: initial });
});
