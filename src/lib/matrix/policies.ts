import { object, record, string, unknown } from 'zod/mini';
import { fail, ok, type Result } from '$lib/base/result';
import { httpUrl } from '$lib/base/url';
import { parsed } from './answers';
import { plainText } from './plain-text';

/** A document that a homeserver wants to have accepted. */
export interface PolicyDocument {
	id: string;
	/** As the homeserver names it, in the best language that it has. */
	name: string;
	/** http(s) only; undefined when the homeserver gives none that can be opened. */
	url?: string;
	version?: string;
}

const MOST_DOCUMENTS = 20;
const schema = object({ policies: record(string(), record(string(), unknown())) });
const translation = record(string(), unknown());

/**
 * Reads the parameters of `m.login.terms` (client-server API, "Terms of service at registration").
 * A document without a usable link still has to be accepted, so it is listed by its name alone.
 * @param languages what the reader understands, best first (BCP 47)
 * @returns fails with `badAnswer` when the parameters are no list of documents, or an endless one
 */
export function policiesFor(
	params: unknown,
	languages: readonly string[]
): Result<readonly PolicyDocument[]> {
	const terms = parsed(schema, params);
	if (!terms.ok) return terms;
	const documents = Object.entries(terms.value.policies);
	if (documents.length === 0 || documents.length > MOST_DOCUMENTS)
		return fail({ kind: 'badAnswer' });
	return ok(documents.map(([id, policy]) => documentFrom(id, policy, languages)));
}

function documentFrom(
	id: string,
	policy: Record<string, unknown>,
	languages: readonly string[]
): PolicyDocument {
	const translations = Object.entries(policy)
		.flatMap(([language, value]) => {
			const fields = parsed(translation, value);
			if (!fields.ok) return [];
			return [{ language, name: plainText(fields.value.name, 120), url: linkFrom(fields.value) }];
		})
		.sort((a, b) => rank(a.language, languages) - rank(b.language, languages));
	// A link in another language is of more use than none in one's own.
	const best = translations.find(({ url }) => url !== undefined) ?? translations[0];
	const version = plainText(policy.version, 40);
	return {
		id,
		name: best?.name ?? plainText(id, 120) ?? id,
		...(best?.url !== undefined && { url: best.url }),
		...(version !== undefined && { version })
	};
}

const linkFrom = ({ url }: Record<string, unknown>): string | undefined => httpUrl(url)?.href;

/** The lower the better: the reader's languages, then their relatives, then English, then any. */
function rank(language: string, languages: readonly string[]): number {
	const wanted = [...languages, 'en'].map((one) => one.toLowerCase());
	const has = language.toLowerCase();
	const exact = wanted.indexOf(has);
	if (exact >= 0) return exact;
	const related = wanted.findIndex((one) => primary(one) === primary(has));
	return related >= 0 ? related + 0.5 : wanted.length;
}

const primary = (language: string): string => language.split(/[-_]/)[0] ?? language;
