import { describe, expect, test } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { transition } from './emails';
import { list, type Command, type ListState } from './states';
import { adding, events, fresh, listed, number, old, phone } from './testing';

const error = { kind: 'badAnswer' } as const;
const typing = (typed: string, more: Partial<ListState> = {}) => listed({ typed, ...more });
const submit = (state: ListState) => transition(state, { type: 'submitted', clientSecret: 'cs' });
const failed = (state: ListState, error: PortalError, command: Command) =>
	transition(state, { type: 'failed', error, command });
const begin = { run: 'begin', address: 'ada@example.org', clientSecret: 'cs' } as const;

describe('adding an address', () => {
	test('sends the mail, and forgets what was said before', () => {
		const state = typing(' ada@example.org ', {
			fault: { kind: 'emailTaken' },
			note: { kind: 'added', address: 'x' },
			error
		});
		expect(submit(state)).toEqual({ state: typing(' ada@example.org '), command: begin });
	});

	test.each<[string, 'emailMissing' | 'emailInvalid' | 'alreadyListed']>([
		['', 'emailMissing'],
		['  ', 'emailMissing'],
		['nonsense', 'emailInvalid'],
		['OLD@example.org', 'alreadyListed']
	])('%j is told at once: %s', (typed, kind) => {
		expect(submit(typing(typed))).toEqual({ state: typing(typed, { fault: { kind } }) });
	});

	test('that was left with Back goes on without another mail', () => {
		const state = typing('Ada@example.org', { left: adding });
		expect(submit(state)).toEqual({ state, command: { run: 'ask', adding } });
	});

	test('another one than was left begins anew', () => {
		expect(submit(typing('eve@example.org', { left: adding }))).toEqual({
			state: typing('eve@example.org'),
			command: { ...begin, address: 'eve@example.org' }
		});
	});

	test.each<PortalError>([
		{ kind: 'emailInvalid' },
		{ kind: 'emailTaken' },
		{ kind: 'emailDenied' },
		{ kind: 'emailUnsupported' },
		{ kind: 'mailNotSent' },
		{ kind: 'rateLimited', retryAfterMs: 1 }
	])('$kind is told at the field, whose text stays', (fault) => {
		const state = typing('ada@example.org');
		expect(failed(state, fault, begin)).toEqual({ state: { ...state, fault } });
	});

	test('what concerns the whole step is told there', () => {
		const state = typing('ada@example.org');
		expect(failed(state, error, begin)).toEqual({ state: { ...state, error } });
	});

	test('goes on to the password, while the link is listened for', () => {
		const { state, command } = transition(typing('ada@example.org'), events.challenged);
		expect(state).toEqual({ step: 'confirm', threepids: [old], adding });
		expect(command).toEqual({ run: 'listen', adding });
	});

	test('goes on to the mail where nothing has to be confirmed', () => {
		const { state, command } = transition(typing('ada@example.org'), {
			type: 'notConfirmed',
			adding: fresh
		});
		expect(state).toEqual({ step: 'mail', threepids: [old], adding: fresh, link: 'awaited' });
		expect(command).toEqual({ run: 'waitForLink', adding: fresh });
	});

	test('ends with the address in the list, an empty field, and a look at the homeserver’s list', () => {
		const { state, command } = transition(typing('ada@example.org'), events.added);
		const address = 'ada@example.org';
		expect(state).toEqual({
			...list([old, { medium: 'email', address }]),
			note: { kind: 'added', address }
		});
		expect(command).toEqual({ run: 'refresh' });
	});
});

describe('the list', () => {
	test('is the homeserver’s; what was said stays', () => {
		const note = { kind: 'added', address: 'a' } as const;
		const state = listed({ note, typed: 'x' });
		expect(transition(state, { type: 'refreshed', threepids: [number] })).toEqual({
			state: { ...state, threepids: [number] }
		});
	});

	test('stays as it was when it cannot be looked up again', () => {
		const state = listed({ note: { kind: 'added', address: 'a' } });
		expect(failed(state, error, { run: 'refresh' })).toEqual({ state });
	});

	test('takes what is typed', () => {
		expect(transition(listed(), { type: 'typed', email: 'a' }).state).toEqual(typing('a'));
	});
});

describe('removing', () => {
	const asked = listed({ removing: { threepid: old, asked: true } });

	test('asks first', () => {
		const state = listed({ note: { kind: 'added', address: 'a' }, error });
		expect(transition(state, { type: 'removeAsked', threepid: old })).toEqual({ state: asked });
		expect(transition(asked, { type: 'removeCancelled' })).toEqual({ state: listed() });
	});

	test('is done once', () => {
		const { state, command } = transition(asked, { type: 'removeConfirmed' });
		expect(state).toEqual(listed({ removing: { threepid: old, asked: false } }));
		expect(command).toEqual({ run: 'remove', threepid: old });
		expect(transition(state, { type: 'removeConfirmed' })).toEqual({ state });
		expect(transition(listed(), { type: 'removeConfirmed' })).toEqual({ state: listed() });
	});

	test('ends without it, and looks at the homeserver’s list', () => {
		const state = {
			...listed({ removing: { threepid: old, asked: false } }),
			threepids: [old, number]
		};
		expect(transition(state, { type: 'removed', threepid: old })).toEqual({
			state: { ...list([number]), note: { kind: 'removed', address: 'old@example.org' } },
			command: { run: 'refresh' }
		});
	});

	test('that fails says why, and everything is still there', () => {
		const state = listed({ removing: { threepid: old, asked: false } });
		expect(failed(state, error, { run: 'remove', threepid: old })).toEqual({
			state: listed({ error })
		});
	});
});

describe('a phone number', () => {
	const sendCode = { run: 'sendCode', number: '+447700900000', clientSecret: 'cs' } as const;
	const typing = (typed: string, more = {}) => listed({ phone: { typed, ...more } });
	const submit = (state: ListState) =>
		transition(state, { type: 'phoneSubmitted', clientSecret: 'cs' });

	test('is sent a code, without what people put between the digits', () => {
		const state = typing(' 0044 (7700) 900-000');
		expect(submit(state)).toEqual({ state, command: sendCode });
		expect(transition(state, { type: 'codeSent', adding: phone })).toEqual({
			state: { step: 'code', threepids: [old], adding: phone }
		});
	});

	test.each([
		['', 'emailMissing'],
		['07700 900000', 'emailInvalid'],
		['+44', 'emailInvalid'],
		['+44 7700 900000 123456', 'emailInvalid'],
		['+44 call me', 'emailInvalid']
	])('%j is told at once: %s', (typed, kind) => {
		expect(submit(typing(typed))).toEqual({ state: typing(typed, { fault: { kind } }) });
	});

	test('that is in the list already is told to be', () => {
		const state = { ...typing('+44 7700 900000'), threepids: [number] };
		expect(submit(state).state).toMatchObject({ phone: { fault: { kind: 'alreadyListed' } } });
	});

	test.each(['emailUnsupported', 'unsupported'] as const)(
		'%s: the homeserver takes none, and no form asks for one any more',
		(kind) => {
			expect(failed(typing('+44'), { kind }, sendCode)).toEqual({
				state: typing('+44', { none: true })
			});
		}
	);

	test('that is refused is told at its field; other failures are the step’s', () => {
		const fault = { kind: 'emailTaken' } as const;
		expect(failed(typing('+44'), fault, sendCode).state).toEqual(typing('+44', { fault }));
		expect(failed(typing('+44'), error, sendCode).state).toEqual({ ...typing('+44'), error });
	});

	test('takes what is typed', () => {
		const { state } = transition(listed(), { type: 'phoneTyped', number: '+4' });
		expect(state).toEqual(typing('+4'));
	});
});
