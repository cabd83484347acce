import { describe, expect, test } from 'vitest';
import { background, failure, toKeep, transition } from './emails';
import { list, type Event, type State } from './states';
import { adding, confirming, events, fresh, listed, number, old, phone, states } from './testing';
import { toWaiting } from './waiting';

const error = { kind: 'badAnswer' } as const;
const left = { record: adding, sameTab: true };
const load = { run: 'load' };

describe('opening the page', () => {
	test('asks for the list, with what was typed and begun before', () => {
		const event = { type: 'opened', typed: 'a', left } as const;
		expect(transition(states.loading, event)).toEqual({
			state: { step: 'loading', typed: 'a', left },
			command: load
		});
	});

	test('shows the list', () => {
		const loading: State = { step: 'loading', typed: 'a' };
		expect(transition(loading, { type: 'loaded', threepids: [old, number] })).toEqual({
			state: list([old, number], 'a')
		});
	});

	test.each([{}, { management: 'https://account.example.org/' }])(
		'shows no form where nothing can be changed: %j',
		(closed) => {
			const loading: State = { step: 'loading', typed: '', left };
			expect(transition(loading, { type: 'loaded', threepids: [old], closed })).toEqual({
				state: { step: 'closed', threepids: [old], ...closed }
			});
		}
	);

	test('that fails can be tried again, and nothing is forgotten', () => {
		const loading: State = { step: 'loading', typed: 'a', left };
		const { state } = transition(loading, { ...events.failed, error });
		expect(state).toEqual({ step: 'unavailable', typed: 'a', left, error });
		expect(transition(state, { type: 'retried' })).toEqual({ state: loading, command: load });
	});
});

describe('an address that was begun earlier', () => {
	const loaded = (sameTab: boolean, threepids = [old]) =>
		transition(
			{ step: 'loading', typed: 'a', left: { record: adding, sameTab } },
			{ type: 'loaded', threepids }
		);

	test('goes on by itself in the same tab', () => {
		expect(loaded(true)).toEqual({
			state: { step: 'resuming', threepids: [old], adding },
			command: { run: 'ask', adding }
		});
	});

	test('is asked about in another one', () => {
		const { state, command } = loaded(false);
		expect(state).toEqual({ step: 'resume', threepids: [old], adding, typed: 'a' });
		expect(command).toBeUndefined();
		expect(transition(state, { type: 'resumed' })).toEqual({
			state: { step: 'resuming', threepids: [old], adding },
			command: { run: 'ask', adding }
		});
		expect(transition(state, { type: 'leftAlone' })).toEqual({ state: list([old], 'a') });
	});

	test.each([true, false])('that has arrived meanwhile is told to be there', (sameTab) => {
		const here = { medium: 'email', address: 'Ada@Example.org' } as const;
		expect(loaded(sameTab, [here]).state).toMatchObject({
			step: 'list',
			threepids: [here],
			note: { kind: 'added', address: 'ada@example.org' }
		});
	});

	test('goes on where it stands', () => {
		const from = states.resuming;
		expect(transition(from, events.added).state).toMatchObject({ step: 'list' });
		expect(transition(from, { ...events.challenged, adding }).state).toMatchObject({
			step: 'confirm'
		});
		expect(transition(from, events.notConfirmed).state).toMatchObject({ step: 'mail' });
	});

	test('that cannot go on is back in its field, with the reason', () => {
		const taken = { kind: 'emailTaken' } as const;
		const command = { run: 'ask', adding } as const;
		expect(transition(states.resuming, { type: 'failed', error: taken, command }).state).toEqual({
			...list([old], 'ada@example.org'),
			fault: taken
		});
		expect(transition(states.resuming, { type: 'failed', error, command }).state).toMatchObject({
			step: 'list',
			typed: 'ada@example.org',
			error
		});
	});
});

describe('what has to survive the tab', () => {
	test.each([
		['confirm', states.confirm],
		['mail', states.mail]
	])('is kept at %s, no longer than the link is valid', (_, state) => {
		expect(toKeep(state)).toEqual({ record: toWaiting(adding), expiresAt: 3_601_000 });
	});

	test('is forgotten when the list is back', () => {
		expect(toKeep(listed())).toBe(false);
	});

	test('is not a phone number: its code would be asked for twice', () => {
		const state: State = {
			step: 'confirm',
			threepids: [],
			adding: { ...phone, confirmation: confirming }
		};
		expect(toKeep(state)).toBeUndefined();
	});

	test.each([states.loading, states.unavailable, states.resume, states.resuming, states.closed])(
		'is left alone at $step',
		(state) => {
			expect(toKeep(state)).toBeUndefined();
		}
	);
});

test('a failure carries its command; looks and waits go on unseen', () => {
	const command = { run: 'ask', adding: fresh } as const;
	expect(failure(error, command)).toEqual({ type: 'failed', error, command });
	expect(background).toEqual(['refresh', 'listen', 'waitForLink']);
});

/** What each step listens to; everything else changes nothing. */
const heard: Record<State['step'], readonly Event['type'][]> = {
	loading: ['opened', 'loaded', 'failed'],
	unavailable: ['retried'],
	list: [
		'typed',
		'submitted',
		'phoneTyped',
		'phoneSubmitted',
		'codeSent',
		'removeAsked',
		'removeCancelled',
		'removed',
		'added',
		'challenged',
		'notConfirmed',
		'refreshed',
		'failed'
	],
	closed: [],
	resume: ['resumed', 'leftAlone'],
	resuming: ['added', 'challenged', 'notConfirmed', 'failed'],
	confirm: [
		'passwordGiven',
		'lost',
		'pageDone',
		'linkOpened',
		'added',
		'challenged',
		'notConfirmed',
		'back',
		'failed'
	],
	mail: [
		'continued',
		'resendAsked',
		'mailSent',
		'linkExpired',
		'pollTroubled',
		'pollRecovered',
		'added',
		'challenged',
		'notConfirmed',
		'back',
		'failed'
	],
	code: ['codeGiven', 'added', 'challenged', 'notConfirmed', 'back', 'failed']
};

describe('an event that does not fit the step', () => {
	const pairs = Object.values(states).flatMap((state) =>
		Object.values(events)
			.filter(({ type }) => !heard[state.step].includes(type))
			.map((event) => [event.type, state.step, event, state] as const)
	);

	test.each(pairs)('%s changes nothing at %s', (_type, _step, event, state) => {
		expect(transition(state, event)).toEqual({ state });
	});

	const fitting = Object.values(states).flatMap((state) =>
		heard[state.step].map((type) => [type, state.step, events[type], state] as const)
	);
	// Heard, but with nothing to say to a list as it is.
	const silent = ['removeCancelled'];

	test.each(fitting.filter(([type]) => !silent.includes(type)))(
		'but %s does at %s',
		(_type, _step, event, state) => {
			expect(transition(state, event)).not.toEqual({ state });
		}
	);
});
