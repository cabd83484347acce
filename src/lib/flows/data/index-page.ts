import type { Subject } from './archive';
import type { Outcomes } from './data';
import type { About } from './schema';

const escapes: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;'
};

/** Names come from anybody: whatever they hold is text, also on a page without a policy of its own. */
export const escaped = (text: string): string =>
	text.replaceAll(/[&<>"']/gu, (found) => escapes[found] ?? '');

const name = (text: string): string => `<bdi>${escaped(text)}</bdi>`;
const items = (list: readonly string[]): string =>
	`<ul>${list.map((item) => `<li>${item}</li>`).join('')}</ul>`;

/** Nothing is loaded and nothing runs, wherever the page is opened. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";
const STYLE =
	'body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;color-scheme:light dark;overflow-wrap:anywhere}';

/** The page to read: everything that a person wants to see of it, in the language of the portal. */
export function indexOf(outcomes: Outcomes, about: About, subject: Subject): string {
	const { t, userId, locale } = subject;
	const title = t('data.indexTitle', { userId });
	const body = [
		`<h1>${escaped(title)}</h1>`,
		`<p>${escaped(t('data.indexText', { homeserver: about.homeserver, date: about.createdAt.slice(0, 10) }))}</p>`,
		`<p>${escaped(t('data.notIncluded'))}</p>`,
		missing(about, subject),
		...sections(outcomes, subject)
	].join('\n');
	return `<!doctype html>
<html lang="${escaped(locale)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

function missing({ files }: About, { t }: Subject): string {
	const lost = files.filter(({ status }) => status === 'missing');
	if (lost.length === 0) return '';
	const list = lost.map((file) => `${escaped(file.name)}: ${escaped(file.reason ?? '')}`);
	return section(t('data.missingTitle'), items(list));
}

const section = (title: string, inner: string): string =>
	`<section><h2>${escaped(title)}</h2>${inner}</section>`;

function sections(outcomes: Outcomes, { t }: Subject): string[] {
	const none = `<p>${escaped(t('data.none'))}</p>`;
	const list = (entries: readonly string[]): string => (entries.length > 0 ? items(entries) : none);
	const of = <T>(
		outcome: { status: string; content?: T } | undefined,
		show: (content: T) => string
	) =>
		outcome?.status === 'included' && outcome.content !== undefined ? show(outcome.content) : '';
	const json = (file: string): string =>
		`<p>${escaped(t('data.inFile'))} <a href="${file}">${file}</a></p>`;
	return [
		of(outcomes.profile, ({ displayName, avatar }) =>
			section(
				t('data.part.profile'),
				list([displayName, avatar].flatMap((text) => (text ? [name(text)] : [])))
			)
		),
		of(outcomes.contacts, (contacts) =>
			section(t('data.part.contacts'), list(contacts.map(({ address }) => name(address))))
		),
		of(outcomes.sessions, (sessions) =>
			section(
				t('data.part.sessions'),
				list(sessions.map((one) => `${name(one.name ?? one.deviceId)} ${day(one.lastSeenAt)}`))
			)
		),
		of(outcomes.encryption, () => section(t('data.part.encryption'), json('encryption.json'))),
		of(
			outcomes.accountData,
			({ ignoredUsers }) =>
				section(t('data.part.accountData'), json('accountData.json')) +
				section(t('data.ignored'), list(ignoredUsers.map(name)))
		),
		of(outcomes.pushRules, () => section(t('data.part.pushRules'), json('pushRules.json'))),
		of(outcomes.rooms, (rooms) =>
			section(
				t('data.part.rooms'),
				list(rooms.map(({ name: own, alias, roomId }) => name(own ?? alias ?? roomId)))
			)
		)
	];
}

const day = (at: number | undefined): string =>
	at === undefined || Number.isNaN(new Date(at).getTime())
		? ''
		: `<time>${new Date(at).toISOString().slice(0, 10)}</time>`;
