import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { firstLoad } from './first-load.ts';

let folder = '';

function write(files: Record<string, string>): void {
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), text);
	}
}

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'build-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

test('takes preloads, started scripts, and what these import at once', () => {
	write({
		'register.html': `<link href="./_app/start.js" rel="modulepreload">
			<script>Promise.all([import("./_app/start.js"), import("./_app/app.js")])</script>`,
		'_app/start.js': 'import{a}from"./chunks/core.js";import("./late.js")',
		'_app/app.js': 'export{b}from"./chunks/core.js"',
		'_app/chunks/core.js': 'import "../plain.js";',
		'_app/plain.js': '',
		'_app/late.js': ''
	});
	expect(firstLoad(folder, 'register.html').scripts).toEqual([
		'_app/app.js',
		'_app/chunks/core.js',
		'_app/plain.js',
		'_app/start.js'
	]);
});

test('follows relative and rooted addresses of a page in a folder', () => {
	write({
		'de/register.html': `<link rel=modulepreload href=../_app/a.js><script src="/_app/b.js"></script>
			<link rel="stylesheet" href="../_app/look.css"><link rel="icon" href="/icon.svg">
			<link href="../_app/inlined.css" rel="stylesheet" disabled media="(max-width: 0)">`,
		'_app/a.js': '',
		'_app/b.js': ''
	});
	expect(firstLoad(folder, 'de/register.html')).toEqual({
		scripts: ['_app/a.js', '_app/b.js'],
		styles: ['_app/look.css']
	});
});

test('a page without a script is an error, and so is one that is not there', () => {
	write({ 'register.html': '<p>nothing</p>' });
	expect(() => firstLoad(folder, 'register.html')).toThrow('starts no script');
	expect(() => firstLoad(folder, 'login.html')).toThrow('ENOENT');
});

test('a preload that leads nowhere is an error, not a smaller page', () => {
	write({ 'register.html': '<link rel="modulepreload" href="./gone.js">' });
	expect(() => firstLoad(folder, 'register.html')).toThrow('gone.js');
});
