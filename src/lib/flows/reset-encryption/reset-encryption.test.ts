import { describe, expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import { toSave } from '$lib/wizard/keys/keeping';
import { confirmationOf, ENCODED, password } from '$lib/wizard/keys/keeping-testing';
import type { Consent, Cost, Event, State } from './states';
import { after, made } from './testing';

const found = { backup: 5 };
const confirmation = confirmationOf();
const cost: Cost = { step: 'cost', found };
const consent: Consent = { step: 'consent', found, confirmation };
const making: State = { step: 'making' };
const error = { kind: 'unsupported' } as const;
const typed = (text: string): Event => ({ type: 'submitted', typed: text, word: 'zurücksetzen' });

test('begins with what it costs', () => {
	const opening: State = { step: 'opening' };
	expect(after(opening, { type: 'opened' })).toEqual({ state: opening, command: { run: 'look' } });
	expect(after(opening, { type: 'found', found }).state).toEqual(cost);
});

describe('the word', () => {
	test.each(['zurücksetzen', ' Zurücksetzen ', 'ZURÜCKSETZEN'])('“%s” is it', (text) => {
		expect(after(cost, typed(text))).toEqual({ state: cost, command: { run: 'consent' } });
	});

	test.each([
		['', 'missing'],
		['  ', 'missing'],
		['reset', 'other'],
		['zurück', 'other']
	])('“%s” is not', (text, fault) => {
		expect(after(cost, typed(text))).toEqual({ state: { ...cost, fault } });
	});

	test('may have to be confirmed, or not, or fails', () => {
		expect(after(cost, { type: 'consentAsked', confirmation }).state).toEqual(consent);
		expect(after(cost, { type: 'consented' })).toEqual({ state: making, command: { run: 'make' } });
		expect(after(cost, { type: 'failed', error }).state).toEqual({ ...cost, error });
	});
});

describe('confirming', () => {
	const given: Event = { type: 'passwordGiven', password };

	test('by password', () => {
		const command = { run: 'consent', before: confirmation, password };
		expect(after(consent, given)).toEqual({ state: consent, command });
		const missing = after(consent, { type: 'passwordGiven', password: new Secret('') });
		expect(missing).toEqual({ state: { ...consent, error: { kind: 'passwordMissing' } } });
	});

	test('on the homeserver’s page', () => {
		const command = { run: 'consent', before: confirmation };
		expect(after(consent, { type: 'pageDone' })).toEqual({ state: consent, command });
	});

	test('keeps what confirms it for the one request at the end', () => {
		const proof = { confirmation, password };
		const next = after(consent, { type: 'consented', proof });
		expect(next).toEqual({ state: { ...making, proof }, command: { run: 'make' } });
		const { command } = after(
			next.state,
			{ type: 'made', key: made },
			{ type: 'saved' },
			{ type: 'proved', typed: new Secret(ENCODED) },
			{ type: 'loaded' }
		);
		expect(command).toEqual({ run: 'act', key: made, proof });
	});

	test('says what was wrong, or that nobody heard it', () => {
		const refused: Event = { type: 'consentAsked', confirmation, error: { kind: 'passwordWrong' } };
		expect(after(consent, refused).state).toMatchObject({ error: { kind: 'passwordWrong' } });
		expect(after(consent, { type: 'lost' }).state).toMatchObject({
			error: { kind: 'unreachable' }
		});
		expect(after(consent, { type: 'failed', error }).state).toEqual({ ...consent, error });
	});

	test('begins anew, once by itself, where the homeserver has forgotten it', () => {
		const expired: Event = { type: 'failed', error: { kind: 'uiaExpired' } };
		const again = after(consent, expired);
		expect(again.command).toEqual({ run: 'consent' });
		const fresh = confirmationOf('newer');
		const told = after(again.state, { type: 'consentAsked', confirmation: fresh });
		expect(told.state).toEqual({ ...consent, confirmation: fresh, error: { kind: 'uiaExpired' } });
		expect(after(again.state, expired).command).toBeUndefined();
	});

	test('may be left', () => expect(after(consent, { type: 'backAsked' }).state).toEqual(cost));
});

describe('the key', () => {
	test('is made before anything is replaced', () => {
		expect(after(making, { type: 'made', key: made }).state).toEqual(toSave(made));
	});

	test('is tried again to be made', () => {
		const next = after(making, { type: 'failed', error });
		expect(next.state).toEqual({ ...making, error });
		expect(after(next.state, { type: 'triedAgain' })).toEqual({
			state: making,
			command: { run: 'make' }
		});
	});

	test('is not replaced by an answer that comes late', () => {
		const save = toSave(made);
		expect(after(save, { type: 'made', key: made }).state).toBe(save);
		expect(after(save, { type: 'consented' }).state).toBe(save);
	});
});

test('at the end, looks which sessions are to be verified', () => {
	const work: State = { step: 'work', key: made, phase: 'act', stages: [] };
	const next = after(work, { type: 'worked' });
	expect(next).toEqual({ state: { step: 'done' }, command: { run: 'others' } });
	const others = [{ deviceId: 'A', name: 'Laptop' }];
	expect(after(next.state, { type: 'othersKnown', others }).state).toEqual({
		step: 'done',
		others
	});
	expect(after(next.state, { type: 'failed', error }).state).toEqual({ step: 'done' });
});
