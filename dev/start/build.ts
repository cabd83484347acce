import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Problem } from '../problem.ts';
import { run } from '../run.ts';
import { repository, stateSubfolder } from '../state.ts';
import { meaningful } from '../synapse/log.ts';

const sources = ['src', 'static', 'dev/bundle'];
const settings = ['svelte.config.js', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'];

/** Where the built portal is. */
export const siteFolder = join(repository, 'build');

/** True when `build/` holds what the sources would make. */
export function isBuilt(): boolean {
	const stamp = stampFile();
	return existsSync(stamp) && readFileSync(stamp, 'utf8') === stampOf(repository);
}

/**
 * Builds the portal into `build/`.
 * @throws Problem with what the build says last
 */
export async function buildPortal(): Promise<void> {
	const log = join(stateSubfolder('logs'), 'build.log');
	const vite = join(repository, 'node_modules/vite/bin/vite.js');
	const outcome = await run(process.execPath, [vite, 'build'], { cwd: repository, log });
	if (outcome.code !== 0) {
		throw new Problem(`The portal could not be built: ${buildFault(outcome.output)} (${log})`);
	}
	writeFileSync(stampFile(), stampOf(repository));
}

/** The line of Vite's output that says what is wrong. */
export function buildFault(output: string): string {
	const lines = stripVTControlCharacters(output).split('\n');
	const named = lines.find((line) => /^\[[A-Z_]+\] |^\w*Error: /.test(line.trim()));
	return named?.trim() ?? meaningful(lines.join('\n')) ?? 'it says nothing about it.';
}

function stampFile(): string {
	return join(stateSubfolder(), 'built');
}

/**
 * A text that changes when the sources, the settings, or the built site itself change: somebody
 * else's build is not taken for ours.
 */
export function stampOf(root: string): string {
	const hash = createHash('sha256');
	const files = sources.flatMap((folder) => filesIn(join(root, folder)));
	for (const file of [...files, ...settings.map((name) => join(root, name))])
		if (existsSync(file)) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
	const built = statSync(join(root, 'build/_app/version.json'), { throwIfNoEntry: false });
	return `${hash.digest('hex')} ${built?.mtimeMs ?? 'none'}`;
}

function filesIn(folder: string): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
}
