import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository, stateFolder } from './bootstrap/folders.mjs';

export { repository, stateFolder };

/** Makes a folder below the state folder, with its parents, and answers its absolute path. */
export function stateSubfolder(...parts: string[]): string {
	const folder = join(stateFolder, ...parts);
	mkdirSync(folder, { recursive: true });
	return folder;
}
