import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** What ESLint said about one line of a planted file. */
export interface Finding {
	file: string;
	line: number;
	rule: string;
	message: string;
}

interface EslintFile {
	filePath: string;
	messages: { line?: number; ruleId: string | null; message: string }[];
}

/**
 * Lints made-up files with the project's own eslint.config.js, in a throw-away folder of the same
 * layout, so that nothing is ever planted among the real sources.
 * @param files paths from the project's root, with their text
 * @returns every message of every file
 * @throws when ESLint itself fails
 */
export function lintPlanted(files: ReadonlyMap<string, string>): Finding[] {
	const folder = realpathSync(mkdtempSync(join(tmpdir(), 'planted-')));
	try {
		plant(folder, files);
		const run = spawnSync(
			process.execPath,
			[
				join(root, 'node_modules/eslint/bin/eslint.js'),
				...['--config', join(root, 'eslint.config.js'), '--format', 'json', 'src']
			],
			{ cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }
		);
		if (run.stderr !== '' || !run.stdout.startsWith('[')) {
			throw new Error(`ESLint failed:\n${run.stderr}\n${run.stdout.slice(0, 2000)}`);
		}
		return findings(folder, JSON.parse(run.stdout) as EslintFile[]);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function plant(folder: string, files: ReadonlyMap<string, string>): void {
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
	const options = {
		...{ strict: true, noEmit: true, module: 'esnext', moduleResolution: 'bundler' },
		...{ target: 'esnext', skipLibCheck: true, types: [], verbatimModuleSyntax: true },
		paths: { '$lib/*': ['./src/lib/*'] }
	};
	const tsconfig = { compilerOptions: options, include: ['src'] };
	for (const [path, text] of [...files, ['tsconfig.json', JSON.stringify(tsconfig)] as const]) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), text);
	}
}

function findings(folder: string, files: readonly EslintFile[]): Finding[] {
	return files.flatMap(({ filePath, messages }) =>
		messages.map(({ line = 0, ruleId, message }) => ({
			file: relative(folder, filePath),
			line,
			rule: ruleId ?? 'fatal',
			message
		}))
	);
}
