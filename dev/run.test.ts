import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const node = (script: string, options?: Parameters<typeof run>[2]) =>
	run(process.execPath, ['-e', script], options);

describe('running a command', () => {
	it('answers its exit code and all that it wrote', async () => {
		const script =
			'process.stdout.write("out "); process.stderr.write("err"); process.exitCode = 3';
		const { code, output } = await node(script);
		expect(code).toBe(3);
		expect(output).toContain('out ');
		expect(output).toContain('err');
	});

	it('does not throw for a command that is not there', async () => {
		const { code, output } = await run('/no/such/command', []);
		expect(code).toBe(127);
		expect(output).toContain('ENOENT');
	});

	it('writes a log, and makes its folder', async () => {
		const log = join(mkdtempSync(join(tmpdir(), 'run-')), 'deep', 'log.txt');
		await node('console.log("kept")', { log });
		expect(readFileSync(log, 'utf8')).toBe('kept\n');
	});

	it('runs in the folder and with the environment that are given', async () => {
		const cwd = mkdtempSync(join(tmpdir(), 'run-'));
		const script = 'console.log(process.cwd(), process.env.WORD)';
		const { output } = await node(script, { cwd, env: { WORD: 'given' } });
		expect(output).toContain('given');
		expect(output).toContain(cwd);
	});

	it('has nothing to read from', async () => {
		const script = 'process.stdin.on("end", () => console.log("end")).resume()';
		expect((await node(script)).output).toBe('end\n');
	});
});
