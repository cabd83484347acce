import type { EarlyText } from './early.ts';
import type { PageFigure } from './figures.ts';
import type { Turn } from './help-desk.ts';
import type { Figures } from './medians.ts';

/** Everything that is known of one page. */
export type Measured = { figures: Figures<PageFigure>; earlyText?: EarlyText };

/** One bound, what was measured, and whether it is kept; undefined when it could not be measured. */
export type Verdict = { what: string; bound: string; measured: string; passes?: boolean };

const KB = 1000;
const FORM_SCRIPT_KB = 45;
const FORM_ALL_KB = 60;
const FORM_REQUESTS = 6;
const USABLE_FACTOR = 1.35;
const READY_FACTOR = 1.8;
const BLOCKING_MS = 100;
const ACCOUNT_FACTOR = 2.5;
const HELP_DESK_FACTOR = 3;
const TURN_MS = 100;
const TYPING_MS = 50;

/** Holds the figures of a page with a form against the bounds; times against those of the floor. */
export function judge(page: Measured, floor: Measured): Verdict[] {
	const { figures } = page;
	return [
		ratio('form usable', figures.usable, floor.figures.usable, USABLE_FACTOR),
		ratio('flows known', figures.ready, floor.figures.ready, READY_FACTOR),
		atMost('script until the form works', figures.script, FORM_SCRIPT_KB, kilobytes),
		atMost('everything until the form works', figures.everything, FORM_ALL_KB, kilobytes),
		atMost('requests until the form works', figures.requests, FORM_REQUESTS, plain),
		atMost('total blocking time', figures.blocking, BLOCKING_MS, milliseconds),
		atMost('layout shift', figures.shift, 0, shift),
		{
			what: 'text typed early',
			bound: 'kept',
			measured: page.earlyText ?? 'unknown',
			...(page.earlyText && { passes: page.earlyText !== 'lost' })
		}
	];
}

/**
 * Holds the account's first page against its bound: the first answer after sign-in, against the
 * floor's form. Opened by its address, the first answer is held against the floor's: both then know
 * what the homeserver says.
 */
export const judgeAccount = (
	{ figures }: Measured,
	floor: Measured,
	arrival: number | undefined
): Verdict[] => [
	ratio('first answer after sign-in', arrival, floor.figures.usable, ACCOUNT_FACTOR),
	ratio('first answer, opened anew', figures.usable, floor.figures.ready, ACCOUNT_FACTOR)
];

/** Holds the list of users, of a homeserver with very many, against its bounds. */
export const judgeHelpDesk = (
	{ figures }: Measured,
	floor: Measured,
	turn: Turn | undefined
): Verdict[] => [
	ratio('search usable', figures.usable, floor.figures.usable, HELP_DESK_FACTOR),
	atMost(
		'next page, beyond the homeserver',
		turn && turn.whole - turn.server,
		TURN_MS,
		milliseconds
	),
	atMost('longest task while typing', turn?.typing, TYPING_MS, milliseconds)
];

/** How a figure is written, and the number that is held against the bound. */
type Unit = { text: (value: number) => string; value: (value: number) => number };

const plain: Unit = { text: String, value: (value) => value };
const kilobytes: Unit = {
	text: (value) => `${value.toFixed(1)} kB`,
	value: (value) => value / KB
};
const milliseconds: Unit = { text: (value) => `${value.toFixed(0)} ms`, value: (value) => value };
// A shift that nobody can see is a rounding of positions, not one of the layout.
const shift: Unit = {
	text: (value) => value.toFixed(3),
	value: (value) => Number(value.toFixed(3))
};

function atMost(what: string, figure: number | undefined, most: number, unit: Unit): Verdict {
	const bound = most === 0 ? '0' : `≤ ${unit.text(most).replace('.0', '')}`;
	if (figure === undefined) return { what, bound, measured: 'unknown' };
	const value = unit.value(figure);
	return { what, bound, measured: unit.text(value), passes: value <= most };
}

function ratio(
	what: string,
	figure: number | undefined,
	floor: number | undefined,
	most: number
): Verdict {
	const bound = `≤ ${most} × floor`;
	if (figure === undefined || !floor) return { what, bound, measured: 'unknown' };
	return {
		what,
		bound,
		measured: `${(figure / floor).toFixed(2)} ×`,
		passes: figure / floor <= most
	};
}
