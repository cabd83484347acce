import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository } from './state.ts';

const lifetime = JSON.stringify(join(repository, 'dev/lifetime.ts'));
const program = `
	import { untilTold } from ${lifetime};
	const keep = setInterval(() => {}, 1000);
	const told = untilTold();
	console.log('ready', process.pid);
	await told;
	console.log('told');
	clearInterval(keep);
	process.exit(0);
`;
const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e'];

function nextText(child: ChildProcess): Promise<string> {
	return new Promise((done) => child.stdout?.once('data', (text) => done(String(text))));
}

function startProgram(): ChildProcess {
	return spawn(process.execPath, [...flags, program], { stdio: ['ignore', 'pipe', 'inherit'] });
}

describe('a program that waits until it is told to end', () => {
	it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('is told by %s', async (signal) => {
		const child = startProgram();
		expect(await nextText(child)).toContain('ready');
		const last = nextText(child);
		child.kill(signal);
		expect(await last).toBe('told\n');
		expect((await once(child, 'exit'))[0]).toBe(0);
	});

	it('is told by the end of the program that started it', async () => {
		const starter = `
			const { spawn } = require('node:child_process');
			spawn(process.execPath, ${JSON.stringify([...flags, program])}, { stdio: 'inherit' });
		`;
		const child = spawn(process.execPath, ['-e', starter], {
			stdio: ['ignore', 'pipe', 'inherit']
		});
		expect(await nextText(child)).toContain('ready');
		const last = nextText(child);
		child.kill('SIGKILL');
		expect(await last).toBe('told\n');
	});
});
