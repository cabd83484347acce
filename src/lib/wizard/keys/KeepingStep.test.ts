import { render, screen } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import { makeDialogsOpen, textOf } from '../testing';
import { toSave, toWork } from './keeping';
import { confirmationOf, key } from './keeping-testing';
import KeepingStep from './KeepingStep.svelte';

interface Navigation {
	type: string;
	to: { url: URL };
	cancel: () => void;
}
const kit = vi.hoisted(() => ({
	before: undefined as ((navigation: Navigation) => void) | undefined
}));
vi.mock('$app/navigation', () => ({
	goto: vi.fn(),
	beforeNavigate: (callback: typeof kit.before) => (kit.before = callback)
}));

beforeEach(makeDialogsOpen);

const save = toSave(key);
const load = toWork(key).state;
const finish = toWork({ ...key, id: 'old' }).state;
const act = { ...load, phase: 'act' } as const;
const asking = { ...act, asking: { confirmation: confirmationOf() } };

/** What is said to whoever leaves; undefined when nobody is asked. */
async function leave(props: { state: typeof save | typeof load; danger: boolean; busy?: boolean }) {
	const rest = { userId: '@ada:example.org', pageUrl: () => '', onevent: () => undefined };
	const context = textsFor('account/encryption');
	render(KeepingStep, { props: { busy: true, ...rest, ...props }, context });
	const cancel = vi.fn();
	kit.before?.({ type: 'link', to: { url: new URL('https://p.test/account') }, cancel });
	if (cancel.mock.calls.length === 0) return undefined;
	return textOf(await screen.findByRole('dialog', { name: 'Leave this page?' }));
}

test.each([
	[save, 'Nothing is set up yet.'],
	[load, 'Nothing is set up yet.'],
	[finish, 'You can go on the next time, with the recovery key that you have saved.'],
	[act, 'You can go on the next time, with the recovery key that you have saved.'],
	[asking, 'You can go on the next time, with the recovery key that you have saved.']
])('says what leaving a set-up loses: %#', async (state, words) => {
	expect(await leave({ state, danger: false })).toContain(words);
});

test.each([
	[save, 'Nothing is reset yet.'],
	[load, 'Nothing is reset yet.'],
	[act, 'reset encryption once more: you then get another recovery key.']
])('says what leaving a reset loses: %#', async (state, words) => {
	expect(await leave({ state, danger: true })).toContain(words);
});

test('what has stopped may be left', async () => {
	expect(await leave({ state: act, danger: true, busy: false })).toBeUndefined();
});
