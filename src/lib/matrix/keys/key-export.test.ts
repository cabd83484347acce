import { OlmMachine } from '@matrix-org/matrix-sdk-crypto-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import { startWasm } from '../crypto/wasm';
import { ExportFile, openExport } from './key-export';
import { anyRoomKey } from './room-keys-testing';

const HEADER = '-----BEGIN MEGOLM SESSION DATA-----';
const FOOTER = '-----END MEGOLM SESSION DATA-----';
const breathe = () => Promise.resolve();
const inFile = (base64: string) => new Blob([`${HEADER}\n${base64}\n${FOOTER}\n`]);

beforeAll(async () => {
	await startWasm(() => undefined, new AbortController().signal);
});

async function opened(file: Blob, passphrase: string): Promise<string> {
	const answer = await openExport(file, new Secret(passphrase), breathe);
	if (!answer.ok) return `failed: ${answer.error.kind}`;
	let text = '';
	for await (const piece of answer.value()) text += piece;
	return text;
}

async function written(texts: readonly string[], passphrase: string): Promise<Blob> {
	const file = await ExportFile.begin(new Secret(passphrase));
	for (const text of texts) await file.write(text);
	return file.finish(breathe);
}

describe('files that others have made', () => {
	// Element's own test vectors.
	test.each([
		[
			'plain',
			'password',
			'AXNhbHRzYWx0c2FsdHNhbHSIiIiIiIiIiIiIiIiIiIiIAAAACmIRUW2OjZ3L2l6j9h0lHlV3M2dx\ncissyYBxjsfsAndErh065A8='
		],
		[
			'Hello, World',
			'betterpassword',
			'AW1vcmVzYWx0bW9yZXNhbHT//////////wAAAAAAAAAAAAAD6KyBpe1Niv5M5NPm4ZATsJo5nghk\nKYu63a0YQ5DRhUWEKk7CcMkrKnAUiZny'
		]
	])('%j', async (text, passphrase, base64) => {
		expect(await opened(inFile(base64), passphrase)).toBe(text);
	});

	test('the SDK’s, with keys in it', async () => {
		const keys = [anyRoomKey(), anyRoomKey('!ü:example.org', 3)];
		const file = OlmMachine.encryptExportedRoomKeys(JSON.stringify(keys), 'pass phrase ü', 1000);
		expect(JSON.parse(await opened(new Blob([file]), 'pass phrase ü'))).toMatchObject(keys);
	});

	test('line ends and what stands around it do not matter', async () => {
		const file = OlmMachine.encryptExportedRoomKeys('[]', 'secret', 1000);
		const changed = `Exported keys:\r\n${file.trim().replaceAll('\n', '\r\n ')}\r\n\r\nEnd.`;
		expect(await opened(new Blob([changed]), 'secret')).toBe('[]');
	});
});

describe('files that are written here', () => {
	test.each([0, 1, 9, 700])(
		'the SDK reads one with %i keys',
		async (count) => {
			const keys = Array.from({ length: count }, (_, at) =>
				anyRoomKey(`!${at.toString()}:ü.test`, at)
			);
			const texts = ['[', ...keys.map((key, at) => (at ? ',' : '') + JSON.stringify(key)), ']'];
			const file = await (await written(texts, 'pass phrase')).text();
			const read = OlmMachine.decryptExportedRoomKeys(file, 'pass phrase');
			expect(JSON.parse(read)).toMatchObject(keys);
			expect(Math.max(...file.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(96);
			expect(file).not.toContain('\n\n');
		},
		20_000
	);

	test('a text longer than what is worked on at a time comes back as it was', async () => {
		const texts = Array.from({ length: 90 }, (_, at) => `${at.toString()}ü€😀`.repeat(700));
		expect(await opened(await written(texts, 'x'), 'x')).toBe(texts.join(''));
	});

	test('no two are alike, and there is enough work for whoever guesses', async () => {
		const [one, two] = [await written(['[]'], 'x'), await written(['[]'], 'x')];
		expect(await one.text()).not.toBe(await two.text());
		const bytes = Buffer.from((await one.text()).split('\n')[1] ?? '', 'base64');
		expect(bytes.readUInt32BE(33)).toBe(500_000);
		expect(bytes.readUInt8(25) & 0x80).toBe(0);
	});
});

describe('what cannot be opened', () => {
	const keys = Array.from({ length: 20 }, () => anyRoomKey());
	const good = () => OlmMachine.encryptExportedRoomKeys(JSON.stringify(keys), 'right', 1000);
	/** Turns one bit of what stands at a place, counted in bytes. */
	const changed = (at: number) => {
		const [head = '', ...lines] = good().trim().split('\n');
		const bytes = Buffer.from(lines.slice(0, -1).join(''), 'base64');
		const place = at < 0 ? bytes.length + at : at;
		bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
		return `${head}\n${bytes.toString('base64')}\n${FOOTER}`;
	};

	test.each([
		['a wrong passphrase', 'wrong', good, 'passphraseWrong'],
		['damage in the middle', 'right', () => changed(500), 'keyFileDamaged'],
		['damage at the sum', 'right', () => changed(-1), 'keyFileDamaged'],
		['damage at the salt', 'right', () => changed(3), 'passphraseWrong'],
		['another version', 'right', () => changed(0), 'keyFileForeign'],
		['too many rounds', 'right', () => changed(33), 'keyFileDamaged'],
		['the end is missing', 'right', () => good().slice(0, -60), 'keyFileDamaged'],
		['a line is missing', 'right', () => good().replace(/\n.*\n(?=-)/u, '\n'), 'keyFileDamaged'],
		['letters that no base64 has', 'right', () => good().replace(/\n./u, '\n§'), 'keyFileDamaged'],
		['nothing inside', 'right', () => `${HEADER}\n${FOOTER}`, 'keyFileDamaged'],
		['another kind of file', 'right', () => '{"keys": []}', 'keyFileForeign'],
		['nothing at all', 'right', () => '', 'keyFileForeign']
	])('%s', async (_, passphrase, file, kind) => {
		expect(await opened(new Blob([file()]), passphrase)).toBe(`failed: ${kind}`);
	});

	test('a file that is gone by now', async () => {
		const gone = new Blob(['x']);
		gone.text = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
		expect(await opened(gone, 'x')).toBe('failed: keyFileDamaged');
	});
});
