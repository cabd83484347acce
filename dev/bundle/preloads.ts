/** SvelteKit's nodes: facades of the pages, which `merge-entries.ts` takes away. */
const node = /\/nodes\/[^/]+\.js$/;

/**
 * The scripts to fetch beside one that is imported dynamically. Every name of one is in the file that
 * imports, so that the list of all pages is in the first script of each: there is none for a page,
 * which needs little but itself and what is loaded already. Its HTML lists its scripts anyway.
 * @param file the imported script, which is fetched at once by itself
 * @param hostId the importing one, which is there
 */
export function preloads(
	file: string,
	deps: readonly string[],
	{ hostId }: { hostId: string }
): string[] {
	if (node.test(file)) return [];
	return deps.filter((dep) => dep !== file && dep !== hostId);
}
