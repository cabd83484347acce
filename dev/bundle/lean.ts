import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** Modules of packages, by the end of their path, and the one in lean/ that stands in for each. */
const standIns = {
	'vite/preload-helper.js': 'preload.ts',
	'/kit/src/runtime/client/fetcher.js': 'fetcher.ts',
	'/devalue/index.js': 'devalue.ts'
} as const;

/** What is written differently in a module of a package. */
type Rewrite = { end: string; before: string; after: string };

const rewrites: readonly Rewrite[] = [
	// SvelteKit takes two functions of Svelte out of an object of all, which keeps them all in the
	// bundle. Taken one by one, the others can go.
	{
		end: '/kit/src/runtime/client/client.js',
		before: 'const { onMount, tick } = svelte;',
		after: 'const onMount = svelte.onMount, tick = svelte.tick;'
	},
	// An error that is made while the first script begins has browsers read all of it once more, for
	// the place in its stack: 20 ms of a slow phone. SvelteKit makes one of what is not stored, and
	// Svelte keeps one in store to say why an answer is not waited for any longer.
	{
		end: '/kit/src/runtime/client/session-storage.js',
		before: 'return parse(sessionStorage[key]);',
		after: 'if (key in sessionStorage) return parse(sessionStorage[key]);'
	},
	{
		end: '/svelte/src/internal/client/constants.js',
		before: 'new (class StaleReactionError extends Error {',
		after: 'Object.setPrototypeOf(new (class StaleReactionError {'
	},
	{
		end: '/svelte/src/internal/client/constants.js',
		before: "was re-run or destroyed';\n})();",
		after: "was re-run or destroyed';\n})(), Error.prototype);"
	}
];

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
 * Writes a module of a package as `rewrites` has it; other modules stay as they are.
 * @throws when it is no longer as expected: it has to be looked at again then
 */
export function rewritten(code: string, id: string): string | undefined {
	const path = id.replaceAll('\\', '/');
	const own = rewrites.filter(({ end }) => path.endsWith(end));
	if (own.length === 0) return undefined;
	return own.reduce((text, { end, before, after }) => {
		if (!text.includes(before)) throw new Error(`${end} has changed: see lean.ts`);
		return text.replace(before, after);
	}, code);
}

/**
 * Keeps out of the first script what packages bring along and no page of this site uses: 3 kB gzip,
 * a fourteenth of it. What stands in for their modules does the same for what this site asks of them,
 * and `lean.test.ts` compares both.
 */
export function lean(): Plugin {
	const missing = new Set([...Object.keys(standIns), ...rewrites.map(({ end }) => end)]);
	return {
		name: 'vestibule-lean',
		apply: 'build',
		enforce: 'pre',
		applyToEnvironment: ({ name }) => name === 'client',
		load(id) {
			for (const end of missing) if (id.replaceAll('\\', '/').endsWith(end)) missing.delete(end);
			return standInFor(id);
		},
		transform: (code, id) => rewritten(code, id),
		buildEnd(error) {
			if (error || missing.size === 0) return;
			this.error(`Nobody imports ${[...missing].join(', ')} any more: see lean.ts`);
		}
	};
}
