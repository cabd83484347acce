import { fireEvent, screen } from '@testing-library/svelte';
import { describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { show as showPage } from '$lib/wizard/keys/file-task-testing';
import { descriptionOf, textOf, type } from '$lib/wizard/testing';
import ImportKeys from './ImportKeys.svelte';
import { file, portsOf } from './testing';

const fileField = () => screen.getByLabelText<HTMLInputElement>('Key file');
const passphrase = () => screen.getByLabelText<HTMLInputElement>('Passphrase');
const key = () =>
	screen.getByRole<HTMLInputElement>('textbox', { name: 'Recovery key or phrase (optional)' });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const said = () => screen.queryAllByRole('status').map(textOf);

function show() {
	const ports = portsOf();
	showPage(ImportKeys, ports);
	return ports;
}

async function fill(typed = '') {
	Object.defineProperty(fileField(), 'files', { value: [file], configurable: true });
	await fireEvent.change(fileField());
	await type(passphrase(), 'over the hills');
	if (typed) await type(key(), typed);
	await press('Import');
}

test('says what came of it', async () => {
	const ports = show();
	expect(screen.getByRole('heading', { level: 1, name: 'Import keys' })).toBeTruthy();
	await fill();
	await vi.waitFor(() =>
		expect(said()).toContain(
			'3 keys of the file are in your Secure Backup now. 2 of them are new there.'
		)
	);
	expect(ports.keyFiles.importKeys.mock.lastCall?.[0].file).toBe(file);
	expect(ports.recoveryKeys.open).not.toHaveBeenCalled();
	expect(document.querySelector('input')).toBeNull();
});

test.each([
	[{ count: 1, added: 0, unreadable: 0 }, 'All of them were there before.'],
	[{ count: 0, added: 0, unreadable: 0 }, 'There are no keys in this file. Nothing was changed.']
])('says it in other cases: %j', async (imported, sentence) => {
	const ports = show();
	ports.keyFiles.importKeys.mockResolvedValue(ok(imported));
	await fill();
	await vi.waitFor(() => expect(said().join('')).toContain(sentence));
});

test('says what was left out', async () => {
	const ports = show();
	ports.keyFiles.importKeys.mockResolvedValue(ok({ count: 1, added: 1, unreadable: 2 }));
	await fill();
	expect(textOf(await screen.findByRole('alert'))).toContain('2 entries of the file are no keys');
});

test('a recovery key makes sure of the backup', async () => {
	const ports = show();
	await fill('EsTc');
	await vi.waitFor(() => expect(ports.keyFiles.importKeys).toHaveBeenCalled());
	expect(ports.keyFiles.importKeys.mock.lastCall?.[0].key?.id).toBe('main');
});

describe('what is wrong', () => {
	test('in the form is told at its fields, and the first one gets the focus', async () => {
		show();
		await press('Import');
		expect(descriptionOf(fileField())).toContain('Choose the file with the keys.');
		expect(descriptionOf(passphrase())).toContain('Enter the passphrase of the file.');
		expect(document.activeElement).toBe(fileField());
		await type(passphrase(), 'x');
		expect(descriptionOf(passphrase())).not.toContain('Enter the passphrase');
	});

	test.each([
		['keyFileForeign', fileField, 'This is not a file of exported keys.'],
		['keyFileDamaged', fileField, 'This key file is damaged'],
		['passphraseWrong', passphrase, 'This passphrase does not open the file.']
	] as const)('%s is told at its field, and nothing is lost', async (kind, field, sentence) => {
		const ports = show();
		ports.keyFiles.importKeys.mockResolvedValue(fail({ kind }));
		await fill();
		await vi.waitFor(() => expect(descriptionOf(field())).toContain(sentence));
		expect(document.activeElement).toBe(field());
		expect(passphrase().value).toBe('over the hills');
		await press('Import');
		await vi.waitFor(() => expect(ports.keyFiles.importKeys).toHaveBeenCalledTimes(2));
	});

	test('with the recovery key is told there', async () => {
		const ports = show();
		ports.recoveryKeys.open.mockResolvedValue(fail({ kind: 'recoveryKeyWrong' }));
		await fill('EsTx');
		await vi.waitFor(() => expect(descriptionOf(key())).toContain('not your recovery key'));
	});

	test('with the backup is told above', async () => {
		const ports = show();
		ports.keyFiles.importKeys.mockResolvedValue(fail({ kind: 'backupNone' }));
		await fill();
		expect(textOf(await screen.findByRole('alert'))).toContain('Secure Backup is off');
	});
});

test('shows how far it is, and can be cancelled', async () => {
	const ports = show();
	ports.keyFiles.importKeys.mockImplementation((_, told) => {
		told({ done: 200, of: 450 });
		return new Promise(() => undefined);
	});
	await fill();
	await vi.waitFor(() => expect(said()).toContain('Putting the keys into your Secure Backup'));
	expect(screen.getByText('200 of 450')).toBeTruthy();
	await press('Cancel');
	expect(said().join('')).toContain('Keys that are in your Secure Backup by now stay there');
	expect(passphrase().value).toBe('over the hills');
});
