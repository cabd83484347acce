import { loadPiece } from '$lib/base/pieces';
import { ok, type Result } from '$lib/base/result';
import type { Translate } from '$lib/i18n/texts';
import { errorSentence } from '$lib/i18n/error-sentence';
import type { Archive, Outcomes } from './data';
import { indexOf } from './index-page';
import { parts, type About } from './schema';

/** Whose archive it is, and in whose words it is written. */
export interface Subject {
	userId: string;
	serverName: string;
	brand: string;
	locale: string;
	t: Translate;
	now: Date;
}

/**
 * Makes the archive: one page to read, one file a part, and one that says what is missing. Nothing
 * leaves the browser.
 * @returns the archive; fails with `offline` or `unreachable` when what packs it does not come
 */
export async function makeArchive(outcomes: Outcomes, subject: Subject): Promise<Result<Archive>> {
	const zip = await loadPiece(() => import('fflate'));
	if (!zip.ok) return zip;
	const { strToU8, zipSync } = zip.value;
	const files = Object.fromEntries(
		[...filesOf(outcomes, subject)].map(([name, text]) => [name, strToU8(text)])
	);
	const blob = new Blob([zipSync(files).slice().buffer], { type: 'application/zip' });
	return ok({ name: fileName(subject), blob });
}

/** The archive's files, as text. */
export function filesOf(outcomes: Outcomes, subject: Subject): Map<string, string> {
	const about = aboutOf(outcomes, subject);
	const files = new Map([['index.html', indexOf(outcomes, about, subject)]]);
	files.set('about.json', asJson(about));
	for (const part of parts) {
		const outcome = outcomes[part];
		if (outcome?.status === 'included') files.set(`${part}.json`, asJson(outcome.content));
	}
	return files;
}

const asJson = (value: unknown): string => `${JSON.stringify(value, undefined, '\t')}\n`;

function aboutOf(outcomes: Outcomes, { userId, serverName, now, t }: Subject): About {
	return {
		format: 'matrix-account-data',
		version: 1,
		userId,
		homeserver: serverName,
		createdAt: now.toISOString(),
		files: parts.map((part) => {
			const outcome = outcomes[part];
			const name = `${part}.json`;
			if (outcome?.status === 'included') return { name, status: 'included' };
			const reason = outcome && errorSentence(t, outcome.error).message;
			return { name, status: 'missing', ...(reason !== undefined && { reason }) };
		}),
		notIncluded: ['messages', 'media', 'secrets']
	};
}

/** `Vestibule data ada 2026-01-31.zip`, without what file systems do not take. */
export function fileName({ brand, userId, now }: Subject): string {
	const localpart = userId.slice(1).split(':')[0] ?? '';
	const name = `${brand} data ${localpart} ${now.toISOString().slice(0, 10)}`;
	return `${name.replaceAll(/[\p{C}\\/:*?"<>|]/gu, '-')}.zip`;
}
