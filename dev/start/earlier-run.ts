import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../problem.ts';

const patience = 15_000;

/**
 * Ends a run that is still there, if it is one of ours, and notes down this one instead.
 * @param folder of the state of `npm start`
 * @returns the number of the process that was ended, and a function that takes the note back
 * @throws Problem when the earlier run does not end
 */
export async function replaceEarlierRun(
	folder: string
): Promise<{ ended?: number; forget: () => void }> {
	const note = join(folder, 'running');
	const pid = existsSync(note) ? Number(readFileSync(note, 'utf8')) : 0;
	const isOurs = pid > 0 && pid !== process.pid && isStart(commandOf(pid));
	if (isOurs) await endProcess(pid);
	writeFileSync(note, String(process.pid));
	return {
		ended: isOurs ? pid : undefined,
		forget: () => {
			rmSync(note, { force: true });
		}
	};
}

/** Tells whether a command line is that of `npm start` or `npm run dev`; numbers are used again. */
export function isStart(command: string): boolean {
	return /\bdev\/(start|dev)\.ts\b/.test(command);
}

/** The command line of a process; empty when there is no such process. */
export function commandOf(pid: number): string {
	try {
		return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
	} catch {
		const path = `/proc/${pid}/cmdline`;
		return existsSync(path) ? readFileSync(path, 'utf8').replaceAll('\0', ' ') : '';
	}
}

async function endProcess(pid: number): Promise<void> {
	process.kill(pid, 'SIGTERM');
	const until = Date.now() + patience;
	while (isStart(commandOf(pid))) {
		if (Date.now() > until)
			throw new Problem(`An earlier run (process ${pid}) does not end. End it and start again.`);
		await new Promise((done) => setTimeout(done, 100));
	}
}
