import { isThrifty, type AskedOften } from './asked.ts';
import { judge, judgeAccount, judgeHelpDesk, type Measured, type Verdict } from './bounds.ts';
import type { PageFigure } from './figures.ts';
import type { Turn } from './help-desk.ts';
import { exportRows, type KeyExport } from './key-export.ts';
import type { Figures } from './medians.ts';
import { judgeScores, type Scores } from './scores.ts';
import { ACCOUNT, FLOOR, formPages, HELP_DESK } from './subjects.ts';
import { textTable } from './table.ts';

/** All that a run of the bench found out. */
export type Findings = {
	runs: number;
	pages: Record<string, Measured>;
	/** Milliseconds from signing in to the account's first answer. */
	arrival?: number | undefined;
	/** How the list of users of the help desk is turned over. */
	turn?: Turn | undefined;
	/** What it costs to export many keys. */
	keyExport?: KeyExport | undefined;
	registration: AskedOften[];
	lighthouse?: Record<string, Scores>;
};

type Column = { head: string; text: (figures: Figures<PageFigure>) => string };

const one = (head: string, figure: PageFigure, text: (value: number) => string): Column => ({
	head,
	text: (figures) => orDash(figures[figure], text)
});
const two = (
	head: string,
	[first, second]: [PageFigure, PageFigure],
	text: (value: number) => string
): Column => ({
	head,
	text: (figures) => `${orDash(figures[first], text)} / ${orDash(figures[second], text)}`
});
const ms = (value: number) => `${value.toFixed(0)} ms`;
const kB = (value: number) => (value / 1000).toFixed(1);
const orDash = (value: number | undefined, text: (value: number) => string) =>
	value === undefined ? '–' : text(value);

const columns: Column[] = [
	one('usable', 'usable', ms),
	one('works', 'works', ms),
	one('ready', 'ready', ms),
	two('script kB', ['script', 'scriptReady'], kB),
	two('all kB', ['everything', 'everythingReady'], kB),
	two('requests', ['requests', 'requestsReady'], String),
	one('blocking', 'blocking', ms),
	one('shift', 'shift', (value) => value.toFixed(3))
];

const legend = `usable: the username field (elsewhere: what people come for) takes input
works: the page's script has taken the form over
ready: the homeserver's flows are known and shown
script, all, requests: what it takes until the form works / all that has come when the page is
  ready, with what is fetched ahead and what the homeserver answers
A slow phone: 1.6 Mbit/s down, 0.75 up, 150 ms for each request (the browser puts no delay on
preflights), processor ÷ 4, gzip. Medians of fresh browsers, the pages taken in turns.`;

/** The bounds of the pages that have some, page by page. */
export function verdicts({ pages, arrival, turn }: Findings): Record<string, Verdict[]> {
	const floor = pages[FLOOR];
	if (!floor) return {};
	const judges: [string, (page: Measured) => Verdict[]][] = [
		...formPages.map((name): [string, (page: Measured) => Verdict[]] => [
			name,
			(page) => judge(page, floor)
		]),
		[ACCOUNT, (page) => judgeAccount(page, floor, arrival)],
		[HELP_DESK, (page) => judgeHelpDesk(page, floor, turn)]
	];
	return Object.fromEntries(
		judges.flatMap(([name, held]) => {
			const page = pages[name];
			return page ? [[name, held(page)]] : [];
		})
	);
}

/** The findings as people read them. */
export function report(findings: Findings): string {
	const { runs, keyExport, registration, lighthouse = {} } = findings;
	const parts = [
		`Pages (${runs} ${runs === 1 ? 'run' : 'runs'})`,
		pageTable(findings),
		legend,
		...Object.entries(verdicts(findings)).flatMap(([name, judged]) => [
			`Bounds of ${name}`,
			verdictTable(judged)
		]),
		...(keyExport
			? ['Export of keys, on this machine as it is', textTable(exportRows(keyExport))]
			: []),
		`Requests of a registration with token, policies and email: ${mark(isThrifty(registration))}`,
		textTable(registration.map(({ what, times, most }) => [what, String(times), allowed(most)])),
		...Object.entries(lighthouse).flatMap(([name, scores]) => [
			`Lighthouse on ${name}, as a phone`,
			[verdictTable(judgeScores(scores)), ...scores.costs.map((cost) => `  ${cost}`)].join('\n')
		])
	];
	return parts.join('\n\n');
}

const pageTable = ({ pages }: Findings): string =>
	textTable([
		['page', ...columns.map(({ head }) => head)],
		...Object.entries(pages).map(([name, { figures }]) => [
			name,
			...columns.map(({ text }) => text(figures))
		])
	]);

const verdictTable = (judged: readonly Verdict[]): string =>
	textTable(
		judged.map(({ what, measured, bound, passes }) => [what, measured, bound, mark(passes)])
	);

const allowed = (most: number | undefined): string =>
	most === undefined ? 'any number' : `≤ ${most}`;

function mark(passes: boolean | undefined): string {
	if (passes === undefined) return 'unknown';
	return passes ? 'pass' : 'miss';
}
