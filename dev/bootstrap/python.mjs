import { spawnSync } from 'node:child_process';
import { isAtLeast, parseVersion } from './versions.mjs';

/** @type {[number, number]} */
const oldest = [3, 10];
const newerNames = ['3.14', '3.13', '3.12', '3.11', '3.10'].map((version) => `python${version}`);

/**
 * Finds a Python that can carry the homeserver: 3.10 or newer, able to make a virtual environment.
 * @param {(command: string) => string | undefined} [ask] what a command says about itself; for tests
 * @returns {{ python: string } | { problem: string }} its path, or the sentence that says what to do
 */
export function findPython(ask = askPython) {
	let old = '';
	let incomplete = '';
	for (const name of ['python3', 'python', ...newerNames]) {
		const found = parseAnswer(ask(name));
		if (!found) continue;
		if (!isAtLeast(parseVersion(found.version), oldest)) old ||= found.version;
		else if (!found.complete) incomplete ||= name;
		else return { python: found.path };
	}
	if (incomplete)
		return {
			problem:
				`Python is here (${incomplete}), but cannot make a virtual environment. ` +
				'Install its venv module (Debian and Ubuntu: apt install python3-venv) and start again.'
		};
	const what = old ? `Python ${old} is too old` : 'Python is missing';
	return { problem: `${what}. Install Python ${oldest.join('.')} or newer and start again.` };
}

const question =
	'import sys, importlib.util as u; print("%d.%d" % sys.version_info[:2], ' +
	'int(all(u.find_spec(m) for m in ("venv", "ensurepip"))), sys.executable)';

/** @param {string} command */
function askPython(command) {
	const answer = spawnSync(command, ['-c', question], { encoding: 'utf8', timeout: 20_000 });
	return answer.status === 0 ? answer.stdout : undefined;
}

/** @param {string | undefined} answer */
function parseAnswer(answer) {
	const match = /^(\d+\.\d+) ([01]) (.+)$/.exec(answer?.trim() ?? '');
	if (!match) return undefined;
	const [, version = '', complete, path = ''] = match;
	return { version, complete: complete === '1', path };
}
