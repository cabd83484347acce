import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { fail, ok, type Result } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { textsFor } from '$lib/i18n/testing';
import type { KeyTest, OpenedKey } from '$lib/matrix/keys-ports';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { withSignedIn } from '$lib/session/testing';
import { descriptionOf, isBusy, textOf, type } from '$lib/wizard/testing';
import TestKey from './TestKey.svelte';

const field = () =>
	screen.getByRole<HTMLInputElement>('textbox', { name: 'Recovery key or phrase' });
const press = () => fireEvent.click(screen.getByRole('button', { name: 'Test' }));
const told = () =>
	textOf(screen.queryByText(/^This is your recovery key/u)?.closest('[role="status"]') ?? null);

function show(test: KeyTest, opened: () => Promise<Result<OpenedKey>>) {
	const open = vi.fn(opened);
	const base = portalOf();
	const recoveryKeys = { ...base.recoveryKeys, open, test: () => Promise.resolve(ok(test)) };
	const ended = vi.fn();
	const page = withSignedIn(withPortal(TestKey, portalOf({ recoveryKeys })), ended);
	render(page, { props: {}, context: textsFor('account/encryption') });
	return { open, ended };
}

const opens = () => Promise.resolve(ok({ id: 'main', encoded: new Secret('EsTc') }));

test.each<[KeyTest, string[]]>([
	[
		{ backup: 'yes', crossSigning: 'yes' },
		['and it works', 'It opens Secure Backup', 'It holds your cross-signing keys']
	],
	[
		{ backup: 'no', crossSigning: 'yes' },
		['part of it does not work', 'It does not open Secure Backup', 'on the page “Encryption”']
	],
	[
		{ backup: 'none', crossSigning: 'none' },
		['nothing to open', 'Secure Backup is off', 'Cross-signing is not set up']
	]
])('says what the key opens: %j', async (answer, sentences) => {
	show(answer, opens);
	expect(screen.getByRole('heading', { level: 1, name: 'Test your recovery key' })).toBeTruthy();
	await type(field(), 'EsTc');
	await press();
	await vi.waitFor(() => expect(told()).not.toBe(''));
	for (const sentence of sentences) expect(told()).toContain(sentence);
	expect(field().value).toBe('');
});

test('nothing is asked for nothing', async () => {
	const { open } = show({ backup: 'yes', crossSigning: 'yes' }, opens);
	await press();
	expect(descriptionOf(field())).toContain('Enter your recovery key or your phrase');
	expect(document.activeElement).toBe(field());
	expect(open).not.toHaveBeenCalled();
});

test('a wrong key is told at the field, and stays there to be mended', async () => {
	show({ backup: 'yes', crossSigning: 'yes' }, () =>
		Promise.resolve(fail({ kind: 'recoveryKeyWrong' }))
	);
	await type(field(), 'EsTx');
	await press();
	await vi.waitFor(() => expect(descriptionOf(field())).toContain('not your recovery key'));
	expect(field().value).toBe('EsTx');
	expect(screen.queryByRole('alert')).toBeNull();
});

test('what concerns the whole page is told above', async () => {
	show({ backup: 'yes', crossSigning: 'yes' }, () =>
		Promise.resolve(fail({ kind: 'recoveryKeyNone' }))
	);
	await type(field(), 'EsTx');
	await press();
	expect(textOf(await screen.findByRole('alert'))).toContain('no recovery key yet');
	expect(field().getAttribute('aria-invalid')).toBe('false');
});

test('the button is busy meanwhile, and a session that is over leaves', async () => {
	let answer: (opened: Result<OpenedKey>) => void = () => undefined;
	const { ended } = show(
		{ backup: 'yes', crossSigning: 'yes' },
		() => new Promise((resolve) => (answer = resolve))
	);
	await type(field(), 'EsTc');
	await press();
	expect(isBusy(screen.getByRole('button', { name: 'Test' }))).toBe(true);
	answer(fail({ kind: 'sessionEnded', soft: false }));
	await vi.waitFor(() => expect(ended).toHaveBeenCalledWith({ kind: 'sessionEnded', soft: false }));
});

test('leads back', () => {
	show({ backup: 'yes', crossSigning: 'yes' }, opens);
	const back = screen.getByRole('link', { name: 'Back to encryption' });
	expect(back.getAttribute('href')).toBe('/account/encryption');
});
