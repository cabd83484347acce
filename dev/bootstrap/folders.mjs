import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The one folder, ignored by git, that holds all state of the commands. */
export const stateFolder = resolve(repository, process.env['VESTIBULE_STATE'] ?? '.vestibule');
