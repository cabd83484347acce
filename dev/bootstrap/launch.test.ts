import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository } from './folders.mjs';

const launch = JSON.stringify(join(repository, 'dev/bootstrap/launch.mjs'));

/** Runs a program that launches a script, and answers both. */
function launching(script: string) {
	const program = `
		import { launch } from ${launch};
		process.exitCode = await launch(process.execPath, ['-e', ${JSON.stringify(script)}], { WORD: 'given' });
	`;
	const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const nextText = () =>
		new Promise<string>((done) => child.stdout.once('data', (text) => done(String(text))));
	return { child, nextText, ended: once(child, 'exit') as Promise<[number]> };
}

const staying = (signal: string) => `
	process.on(${JSON.stringify(signal)}, () => { console.log('got it'); process.exit(7); });
	setInterval(() => {}, 1000);
	console.log(process.env.WORD);
`;

describe('launching a program in place of this one', () => {
	it('has its exit code', async () => {
		expect((await launching('process.exit(5)').ended)[0]).toBe(5);
	});

	it('tells by the exit code that a signal ended it', async () => {
		expect((await launching('process.kill(process.pid, "SIGTERM")').ended)[0]).toBe(143);
	});

	it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('passes %s on', async (signal) => {
		const { child, nextText, ended } = launching(staying(signal));
		expect(await nextText()).toBe('given\n');
		const last = nextText();
		child.kill(signal);
		expect(await last).toBe('got it\n');
		expect((await ended)[0]).toBe(7);
	});
});
