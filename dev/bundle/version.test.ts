import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { versionOf } from './version.ts';

const source = { 'src/page.svelte': 'page', 'src/lib/base.ts': 'base', 'lock.json': '{}' };

function version(files: Record<string, string>, options?: string): string {
	const root = mkdtempSync(join(tmpdir(), 'version-'));
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(dirname(join(root, name)), { recursive: true });
		writeFileSync(join(root, name), text);
	}
	return versionOf(root, ['src', 'lock.json'], options);
}

test('the same source has the same name, wherever it lies', () => {
	expect(version(source)).toMatch(/^[\da-f]{12}$/u);
	expect(version(source)).toBe(version(source));
});

test.each([
	['a changed file', { ...source, 'src/lib/base.ts': 'other' }],
	['a changed file beside the folder', { ...source, 'lock.json': '{"a":1}' }],
	['one more file', { ...source, 'src/lib/more.ts': '' }],
	['a file of another name', { 'src/page.svelte': 'page', 'src/b.ts': 'base', 'lock.json': '{}' }]
])('%s gives another name', (_what, files) => {
	expect(version(files)).not.toBe(version(source));
});

test('other options give another name', () => {
	expect(version(source, 'pseudo')).not.toBe(version(source));
});

test('what only tests read changes nothing', () => {
	const tests = {
		'src/lib/base.test.ts': 'a',
		'src/lib/base-testing.ts': 'b',
		'src/testing.ts': ''
	};
	expect(version({ ...source, ...tests })).toBe(version(source));
});

test('a source that is missing stops the build', () => {
	expect(() => version({ 'lock.json': '{}' })).toThrow(/ENOENT/u);
});
