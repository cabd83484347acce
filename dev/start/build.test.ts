import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { buildFault, stampOf } from './build.ts';

let root: string;
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'build-'));
	put('src/routes/+page.svelte', 'page');
	put('static/icon.svg', 'icon');
	put('svelte.config.js', 'config');
	put('build/_app/version.json', '{}');
	utimesSync(join(root, 'build/_app/version.json'), 1, 1);
});

function put(name: string, content: string): void {
	mkdirSync(join(root, name, '..'), { recursive: true });
	writeFileSync(join(root, name), content);
}

describe('the stamp of a build', () => {
	it('stays while nothing changes', () => {
		expect(stampOf(root)).toBe(stampOf(root));
	});

	it.each([
		'src/routes/+page.svelte',
		'src/new.ts',
		'static/icon.svg',
		'svelte.config.js',
		'package-lock.json',
		'dev/bundle/chunks.ts'
	])('changes with %s', (name) => {
		const before = stampOf(root);
		put(name, 'changed');
		expect(stampOf(root)).not.toBe(before);
	});

	it('does not change with what is no part of the portal', () => {
		const before = stampOf(root);
		put('README.md', 'changed');
		put('dev/start.ts', 'changed');
		expect(stampOf(root)).toBe(before);
	});

	it('changes when somebody else has built', () => {
		const before = stampOf(root);
		utimesSync(join(root, 'build/_app/version.json'), 2, 2);
		expect(stampOf(root)).not.toBe(before);
	});
});

describe('what is wrong with a build', () => {
	it('is the line with the name of the error, without its colours', () => {
		const output = [
			'✗ Build failed in 1.18s',
			'error during build:',
			'Build failed with 1 error:',
			'\u001b[31m[UNLOADABLE_DEPENDENCY] \u001b[0mCould not load src/x',
			'    at file:///x.js:1:2'
		].join('\n');
		expect(buildFault(output)).toBe('[UNLOADABLE_DEPENDENCY] Could not load src/x');
	});

	it('is the error that was thrown', () => {
		expect(buildFault('vite\nSyntaxError: Unexpected token\n    at x')).toBe(
			'SyntaxError: Unexpected token'
		);
	});

	it('is the last line when none has a name', () => {
		expect(buildFault('transforming\nit stopped\n')).toBe('it stopped');
		expect(buildFault('')).toBe('it says nothing about it.');
	});
});
