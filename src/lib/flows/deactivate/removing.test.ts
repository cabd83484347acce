import { describe, expect, test } from 'vitest';
import { transition } from './deactivate';
import type { Event, Removing } from './states';
import { after, choice, confirmation, email, form, phone, removing } from './testing';

const listed: Event = { type: 'listed', addresses: [email, phone] };
const removed = (address: string): Event => ({ type: 'removed', address });
const error = { kind: 'refused' } as const;
const notRemoved = (address: string): Event => ({ type: 'notRemoved', address, error });
const deactivate = {
	run: 'deactivate',
	choice,
	confirmation,
	proof: removing.proof,
	again: false
};
const [mine, number] = [email.address, phone.address];

describe('addresses', () => {
	test('go one after the other, and then the account', () => {
		const first = after(removing, listed);
		expect(first.command).toEqual({ run: 'remove', address: email });
		const second = after(first.state, removed(mine));
		expect(second.command).toEqual({ run: 'remove', address: phone });
		expect(second.state).toMatchObject({
			phase: 'remove',
			removed: [mine],
			rows: [
				{ ...email, status: 'removed' },
				{ ...phone, status: 'waiting' }
			]
		});
		const last = after(second.state, removed(number));
		expect(last.command).toEqual(deactivate);
		expect(last.state).toMatchObject({ phase: 'deactivate', sent: 'underway' });
	});

	test('where there are none, the account goes at once', () => {
		expect(after(removing, { type: 'listed', addresses: [] }).command).toEqual(deactivate);
	});
});

describe('what cannot be removed', () => {
	const stuck = after(removing, listed, notRemoved(mine), removed(number));

	test('is left for the person to decide, after the others were removed', () => {
		expect(stuck.command).toBeUndefined();
		expect(stuck.state).toMatchObject({
			phase: 'decide',
			removed: [number],
			rows: [
				{ ...email, status: 'failed', error },
				{ ...phone, status: 'removed' }
			]
		});
	});

	test('is tried again, from the list that there is then', () => {
		const again = after(stuck.state, { type: 'triedAgain' });
		expect(again.command).toEqual({ run: 'list' });
		const next = after(again.state, { type: 'listed', addresses: [email] });
		expect(next.command).toEqual({ run: 'remove', address: email });
		expect(next.state).toMatchObject({ rows: [{ status: 'removed' }, { status: 'waiting' }] });
		expect(after(next.state, removed(mine)).command).toEqual(deactivate);
	});

	test('is left, and the account goes', () => {
		expect(after(stuck.state, { type: 'wentOn' }).command).toEqual(deactivate);
	});

	test('stops everything: what was removed is said', () => {
		expect(after(stuck.state, { type: 'stopped' })).toEqual({
			state: { ...form, found: { addresses: [email] }, removed: [number], choice }
		});
	});

	test('a list that does not come is decided on too', () => {
		const failed = after(removing, { type: 'failed', error });
		expect(failed).toEqual({ state: { ...removing, phase: 'decide', error } });
		const again = after(failed.state, { type: 'triedAgain' });
		expect(again).toEqual({ state: removing, command: { run: 'list' } });
	});

	test('nothing is to be decided before', () => {
		const busy = after(removing, listed).state;
		for (const type of ['triedAgain', 'wentOn'] as const)
			expect(transition(busy, { type })).toEqual({ state: busy });
	});
});

describe('stopping', () => {
	test('works until the last request is on its way', () => {
		expect(after(removing, listed, { type: 'stopped' }).state.step).toBe('form');
		const last: Removing = { ...removing, phase: 'deactivate', sent: 'underway' };
		expect(transition(last, { type: 'stopped' })).toEqual({ state: last });
	});

	test('does not ask for addresses that nobody has found', () => {
		const { state } = after({ ...removing, found: {} }, { type: 'stopped' });
		expect(state).toMatchObject({ step: 'form', found: {} });
	});
});

describe('the last request', () => {
	const last = after(removing, listed, removed(mine), removed(number)).state;

	test('that is refused leads back, with what was removed', () => {
		const wrong = { kind: 'passwordWrong' } as const;
		const { state } = after(last, { type: 'challenged', confirmation, error: wrong });
		expect(state).toEqual({
			...form,
			step: 'confirm',
			choice,
			confirmation,
			removed: [mine, number],
			error: wrong
		});
	});

	test('without an answer is asked for where it stands', () => {
		const lost = after(last, { type: 'lost' });
		expect(lost.command).toEqual({ run: 'ask' });
		expect(lost.state).toMatchObject({ step: 'removing', sent: 'lost' });
		expect(after(lost.state, { type: 'gone' }).state).toMatchObject({ step: 'done' });
		expect(after(lost.state, { type: 'stillThere' }).state).toMatchObject({
			step: 'confirm',
			sent: 'lost',
			unchanged: true,
			removed: [mine, number]
		});
	});

	test('of somebody who has confirmed on a page can be pressed again', () => {
		const page: Removing = { ...(last as Removing), proof: { kind: 'page' } };
		const { state } = after(page, { type: 'failed', error });
		expect(state).toMatchObject({ step: 'confirm', pageSeen: true, error });
	});

	test('answers to anything else are not meant for it', () => {
		const early = after(removing, listed).state;
		expect(transition(early, { type: 'lost' })).toEqual({ state: early });
	});
});
