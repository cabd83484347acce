import { fireEvent, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { show as showPage } from '$lib/wizard/keys/file-task-testing';
import { descriptionOf, textOf, type } from '$lib/wizard/testing';
import ExportKeys from './ExportKeys.svelte';
import { exported, portsOf } from './testing';

const key = () => screen.getByLabelText<HTMLInputElement>('Recovery key or phrase');
const passphrase = () => screen.getByLabelText<HTMLInputElement>('Passphrase');
const again = () => screen.getByLabelText<HTMLInputElement>('Passphrase again');
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const said = () => screen.queryAllByRole('status').map(textOf);
const saved: string[] = [];

function show() {
	const ports = portsOf();
	showPage(ExportKeys, ports);
	return ports;
}

async function fill(second = 'over the hills') {
	await type(key(), 'EsTc');
	await type(passphrase(), 'over the hills');
	await type(again(), second);
	await press('Export');
}

beforeEach(() => {
	saved.length = 0;
	URL.createObjectURL = () => 'blob:made';
	URL.revokeObjectURL = () => undefined;
	vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-31T10:00:00Z') });
	vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
		this: HTMLAnchorElement
	) {
		saved.push(this.download);
	});
});
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

test('asks for the key, and for a new passphrase twice', () => {
	show();
	expect(screen.getByRole('heading', { level: 1, name: 'Export your keys' })).toBeTruthy();
	expect([passphrase().autocomplete, again().autocomplete]).toEqual(
		Array<string>(2).fill('new-password')
	);
	expect(screen.getByRole('link', { name: 'Back to encryption' })).toBeTruthy();
});

test('tells how strong the passphrase is', async () => {
	show();
	await import('$lib/wizard/password/strength');
	await type(passphrase(), 'password');
	await vi.waitFor(() => expect(said().join(' ')).toContain('Very easy to guess.'));
	await type(passphrase(), 'velvet onions march over Lisbon');
	await vi.waitFor(() => expect(said().join(' ')).toContain('Very good.'));
}, 30_000);

test('saves the file under a name that one finds again', async () => {
	const ports = show();
	await fill();
	await vi.waitFor(() => expect(saved).toEqual(['Vestibule keys ada 2026-01-31.txt']));
	expect(said()).toContain('The file is made. 2 keys are in it.');
	expect(screen.getByRole('link', { name: 'Save the file' })).toBeTruthy();
	expect(ports.keyFiles.exportKeys.mock.lastCall?.[0].passphrase.reveal()).toBe('over the hills');
	expect(document.querySelector('input')).toBeNull();
});

test('says what could not be read', async () => {
	const ports = show();
	ports.keyFiles.exportKeys.mockResolvedValue(ok({ ...exported, count: 1, unreadable: 2 }));
	await fill();
	expect(textOf(await screen.findByRole('alert'))).toContain('2 keys of your Secure Backup');
});

test('an empty backup makes no file', async () => {
	const ports = show();
	ports.keyFiles.exportKeys.mockResolvedValue(ok({ ...exported, count: 0, unreadable: 0 }));
	await fill();
	await vi.waitFor(() => expect(said().join('')).toContain('Your Secure Backup is empty'));
	expect(saved).toEqual([]);
});

describe('what is wrong', () => {
	test('in the form is told at its fields, and the first one gets the focus', async () => {
		const ports = show();
		await press('Export');
		expect(descriptionOf(key())).toContain('Enter your recovery key');
		expect(descriptionOf(passphrase())).toContain('Choose a passphrase');
		expect(document.activeElement).toBe(key());
		await fill('over the hill');
		expect(descriptionOf(passphrase())).not.toContain('Choose a passphrase');
		expect(descriptionOf(again())).toContain('The two passphrases differ');
		expect(document.activeElement).toBe(again());
		expect(ports.recoveryKeys.open).not.toHaveBeenCalled();
	});

	test('with the key is told there, and nothing typed is lost', async () => {
		const ports = show();
		ports.recoveryKeys.open.mockResolvedValue(fail({ kind: 'recoveryKeyWrong' }));
		await fill();
		await vi.waitFor(() => expect(descriptionOf(key())).toContain('not your recovery key'));
		expect(passphrase().value).toBe('over the hills');
		expect(ports.encryption.load).not.toHaveBeenCalled();
	});

	test('with the backup is told above', async () => {
		const ports = show();
		ports.keyFiles.exportKeys.mockResolvedValue(fail({ kind: 'backupNone' }));
		await fill();
		expect(textOf(await screen.findByRole('alert'))).toContain('Secure Backup is off');
		expect(key().value).toBe('EsTc');
	});
});

test('shows how far it is, and can be cancelled', async () => {
	const ports = show();
	const signals: AbortSignal[] = [];
	ports.keyFiles.exportKeys.mockImplementation((_, told, signal) => {
		signals.push(signal);
		told({ done: 5, of: 20 });
		return new Promise(() => undefined);
	});
	await fill();
	await vi.waitFor(() => expect(said()).toContain('Reading your keys'));
	expect(screen.getByText('5 of 20')).toBeTruthy();
	expect(key().closest('[hidden]')).not.toBeNull();
	await vi.waitFor(() =>
		expect(document.activeElement?.textContent).toContain('Reading your keys')
	);
	await press('Cancel');
	expect(signals[0]?.aborted).toBe(true);
	expect(said()).toContain('Cancelled. Nothing was changed.');
	expect(key().closest('[hidden]')).toBeNull();
	expect(again().value).toBe('over the hills');
});
