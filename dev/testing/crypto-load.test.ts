import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cryptoLoad } from './crypto-load.ts';

let folder = '';
const write = (files: Record<string, string>) => {
	for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, '_app', name), text);
};

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'build-'));
	mkdirSync(join(folder, '_app'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('is the file, the script that starts it, and the scripts that ask it at once', () => {
	write({
		'crypto.1.wasm': '',
		'b.js': 'new URL("crypto.1.wasm",import.meta.url)',
		'port.js': 'import{a}from"./b.js"',
		'page.js': 'import("./b.js");import{c}from"./ab.js"'
	});
	expect(cryptoLoad(folder)).toEqual(['_app/crypto.1.wasm', '_app/b.js', '_app/port.js']);
});

test('a build without the file, or with one that nobody starts, is noticed', () => {
	expect(() => cryptoLoad(folder)).toThrow('no WebAssembly');
	write({ 'crypto.1.wasm': '', 'b.js': '' });
	expect(() => cryptoLoad(folder)).toThrow('No script starts _app/crypto.1.wasm');
});
