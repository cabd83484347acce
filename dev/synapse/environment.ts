import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPython } from '../bootstrap/python.mjs';
import { Problem } from '../problem.ts';
import { run, type Outcome } from '../run.ts';
import { repository, stateFolder, stateSubfolder } from '../state.ts';

const requirements = join(repository, 'dev/requirements.txt');
const uvVersion = '0.13.8';

/**
 * The Python that has the homeserver installed, in a virtual environment in the state folder.
 * Made on first use, and anew when the requirements have changed or an earlier try did not end.
 * @returns the path of its interpreter
 * @throws Problem when Python is missing or something cannot be downloaded
 */
export async function homeserverPython(): Promise<string> {
	const folder = join(stateFolder, 'python');
	const python = join(folder, 'bin/python');
	const marker = join(folder, 'complete');
	const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
	if (existsSync(python) && readIfThere(marker) === wanted) return python;
	rmSync(folder, { recursive: true, force: true });
	await makeEnvironment(folder, python);
	writeFileSync(marker, wanted);
	return python;
}

/** True when the environment need not be made: what `npm start` says it is doing depends on it. */
export function hasHomeserverPython(): boolean {
	return existsSync(join(stateFolder, 'python/complete'));
}

async function makeEnvironment(folder: string, python: string): Promise<void> {
	const log = join(stateSubfolder('logs'), 'python.log');
	const system = process.env.VESTIBULE_PYTHON ?? systemPython();
	const made = await run(system, ['-m', 'venv', folder], { log });
	if (made.code !== 0) throw installProblem(made, log);
	const uv = await findUv(python, join(folder, 'bin/uv'), log);
	if (uv) {
		const args = ['pip', 'install', '--python', python, '-r', requirements];
		if ((await run(uv, args, { log })).code === 0) return;
	}
	// uv knows nothing of pip's own settings (an index, a certificate): pip may succeed where it fails.
	const byPip = await run(python, ['-m', 'pip', 'install', '-r', requirements], { log });
	if (byPip.code !== 0) throw installProblem(byPip, log);
}

async function findUv(python: string, own: string, log: string): Promise<string | undefined> {
	if ((await run('uv', ['--version'])).code === 0) return 'uv';
	const args = ['-m', 'pip', 'install', '--disable-pip-version-check', `uv==${uvVersion}`];
	const got = await run(python, args, { log });
	return got.code === 0 ? own : undefined;
}

function systemPython(): string {
	const found = findPython();
	if ('problem' in found) throw new Problem(found.problem);
	return found.python;
}

const unreachable =
	/name resolution|ConnectError|dns error|unreachable|[Rr]efused|timed? ?out|ProxyError|getaddrinfo|No matching distribution/;

/** The sentence for an installation that failed; `log` is where the rest of it stands. */
export function installProblem(outcome: Outcome, log: string): Problem {
	if (unreachable.test(outcome.output))
		return new Problem(
			`The homeserver could not be downloaded: the Python package index does not answer. Check the network and start again. (${log})`
		);
	const lines = outcome.output.trim().split('\n');
	return new Problem(`The homeserver could not be installed: ${lines.at(-1)} (${log})`);
}

function readIfThere(path: string): string | undefined {
	return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
