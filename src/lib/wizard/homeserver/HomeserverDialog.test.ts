import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Homeserver } from '$lib/base/homeserver';
import type { PortalError } from '$lib/base/errors';
import { fail, ok, type Result } from '$lib/base/result';
import { textsFor } from '$lib/i18n/testing';
import { descriptionOf, isBusy, makeDialogsOpen, sendForm, type } from '../testing';
import HomeserverDialog from './HomeserverDialog.svelte';

const server: Homeserver = { baseUrl: 'https://matrix.example.org', serverName: 'example.org' };
const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Homeserver' });
const use = () => screen.getByRole('button', { name: 'Use this homeserver' });

interface Asked {
	text: string;
	signal: AbortSignal;
	answer: (found: Result<Homeserver>) => void;
}

/** The open dialog; the test says what is found, and when. */
function open() {
	const asked: Asked[] = [];
	const props = {
		find: (text: string, signal: AbortSignal) =>
			new Promise<Result<Homeserver>>((answer) => asked.push({ text, signal, answer })),
		onchoose: vi.fn(),
		oncancel: vi.fn()
	};
	return { asked, ...props, ...render(HomeserverDialog, { props, context: textsFor('register') }) };
}

/** What the dialog shows after this failure to find `example.or`. */
async function failing(error: PortalError) {
	const shown = open();
	await type(field(), 'example.or');
	await sendForm(field());
	shown.asked[0]?.answer(fail(error));
	return shown;
}

beforeEach(makeDialogsOpen);

test('it has the name, the field and the ways out that people look for', async () => {
	const { oncancel } = open();
	expect(screen.getByRole('dialog', { name: 'Choose a homeserver' })).toBeTruthy();
	expect(descriptionOf(field())).toBe(
		'A name such as example.org, a web address, or a whole Matrix ID.'
	);
	expect(field().getAttribute('aria-invalid')).toBe('false');
	expect(field().getAttribute('autocapitalize')).toBe('none');
	expect(use().getAttribute('type')).toBe('submit');
	await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
	expect(oncancel).toHaveBeenCalledOnce();
});

test('what was typed is looked for, and what was found is chosen', async () => {
	const { asked, onchoose } = open();
	await type(field(), ' example.org ');
	await sendForm(field());
	expect(asked[0]?.text).toBe('example.org');
	expect(isBusy(use())).toBe(true);
	expect(onchoose).not.toHaveBeenCalled();
	asked[0]?.answer(ok(server));
	await vi.waitFor(() => expect(onchoose).toHaveBeenCalledExactlyOnceWith(server));
});

describe('what cannot be used is told at the field, which keeps its text and takes the focus', () => {
	test('nothing typed: nothing is asked', async () => {
		const { asked } = open();
		await sendForm(field());
		expect(descriptionOf(field())).toContain('Enter the name of a homeserver');
		expect(field().getAttribute('aria-invalid')).toBe('true');
		expect(asked).toEqual([]);
	});

	test.each<[PortalError, string]>([
		[{ kind: 'homeserverNameInvalid' }, 'This is not the name of a homeserver.'],
		[{ kind: 'homeserverNotFound', host: 'example.or' }, 'There is no server at example.or.'],
		[{ kind: 'notHomeserver', host: 'example.or' }, 'it is not a Matrix homeserver'],
		[{ kind: 'wellKnownBroken', host: 'example.or' }, 'does not say correctly'],
		[{ kind: 'homeserverCertificate', host: 'example.or' }, 'no valid certificate'],
		[{ kind: 'homeserverTooOld', host: 'example.or' }, 'is too old'],
		// A mistyped name looks like a server that is down.
		[{ kind: 'unreachable' }, 'There is no server at example.or.']
	])('%j', async (error, sentence) => {
		const { onchoose } = await failing(error);
		await vi.waitFor(() => expect(descriptionOf(field())).toContain(sentence));
		expect(field().getAttribute('aria-invalid')).toBe('true');
		expect(field().value).toBe('example.or');
		expect(document.activeElement).toBe(field());
		expect(isBusy(use())).toBe(false);
		expect(onchoose).not.toHaveBeenCalled();
	});

	test('an error goes when it is tried again', async () => {
		const { asked } = await failing({ kind: 'notHomeserver', host: 'example.or' });
		await vi.waitFor(() => expect(field().getAttribute('aria-invalid')).toBe('true'));
		await type(field(), 'example.org');
		await sendForm(field());
		expect(field().getAttribute('aria-invalid')).toBe('false');
		expect(asked[1]?.text).toBe('example.org');
	});
});

test('only what was asked last counts', async () => {
	const { asked, onchoose } = open();
	for (const text of ['a.org', 'b.org']) {
		await type(field(), text);
		await sendForm(field());
	}
	expect(asked[0]?.signal.aborted).toBe(true);
	asked[1]?.answer(ok(server));
	await vi.waitFor(() => expect(onchoose).toHaveBeenCalledOnce());
});

describe('what passes by itself', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	test('is told and waited for', async () => {
		const { asked, onchoose } = await failing({ kind: 'rateLimited', retryAfterMs: 3_000 });
		await vi.advanceTimersByTimeAsync(0);
		expect(screen.getByText(/asks you to wait 3 seconds/u).closest('[role="status"]')).toBeTruthy();
		expect(isBusy(use())).toBe(true);
		await vi.advanceTimersByTimeAsync(3_000);
		asked[1]?.answer(ok(server));
		await vi.advanceTimersByTimeAsync(0);
		expect(onchoose).toHaveBeenCalledOnce();
	});
});

test('nothing goes on when the dialog is taken away', async () => {
	const { asked, onchoose, unmount } = open();
	await type(field(), 'example.org');
	await sendForm(field());
	unmount();
	expect(asked[0]?.signal.aborted).toBe(true);
	asked[0]?.answer(ok(server));
	await new Promise((resolve) => setTimeout(resolve));
	expect(onchoose).not.toHaveBeenCalled();
});
