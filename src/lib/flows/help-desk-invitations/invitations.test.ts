import { describe, expect, test } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import type { RegistrationToken } from '$lib/matrix/admin-ports';
import { hasList, initial, transition } from './invitations';
import type { Event, State } from './states';

const token: RegistrationToken = { token: 'abc', pending: 0, completed: 0 };
const other: RegistrationToken = { ...token, token: 'xyz' };
const error: PortalError = { kind: 'refused' };
const listing = { tokens: [token], need: 'always' as const };
const list: State = { step: 'list', ...listing };
const draft = { uses: '1', until: '' };
const form: State = { step: 'form', ...listing, draft };
const creating: State = { step: 'creating', ...listing, draft };
const asking: State = { step: 'asking', ...listing, token: 'abc' };
const revoking: State = { step: 'revoking', ...listing, token: 'abc' };
const submitted: Event = { type: 'submitted', draft, token: 'xyz', now: 0 };

describe('opening', () => {
	test('asks for what there is', () => {
		expect(transition(initial, { type: 'openAsked' })).toEqual({
			state: initial,
			command: { run: 'open' }
		});
		expect(transition(initial, { type: 'opened', ...listing })).toEqual({ state: list });
	});

	test('ends where there are none', () => {
		const { state } = transition(initial, { type: 'unsupported' });
		expect(state).toEqual({ step: 'unsupported' });
		expect(transition(state, { type: 'newAsked' })).toEqual({ state });
	});

	test('can be tried again', () => {
		const { state } = transition(initial, { type: 'failed', error });
		expect(state).toEqual({ step: 'opening', error });
		expect(transition(state, { type: 'openAsked' })).toMatchObject({ state: initial });
	});
});

describe('a new one', () => {
	test('is for one account at first, and takes the place of what was said before', () => {
		const before: State = {
			...listing,
			step: 'list',
			news: { what: 'revoked', token: 'q' },
			error
		};
		expect(transition(before, { type: 'newAsked' })).toEqual({ state: form });
		expect(transition(form, { type: 'cancelled' })).toEqual({ state: list });
	});

	test('is not asked for with faults', () => {
		const wrong = { uses: '0', until: '' };
		expect(transition(form, { ...submitted, draft: wrong })).toEqual({
			state: { ...form, draft: wrong, faults: { uses: 'notNumber' } }
		});
	});

	test('is asked for, and shown with its link', () => {
		expect(transition(form, submitted)).toEqual({
			state: creating,
			command: { run: 'create', wanted: { token: 'xyz', usesAllowed: 1 } }
		});
		expect(transition(creating, { type: 'created', token: other }).state).toEqual({
			...list,
			tokens: [other, token],
			linked: 'xyz',
			news: { what: 'created', token: 'xyz' }
		});
	});

	test('that is refused leaves the form', () => {
		expect(transition(creating, { type: 'failed', error }).state).toEqual({ ...form, error });
	});

	test('can be left for a link or for revoking', () => {
		expect(transition(form, { type: 'linkAsked', token: 'abc' }).state).toEqual({
			...list,
			linked: 'abc'
		});
		expect(transition(form, { type: 'revokeAsked', token: 'abc' }).state).toEqual(asking);
	});
});

test('the link of another one is shown instead', () => {
	const shown: State = {
		...listing,
		step: 'list',
		linked: 'xyz',
		news: { what: 'created', token: 'xyz' }
	};
	expect(transition(shown, { type: 'linkAsked', token: 'abc' }).state).toEqual({
		...list,
		linked: 'abc'
	});
});

describe('revoking', () => {
	test('asks first', () => {
		expect(transition(list, { type: 'revokeAsked', token: 'abc' })).toEqual({ state: asking });
		expect(transition(asking, { type: 'cancelled' })).toEqual({ state: list });
		expect(transition(asking, { type: 'revokeAgreed' })).toEqual({
			state: revoking,
			command: { run: 'revoke', token: 'abc' }
		});
	});

	test('takes it off the list, and its link away', () => {
		const before: State = { ...listing, step: 'revoking', token: 'abc', linked: 'abc' };
		expect(transition(before, { type: 'revoked' }).state).toEqual({
			step: 'list',
			tokens: [],
			need: 'always',
			news: { what: 'revoked', token: 'abc' }
		});
		expect(transition({ ...before, linked: 'xyz' }, { type: 'revoked' }).state).toMatchObject({
			linked: 'xyz'
		});
	});

	test('that is refused changes nothing', () => {
		expect(transition(revoking, { type: 'failed', error }).state).toEqual({ ...list, error });
	});
});

test('what does not fit the step changes nothing', () => {
	for (const state of [initial, list, form, creating, asking, revoking]) {
		expect(hasList(state)).toBe(state !== initial);
		const event: Event = state === creating ? { type: 'revoked' } : { type: 'created', token };
		if (state !== creating) expect(transition(state, event)).toEqual({ state });
	}
	expect(transition(creating, submitted)).toEqual({ state: creating });
});
