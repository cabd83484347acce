import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const forTests = /(?:\.test|testing)\.ts$/;

/**
 * Names a build by what it is made of: the same source gives the same name, another one another. A
 * page that is open while the portal is updated can tell by it.
 * @param root the folder of the project
 * @param sources files and folders below it, of which a build is made
 * @param options what else decides on the result
 */
export function versionOf(root: string, sources: readonly string[], options = ''): string {
	const hash = createHash('sha256').update(options);
	for (const file of sources.flatMap((source) => filesOf(join(root, source))).toSorted())
		hash.update(`${relative(root, file).replaceAll(sep, '/')}\0`).update(readFileSync(file));
	return hash.digest('hex').slice(0, 12);
}

function filesOf(path: string): string[] {
	try {
		return readdirSync(path, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile() && !forTests.test(entry.name))
			.map((entry) => join(entry.parentPath, entry.name));
	} catch (thrown) {
		if ((thrown as NodeJS.ErrnoException).code === 'ENOTDIR') return [path];
		throw thrown;
	}
}
