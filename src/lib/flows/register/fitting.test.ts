import { describe, expect, test } from 'vitest';
import { transition } from './register';
import type { Event, State } from './states';
import { events, otherServer, states } from './testing';

/** The events that mean something in each step; every other one changes nothing there. */
const fitting: Record<State['step'], readonly Event['type'][]> = {
	loading: ['homeserverChosen', 'offered', 'submitted', 'advanced', 'registered', 'failed'],
	unnamed: ['homeserverChosen'],
	form: [
		'homeserverChosen',
		'policyKnown',
		'usernameLeft',
		'submitted',
		'tokenChecked',
		'advanced',
		'mailSent',
		'registered',
		'providerChosen',
		'cameBack',
		'failed'
	],
	closed: ['homeserverChosen', 'providerChosen', 'cameBack', 'failed'],
	elsewhere: ['homeserverChosen'],
	unavailable: ['homeserverChosen', 'submitted'],
	policies: ['accepted', 'stageDone', 'advanced', 'mailSent', 'registered', 'back', 'failed'],
	stage: ['stageDone', 'advanced', 'mailSent', 'registered', 'back', 'failed'],
	email: [
		'mailSent',
		'resendAsked',
		'otherAddressAsked',
		'linkExpired',
		'pollTroubled',
		'pollRecovered',
		'registered',
		'failed'
	],
	address: ['addressGiven', 'advanced', 'mailSent', 'registered', 'back', 'failed'],
	resume: ['submitted', 'resumed', 'startedAnew'],
	returning: ['registered', 'failed'],
	ready: []
};

const pairs = Object.values(states).flatMap((state) =>
	Object.values(events).map((event): [string, string, State, Event] => [
		state.step,
		event.type,
		state,
		event
	])
);

describe('an event that does not fit the step changes nothing', () => {
	test.each(
		pairs.filter(([step, type]) => !fitting[step as State['step']].includes(type as Event['type']))
	)('%s: %s', (_step, _type, state, event) => {
		const next = transition(state, event);
		expect(next.state).toBe(state);
		expect(next.command).toBeUndefined();
	});
});

describe('an event that fits does something', () => {
	test.each(
		pairs.filter(([step, type]) => fitting[step as State['step']].includes(type as Event['type']))
	)('%s: %s', (_step, _type, state, event) => {
		const { state: next, command } = transition(state, event);
		expect(next !== state || command !== undefined).toBe(true);
	});
});

describe('events that fit a step only sometimes', () => {
	test('where the homeserver is known, it is not located again', () => {
		const { server: _, ...unlocated } = states.loading;
		expect(transition(unlocated, events.located).command?.run).toBe('offer');
		expect(transition(states.loading, events.located).state).toBe(states.loading);
	});

	test('a wizard opens once', () => {
		const { server: _, ...unlocated } = states.loading;
		expect(transition(unlocated, events.opened).command?.run).toBe('locate');
		expect(transition(states.loading, events.opened).state).toBe(states.loading);
	});

	test('what another homeserver offers is not shown', () => {
		const late = { ...events.offered, server: otherServer };
		expect(transition(states.loading, late).state).toBe(states.loading);
	});

	test('an answer about a name that was changed meanwhile is dropped', () => {
		const asking = { ...states.form, name: { name: 'ada', result: 'asking' as const } };
		expect(transition(asking, events.nameChecked).state).not.toBe(asking);
		const late = { ...events.nameChecked, name: 'eve' };
		expect(transition(asking, late).state).toBe(asking);
	});
});
