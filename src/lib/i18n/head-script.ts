/**
 * The text of the head's script as it stands in a page. `svelte.config.js` puts its hash into the
 * policy and `hooks.server.ts` the text into the page: both from here, so that they are the same.
 * @param source head.js
 * @param codes the languages of the build, the default first
 */
export function headScript(source: string, codes: readonly string[]): string {
	return source
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '' && !line.startsWith('//'))
		.join('\n')
		.replace('__LANGUAGES__', JSON.stringify(codes));
}
