import { compileMessageOrThrow, type CompiledMessage } from '@lingui/message-utils/compileMessage';
import type { Source } from './sources.ts';

/** Locale → whole key (`register.title`) → message. */
export type Catalogues = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Puts the message files (`…/messages/<locale>/<area>.json`) together.
 * @returns the catalogues, and a sentence for each file that is not a flat object of texts
 */
export function readCatalogues(files: readonly Source[]): {
	catalogues: Catalogues;
	faults: string[];
} {
	const catalogues = new Map<string, Map<string, string>>();
	const faults: string[] = [];
	for (const { path, text } of files) {
		const [, locale = '', area = ''] = /([^/]+)\/([^/]+)\.json$/.exec(path) ?? [];
		const messages = catalogues.get(locale) ?? new Map<string, string>();
		catalogues.set(locale, messages);
		try {
			for (const [key, message] of Object.entries(JSON.parse(text) as object)) {
				if (typeof message === 'string') messages.set(`${area}.${key}`, message);
				else faults.push(`${path}: "${key}" is not a text.`);
			}
		} catch (thrown) {
			faults.push(`${path}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
		}
	}
	return { catalogues, faults };
}

/**
 * Compares every locale with the first one: same keys, valid ICU MessageFormat, same placeholders of
 * the same kind, no empty text.
 */
export function catalogueFaults(catalogues: Catalogues, reference: string): string[] {
	const original = catalogues.get(reference);
	if (original === undefined) return [`There is no catalogue for ${reference}.`];
	const faults: string[] = [];
	for (const [locale, messages] of catalogues) {
		for (const key of original.keys()) {
			if (!messages.has(key)) faults.push(`${locale}: ${key} is missing.`);
		}
		for (const [key, message] of messages) {
			const expected = original.get(key);
			if (expected === undefined) faults.push(`${locale}: ${key} is not in ${reference}.`);
			else faults.push(...messageFaults(`${locale}: ${key}`, message, expected));
		}
	}
	return faults;
}

/** What `src/lib/i18n/translate.ts` can fill in. */
const understood = ['text', 'plural', 'select'];

function messageFaults(where: string, message: string, original: string): string[] {
	if (message.trim() === '') return [`${where} is empty.`];
	const found = placeholders(message);
	if (found instanceof Error) return [`${where} is not valid: ${found.message}`];
	const strange = found.find((name) => !understood.includes(name.split(':')[1] ?? ''));
	if (strange !== undefined) return [`${where} has ${strange}, which the portal cannot fill in.`];
	const expected = placeholders(original);
	if (expected instanceof Error || expected.join() === found.join()) return [];
	return [`${where} has ${listed(found)} where the original has ${listed(expected)}.`];
}

const listed = (names: readonly string[]) =>
	names.length > 0 ? names.join(', ') : 'no placeholder';

/** The placeholders of a message with their kinds, sorted, each once: `count:plural`, `name:text`. */
function placeholders(message: string): string[] | Error {
	try {
		return [...new Set(names(compileMessageOrThrow(message)))].sort();
	} catch (thrown) {
		return thrown instanceof Error ? thrown : new Error(String(thrown));
	}
}

function names(compiled: CompiledMessage): string[] {
	return compiled.flatMap((token) => {
		if (typeof token === 'string') return [];
		const [name, kind = 'text', choices] = token;
		if (typeof choices !== 'object' || choices === null) return [`${name}:${kind}`];
		const { offset, ...forms } = choices as Record<string, unknown>;
		const branches = Object.values(forms).filter((form) => Array.isArray(form));
		const own = offset ? `${name}:${kind} with an offset` : `${name}:${kind}`;
		return [own, ...branches.flatMap((branch) => names(branch as CompiledMessage))];
	});
}
