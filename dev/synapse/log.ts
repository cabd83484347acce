import { existsSync, readFileSync } from 'node:fs';

/**
 * The line of a log that most likely says what went wrong: the last one that is no part of a
 * trace's middle and no frame. Files are tried in turn; missing and empty ones are passed over.
 */
export function lastMeaningfulLine(files: string[]): string | undefined {
	for (const file of files) {
		if (!existsSync(file)) continue;
		const line = meaningful(readFileSync(file, 'utf8'));
		if (line) return line;
	}
	return undefined;
}

/** The same for the text of one log. */
export function meaningful(log: string): string | undefined {
	const lines = log
		.split('\n')
		.filter((line) => /\w/.test(line) && !/^\s|^Traceback|^During handling|^\W+$/.test(line));
	return lines
		.at(-1)
		?.replace(/^\S+ \S+ (?:ERROR|CRITICAL|WARNING|INFO) \S+ /, '')
		.trim();
}
