import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** How a command ended: its exit code (127 when it could not be started) and all that it wrote. */
export type Outcome = { code: number; output: string };

/**
 * Runs a command to its end without a terminal.
 * @param options.log a file that gets what the command writes; made anew
 * @returns never throws: a command that cannot be started has the code 127
 */
export function run(
	command: string,
	args: string[],
	options: { cwd?: string; env?: NodeJS.ProcessEnv; log?: string } = {}
): Promise<Outcome> {
	if (options.log) mkdirSync(dirname(options.log), { recursive: true });
	const log = options.log ? createWriteStream(options.log) : undefined;
	const child = spawn(command, args, {
		cwd: options.cwd,
		env: options.env ?? process.env,
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const end = () => child.kill();
	process.once('exit', end);
	let output = '';
	const keep = (text: string) => {
		output += text;
		log?.write(text);
	};
	child.stdout.setEncoding('utf8').on('data', keep);
	child.stderr.setEncoding('utf8').on('data', keep);
	return new Promise((done) => {
		const finish = (code: number) => {
			process.off('exit', end);
			log?.end();
			done({ code, output });
		};
		child.once('error', (error) => {
			keep(error.message);
			finish(127);
		});
		child.once('close', (code) => finish(code ?? 1));
	});
}
