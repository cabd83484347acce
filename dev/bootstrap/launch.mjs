import { spawn } from 'node:child_process';
import { repository } from './folders.mjs';

/**
 * Runs a program in this one's place: same terminal, its signals passed on, its exit code as ours.
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [extra] environment variables on top of ours
 * @returns {Promise<number>} the exit code; 128 and the signal's number when a signal ended it
 */
export function launch(program, args, extra = {}) {
	const environment = { ...process.env, ...extra };
	const child = spawn(program, args, { cwd: repository, env: environment, stdio: 'inherit' });
	// In a terminal, Ctrl-C has reached the child too; told twice, it might end at once.
	process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
	for (const signal of ['SIGTERM', 'SIGHUP'])
		process.on(signal, () => child.kill(/** @type {NodeJS.Signals} */ (signal)));
	const parent = process.ppid;
	// A starter that was killed passes nothing on.
	const watch = setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1000);
	return new Promise((done, fail) => {
		child.once('error', fail);
		child.once('exit', (code, signal) => {
			clearInterval(watch);
			done(code ?? (signal ? (exitCodes[signal] ?? 1) : 1));
		});
	});
}

/** @type {Record<string, number>} */
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 };
