import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A text file of the repository, with its path from the repository's folder. */
export type Source = { path: string; text: string };

const left = new Set([
	'node_modules',
	'build',
	'.svelte-kit',
	'.vestibule',
	'.git',
	'test-results'
]);

/**
 * Reads the sources of a repository: what git tracks or would, or, without git, what lies there.
 * @param wanted chooses by path
 */
export function sources(repository: string, wanted: (path: string) => boolean): Source[] {
	return paths(repository)
		.filter((path) => wanted(path) && existsSync(join(repository, path)))
		.map((path) => ({ path, text: readFileSync(join(repository, path), 'utf8') }));
}

function paths(repository: string): string[] {
	if (existsSync(join(repository, '.git'))) {
		const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
		return execFileSync('git', list, { cwd: repository, encoding: 'utf8' })
			.split('\0')
			.filter((path) => path !== '');
	}
	return walk(repository, '');
}

function walk(repository: string, folder: string): string[] {
	return readdirSync(join(repository, folder), { withFileTypes: true }).flatMap((entry) => {
		const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
		if (left.has(entry.name)) return [];
		return entry.isDirectory() ? walk(repository, path) : [path];
	});
}
