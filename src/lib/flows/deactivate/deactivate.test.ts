import { describe, expect, test } from 'vitest';
import { transition } from './deactivate';
import type { Event, State } from './states';
import { after, choice, confirmation, email, form, phone, USER } from './testing';

const opening: State = { step: 'opening', userId: USER };
const found: Event = { type: 'found', found: { addresses: [email, phone] } };
const error = { kind: 'badAnswer' } as const;

describe('opening', () => {
	test('asks what there is, and shows the form', () => {
		expect(transition(opening, { type: 'opened' })).toEqual({
			state: opening,
			command: { run: 'look' }
		});
		expect(after(opening, { type: 'opened' }, found)).toEqual({ state: form });
	});

	test('a failure is told, and it is asked again', () => {
		const failed = after(opening, { type: 'opened' }, { type: 'failed', error }).state;
		expect(failed).toEqual({ ...opening, error });
		expect(transition(failed, { type: 'opened' })).toEqual({
			state: opening,
			command: { run: 'look' }
		});
	});

	test('where it is not done here, that is said', () => {
		const contact = { email: 'help@example.org' };
		expect(after(opening, { type: 'closed', contact }).state).toEqual({ step: 'closed', contact });
		const url = 'https://account.example.org/';
		expect(after(opening, { type: 'elsewhere', url }).state).toEqual({ step: 'elsewhere', url });
	});

	test('after a reload, what was removed is said, but for what is there again', () => {
		const removed = ['old@example.org', email.address];
		const kept = { userId: USER, removed, sent: false };
		const { state } = after(opening, { type: 'opened', kept }, found);
		expect(state).toEqual({ ...form, removed: ['old@example.org'] });
	});

	test('after a reload, the last request may have worked: that is asked first', () => {
		const kept = { userId: USER, removed: [], sent: true };
		const opened = after(opening, { type: 'opened', kept });
		expect(opened.command).toEqual({ run: 'ask' });
		expect(after(opened.state, { type: 'gone' }).state).toMatchObject({ step: 'done' });
		const there = after(opened.state, { type: 'stillThere' });
		expect(there.command).toEqual({ run: 'look' });
		expect(after(there.state, found).state).toEqual({ ...form, sent: 'lost', unchanged: true });
	});

	test('what is still to be asked stays, when asking has failed', () => {
		const kept = { userId: USER, removed: [], sent: true };
		const { state } = after(opening, { type: 'opened', kept }, { type: 'failed', error });
		expect(transition(state, { type: 'opened' }).command).toEqual({ run: 'ask' });
	});
});

describe('the form', () => {
	const submitted = (typed: string): Event => ({ type: 'submitted', typed, choice });

	test('asks the homeserver for its question, once the Matrix ID is typed', () => {
		for (const typed of [USER, ` ${USER}\n`])
			expect(transition(form, submitted(typed))).toEqual({
				state: { ...form, choice },
				command: { run: 'begin', choice }
			});
	});

	test.each([
		['', 'missing'],
		['  ', 'missing'],
		['ada', 'other'],
		['@Ada:example.org', 'other'],
		['@ada:example.org.', 'other'],
		['@ada:example', 'other']
	])('%j does not do, and nothing is asked', (typed, fault) => {
		expect(transition(form, submitted(typed))).toEqual({ state: { ...form, choice, fault } });
	});

	test('then leads to the confirmation, with what was chosen', () => {
		const { state } = after(form, submitted(USER), { type: 'challenged', confirmation });
		expect(state).toEqual({ ...form, step: 'confirm', choice, confirmation });
		expect(after(state, { type: 'backAsked' }).state).toEqual({ ...form, choice });
	});

	test('a failure is told, and gone with the next try', () => {
		const failed = after(form, submitted(USER), { type: 'failed', error }).state;
		expect(failed).toEqual({ ...form, choice, error });
		expect(after(failed, submitted(USER)).state).toEqual({ ...form, choice });
	});

	test('a homeserver that cannot do it', () => {
		const { state } = after(form, submitted(USER), { type: 'elsewhere' });
		expect(state).toEqual({ step: 'elsewhere', url: undefined });
	});

	test('one that wants no confirmation has done it', () => {
		const gone = after(form, submitted(USER), { type: 'gone' });
		expect(gone).toEqual({ state: { step: 'done', userId: USER }, command: { run: 'contact' } });
		const contact = { page: 'https://help.example.org' };
		const { state } = after(gone.state, { type: 'contactKnown', contact });
		expect(state).toEqual({ step: 'done', userId: USER, contact });
	});

	test('without a form there is nothing to confirm', () => {
		expect(transition(form, { type: 'challenged', confirmation }).state).toBe(form);
	});
});

test.each<State>([{ step: 'done', userId: USER }, { step: 'closed' }, { step: 'elsewhere' }])(
	'$step stays as it is',
	(state) => {
		const events: Event[] = [
			{ type: 'opened' },
			found,
			{ type: 'submitted', typed: USER, choice },
			{ type: 'pressed' },
			{ type: 'failed', error }
		];
		for (const event of events) expect(transition(state, event)).toEqual({ state });
	}
);
