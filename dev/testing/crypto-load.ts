import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * Finds what a browser fetches when somebody begins with cryptography: the WebAssembly file, the
 * script that starts it, and the scripts that ask it.
 * @param folder of the build
 * @returns paths below it
 * @throws when the build has no such file, or nothing starts it
 */
export function cryptoLoad(folder: string): string[] {
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
	const [wasm] = files.filter((path) => path.endsWith('.wasm'));
	if (wasm === undefined) throw new Error('The build has no WebAssembly file.');
	const scripts = files
		.filter((path) => path.endsWith('.js'))
		.map((path) => ({ path, code: readFileSync(join(folder, path), 'utf8') }));
	const start = scripts.find(({ code }) => code.includes(basename(wasm)));
	if (!start) throw new Error(`No script starts ${wasm}.`);
	const name = basename(start.path);
	const imports = new RegExp(`\\bfrom\\s*["'][^"']*/${name.replace(/\W/g, '\\$&')}["']`);
	const users = scripts.filter(({ code }) => imports.test(code)).map(({ path }) => path);
	return [wasm, start.path, ...users.sort()];
}
