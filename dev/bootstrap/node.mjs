import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { repository } from './folders.mjs';
import { isAtLeast, parseVersion } from './versions.mjs';

/** @type {[number, number]} The oldest that runs this file and npm. */
const oldestAtAll = [20, 19];
/** @type {[number, number]} The oldest that runs TypeScript well. */
const oldestForTypes = [22, 17];

/**
 * The sentence for a Node that is too old even to install the packages, if it is.
 * @param {string} version
 */
export function nodeProblem(version = process.version) {
	if (isAtLeast(parseVersion(version), oldestAtAll)) return undefined;
	return `Node ${version} is too old. Install Node ${oldestAtAll.join('.')} or newer and start again.`;
}

/**
 * Chooses the Node that runs the commands: the one among the packages, else the one that runs this.
 * @param {(path: string) => string | undefined} [ask] what a Node says about itself; for tests
 * @returns {{ node: string, flags: string[] } | { problem: string }}
 */
export function chooseNode(ask = askNode) {
	for (const path of [join(repository, 'node_modules/.bin/node'), process.execPath]) {
		const [version = '', types] = ask(path)?.trim().split(' ') ?? [];
		if (!isAtLeast(parseVersion(version), oldestForTypes)) continue;
		// Some say at each start that running TypeScript is experimental; here it is pinned and tested.
		const flags = ['--disable-warning=ExperimentalWarning'];
		return { node: path, flags: types ? flags : [...flags, '--experimental-strip-types'] };
	}
	return {
		problem:
			`Node ${process.version} cannot run this on your system. ` +
			`Install Node ${oldestForTypes.join('.')} or newer and start again.`
	};
}

/** @param {string} path */
function askNode(path) {
	const question = '`${process.version} ${process.features.typescript || ""}`';
	const answer = spawnSync(path, ['-p', question], { encoding: 'utf8', timeout: 20_000 });
	return answer.status === 0 ? answer.stdout : undefined;
}
