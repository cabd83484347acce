import type { Source } from './sources.ts';

/** Which keys the sources name, whole or by a pattern such as `errors.${kind}`. */
type Use = { whole: Map<string, string>; patterns: RegExp[] };

/** A file named after an area, as comments and imports write it. */
const fileName = /\.(?:ts|js|json|svelte)$/;

/**
 * Compares the keys of a catalogue with what the sources ask for.
 * @param keys whole keys: `register.title`
 * @param files components and modules, without their tests
 * @returns a sentence for each key that is asked for and missing, or there and never asked for
 */
export function useFaults(keys: ReadonlySet<string>, files: readonly Source[]): string[] {
	const areas = new Set([...keys].map((key) => key.split('.')[0] ?? ''));
	const { whole, patterns } = use(areas, files);
	const missing = [...whole]
		.filter(([key]) => !keys.has(key))
		.map(([key, path]) => `${path} asks for ${key}, which no catalogue has.`);
	const unused = [...keys]
		.filter((key) => !whole.has(key) && !patterns.some((pattern) => pattern.test(key)))
		.map((key) => `${key} is in the catalogues, but nothing shows it.`);
	return [...missing, ...unused];
}

function use(areas: ReadonlySet<string>, files: readonly Source[]): Use {
	const area = [...areas].map((name) => escaped(name)).join('|');
	const quoted = new RegExp(`(['"\`])((?:${area})\\.[A-Za-z0-9_.]+)\\1`, 'g');
	const template = new RegExp(`\`((?:${area})\\.[^\`]*\\$\\{[^\`]*)\``, 'g');
	const found: Use = { whole: new Map(), patterns: [] };
	for (const { path, text } of files) {
		for (const [, , key = ''] of text.matchAll(quoted)) {
			if (!fileName.test(key)) found.whole.set(key, path);
		}
		for (const [, written = ''] of text.matchAll(template)) found.patterns.push(asPattern(written));
	}
	return found;
}

/** `errors.${kind}Seconds` → every key that begins with `errors.` and ends with `Seconds`. */
function asPattern(template: string): RegExp {
	const fixed = template.split(/\$\{[^}]*\}/).map((part) => escaped(part));
	return new RegExp(`^${fixed.join('[A-Za-z0-9_.]+')}$`);
}

const escaped = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
