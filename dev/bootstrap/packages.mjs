import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository, stateFolder } from './folders.mjs';

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean }} LockedPackage */
/** @typedef {{ packages?: Record<string, LockedPackage> }} Lock */

/**
 * Makes sure that the packages of package-lock.json are there: installs them when they are missing,
 * when the lock file has changed, or when an earlier installation did not come to its end.
 * @param {(line: string) => void} say gets what is being done
 * @param {boolean} [anew] install them even if they seem to be there
 * @returns {Promise<string | undefined>} the sentence for what went wrong
 */
export async function installPackages(say, anew = false) {
	const lockPath = join(repository, 'package-lock.json');
	const lock = readFileSync(lockPath, 'utf8');
	const wanted = createHash('sha256').update(lock).update(process.platform).digest('hex');
	const marker = join(stateFolder, 'packages');
	const installed = readIfThere(join(repository, 'node_modules/.package-lock.json'));
	if (!anew && installed !== undefined && readIfThere(marker) === wanted) return undefined;
	mkdirSync(stateFolder, { recursive: true });
	if (anew || !holdsAll(parse(lock), parse(installed ?? '{}'))) {
		rmSync(marker, { force: true });
		say('Installing the packages. The first time takes about half a minute.');
		const begin = performance.now();
		const problem = await runNpm();
		if (problem) return problem;
		say(`The packages are installed (${((performance.now() - begin) / 1000).toFixed(1)} s).`);
	}
	writeFileSync(marker, wanted);
	return undefined;
}

/**
 * Tells whether an installation has each package that it must have, in the locked version. npm
 * writes its own list (`node_modules/.package-lock.json`) last, so a half-finished one has none.
 * @param {Lock} lock
 * @param {Lock} installed
 */
export function holdsAll(lock, installed) {
	return Object.entries(lock.packages ?? {})
		.filter(([path, { optional, devOptional }]) => path && !optional && !devOptional)
		.every(([path, { version }]) => installed.packages?.[path]?.version === version);
}

/** @returns {Promise<string | undefined>} */
function runNpm() {
	const log = join(stateFolder, 'logs/npm.log');
	mkdirSync(join(stateFolder, 'logs'), { recursive: true });
	const npm = process.env['npm_execpath'] ?? '';
	// Without a network, npm would try again for minutes before it says so.
	const retries = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
	const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...retries];
	const child = /npm-cli\.c?js$/.test(npm)
		? spawn(process.execPath, [npm, ...args], {
				cwd: repository,
				stdio: ['ignore', 'pipe', 'pipe']
			})
		: spawn('npm', args, { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] });
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
		process.once(signal, () => {
			child.kill('SIGKILL'); // it takes its time with others
			process.exit(130);
		});
	let output = '';
	child.stdout.on('data', (text) => (output += String(text)));
	child.stderr.on('data', (text) => (output += String(text)));
	return new Promise((done) => {
		child.once('error', () =>
			done('npm is missing. Install it (it comes with Node) and start again.')
		);
		child.once('close', (code) => {
			writeFileSync(log, output);
			done(code === 0 ? undefined : npmProblem(output, log));
		});
	});
}

/**
 * The sentence for an installation that failed.
 * @param {string} output what npm wrote
 * @param {string} log where that stands
 */
export function npmProblem(output, log) {
	if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/.test(output))
		return `The packages could not be downloaded: the registry does not answer. Check the network and start again. (${log})`;
	if (/ENOSPC/.test(output)) return 'The packages could not be installed: the disk is full.';
	if (/EUSAGE/.test(output))
		return 'package-lock.json does not fit package.json. Run "npm install" and start again.';
	const said = output
		.split('\n')
		.filter((line) => /^npm (error|ERR!) (?!code|A complete log)/.test(line));
	const line = said[0]?.replace(/^npm (error|ERR!) /, '') ?? 'npm did not come to its end.';
	return `The packages could not be installed: ${line} (${log})`;
}

/** @param {string} path */
function readIfThere(path) {
	return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/**
 * @param {string} text
 * @returns {Lock}
 */
function parse(text) {
	try {
		return JSON.parse(text);
	} catch {
		return {};
	}
}
