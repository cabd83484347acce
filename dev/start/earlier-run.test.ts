import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { commandOf, isStart, replaceEarlierRun } from './earlier-run.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'earlier-'));
});
const note = () => join(folder, 'running');

/** A program that stays, under the given path. */
async function staying(path: string) {
	mkdirSync(join(folder, path, '..'), { recursive: true });
	writeFileSync(join(folder, path), 'console.log("ready"); setInterval(() => {}, 1000);');
	const child = spawn(process.execPath, [join(folder, path)], {
		stdio: ['ignore', 'pipe', 'ignore']
	});
	await once(child.stdout, 'data');
	return { pid: child.pid ?? 0, child, ended: once(child, 'exit') };
}

describe('an earlier run', () => {
	it('is ended when it is one of ours', async () => {
		const earlier = await staying('dev/start.ts');
		writeFileSync(note(), String(earlier.pid));
		expect(await replaceEarlierRun(folder)).toMatchObject({ ended: earlier.pid });
		expect((await earlier.ended)[1]).toBe('SIGTERM');
		expect(readFileSync(note(), 'utf8')).toBe(String(process.pid));
	});

	it('is left alone when its number belongs to another program by now', async () => {
		const other = await staying('other/program.js');
		writeFileSync(note(), String(other.pid));
		expect((await replaceEarlierRun(folder)).ended).toBeUndefined();
		expect(other.child.exitCode).toBeNull();
		other.child.kill();
	});

	it('may be long gone, or have left a broken note', async () => {
		for (const left of ['999999999', 'x', '']) {
			writeFileSync(note(), left);
			expect((await replaceEarlierRun(folder)).ended).toBeUndefined();
		}
	});

	it('is noted down for the next, until it ends', async () => {
		const { forget } = await replaceEarlierRun(folder);
		expect(existsSync(note())).toBe(true);
		forget();
		expect(existsSync(note())).toBe(false);
	});
});

describe('the command line of a process', () => {
	it('tells whether it is one of ours', () => {
		expect(isStart('/x/node --flag /a b/dev/start.ts --reset')).toBe(true);
		expect(isStart('node dev/dev.ts')).toBe(true);
		expect(isStart('vim dev/start.test.ts')).toBe(false);
		expect(isStart('')).toBe(false);
	});

	it('is found by its number', () => {
		expect(commandOf(process.pid)).toContain('node');
		expect(commandOf(999_999_999)).toBe('');
	});
});
