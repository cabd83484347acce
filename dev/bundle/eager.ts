import type { Plugin } from 'vite';

/** The scripts that a page runs as soon as they have come (`chunks.ts` has the names). */
const atOnce = /^(core|soon|security|shared|section-.+|page-.+|machine-.+)$/;

const hint = '//# allFunctionsCalledOnLoad';

/**
 * What goes before a script of the client.
 * @returns an empty text for what is loaded late, or never: translating that would be for nothing;
 * and for what only passes on the exports of another script (`merge-entries.ts` takes it away)
 */
export const hintFor = ({ name, moduleIds }: { name: string; moduleIds: string[] }): string =>
	atOnce.test(name) && moduleIds.length > 0 ? hint : '';

/** The script with its hint before everything else, where alone it counts: Vite puts its lists first. */
export function hintFirst(code: string): string {
	const line = `\n${hint}\n`;
	return code.includes(line) ? `${hint}\n${code.replace(line, '\n')}` : code.trimStart();
}

/**
 * Has the first scripts translated while they are under way. Browsers translate a function when it is
 * called first, on the one thread that the page itself runs on; told so, Chromium translates all of a
 * file on another thread, while the rest of it is still coming. Other browsers see a comment.
 * @see https://github.com/WICG/explicit-javascript-compile-hints-file-based
 */
export function eager(): Plugin {
	return {
		name: 'vestibule-eager',
		apply: 'build',
		applyToEnvironment: ({ name }) => name === 'client',
		generateBundle: {
			order: 'post',
			handler(_, bundle) {
				const scripts = Object.values(bundle).filter((file) => file.type === 'chunk');
				for (const script of scripts) script.code = hintFirst(script.code);
				if (!scripts.some(({ name, code }) => name === 'core' && code.startsWith(hint)))
					this.error('The first script does not begin with its hint: see eager.ts');
			}
		}
	};
}
