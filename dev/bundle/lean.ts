import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** Modules of packages, by the end of their path, and the one in lean/ that stands in for each. */
const standIns = {
	'vite/preload-helper.js': 'preload.ts',
	'/kit/src/runtime/client/fetcher.js': 'fetcher.ts',
	'/devalue/index.js': 'devalue.ts'
} as const;

const router = '/kit/src/runtime/client/client.js';

/**
 * SvelteKit takes two functions of Svelte out of an object of all, which keeps them all in the
 * bundle. Taken one by one, the others can go.
 */
const takenOut = {
	before: 'const { onMount, tick } = svelte;',
	after: 'const onMount = svelte.onMount, tick = svelte.tick;'
};

/** The code that stands in for a module, and `undefined` for the others. */
export function standInFor(id: string): { code: string; moduleType: 'ts' } | undefined {
	const path = id.replaceAll('\\', '/');
	const [, file] = Object.entries(standIns).find(([end]) => path.endsWith(end)) ?? [];
	if (!file) return undefined;
	return {
		code: readFileSync(new URL(`./lean/${file}`, import.meta.url), 'utf8'),
		moduleType: 'ts'
	};
}

/**
 * Makes the imports of SvelteKit's router exact; other modules stay as they are.
 * @throws when the router is no longer as expected: it has to be looked at again then
 */
export function withExactImports(code: string, id: string): string | undefined {
	if (!id.replaceAll('\\', '/').endsWith(router)) return undefined;
	if (!code.includes(takenOut.before)) throw new Error(`${router} has changed: see lean.ts`);
	return code.replace(takenOut.before, takenOut.after);
}

/**
 * Keeps out of the first script what packages bring along and no page of this site uses: 3 kB gzip,
 * a fourteenth of it. What stands in for their modules does the same for what this site asks of them,
 * and `lean.test.ts` compares both.
 */
export function lean(): Plugin {
	const missing = new Set<string>(Object.keys(standIns));
	return {
		name: 'vestibule-lean',
		apply: 'build',
		enforce: 'pre',
		applyToEnvironment: ({ name }) => name === 'client',
		load(id) {
			for (const end of missing) if (id.replaceAll('\\', '/').endsWith(end)) missing.delete(end);
			return standInFor(id);
		},
		transform: (code, id) => withExactImports(code, id),
		buildEnd(error) {
			if (error || missing.size === 0) return;
			this.error(`Nobody imports ${[...missing].join(', ')} any more: see lean.ts`);
		}
	};
}
