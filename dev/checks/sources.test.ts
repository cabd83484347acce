import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sources } from './sources.ts';

let folder = '';
const pathsOf = (wanted = (_: string) => true) => sources(folder, wanted).map(({ path }) => path);

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'sources-'));
	for (const path of ['a.ts', 'src/b.svelte', 'node_modules/c.ts', 'kept/d.ts']) {
		mkdirSync(join(folder, path, '..'), { recursive: true });
		writeFileSync(join(folder, path), `in ${path}`);
	}
});

afterEach(() => rmSync(folder, { recursive: true }));

test('without git: everything but what tools have written', () => {
	expect(pathsOf().sort()).toEqual(['a.ts', 'kept/d.ts', 'src/b.svelte']);
});

test('with git: what is tracked or new, not what is ignored', () => {
	writeFileSync(join(folder, '.gitignore'), 'node_modules/\nkept/\n');
	execFileSync('git', ['init', '--quiet'], { cwd: folder });
	expect(pathsOf().sort()).toEqual(['.gitignore', 'a.ts', 'src/b.svelte']);
});

test('reads only what is wanted', () => {
	const found = sources(folder, (path) => path.endsWith('.svelte'));
	expect(found).toEqual([{ path: 'src/b.svelte', text: 'in src/b.svelte' }]);
});
