import type { PortalError } from '$lib/base/errors';
import type { NewUser } from '$lib/matrix/admin-ports';
import { readTable } from './table';
import type { Command, Event, Found, Job, Next, Outcome, Place, Row, State } from './states';

type In<Step extends State['step']> = Extract<State, { step: Step }>;

/** So many rows are asked about before the page tells how far it has come. */
export const PORTION = 40;

export const initial: State = { step: 'choose', text: '' };

/**
 * The machine that makes many accounts, one after the other. Accounts that are there are told, and
 * never changed; whatever stops it, it knows what was done, and goes on from there.
 */
export function transition(state: State, event: Event, serverName: string): Next {
	switch (state.step) {
		case 'choose':
			return choosing(state, event, serverName);
		case 'checking':
			return checking(state, event);
		case 'preview':
			return atPreview(state, event);
		case 'working':
			return working(state, event);
		case 'stopped':
			return stopped(state, event);
		case 'done':
			return done(state, event);
	}
}

function choosing(state: In<'choose'>, event: Event, serverName: string): Next {
	if (event.type === 'unreadable')
		return { state: { step: 'choose', text: state.text, fault: { kind: 'unreadable' } } };
	if (event.type !== 'given') return { state };
	const { text } = event;
	const table = readTable(text, serverName);
	if (!table.ok) return { state: { step: 'choose', text, fault: table.fault } };
	const { rows, unknown } = table;
	return check({ step: 'checking', text, rows, unknown, found: rows.map(() => undefined) });
}

/** Asks about the next rows that have no faults of their own. */
function check(state: In<'checking'>): Next {
	const rows = state.rows
		.map((row, index) => [index, row] as const)
		.filter(([index, row]) => row.faults.length === 0 && !state.found[index])
		.slice(0, PORTION);
	if (rows.length === 0) return { state: { ...state, step: 'preview' } };
	return { state, command: { run: 'check', rows } };
}

function checking(state: In<'checking'>, event: Event): Next {
	switch (event.type) {
		case 'checked': {
			const found = [...state.found];
			for (const [index, one] of event.found) found[index] = one;
			return check({ ...state, found });
		}
		case 'failed':
			return { state: { ...state, step: 'preview', error: event.error } };
		case 'otherFile':
			return { state: { step: 'choose', text: state.text } };
		default:
			return { state };
	}
}

function atPreview(state: In<'preview'>, event: Event): Next {
	const { error: _error, ...rest } = state;
	switch (event.type) {
		case 'otherFile':
			return { state: { step: 'choose', text: state.text } };
		case 'checkAgain':
			return check({ ...rest, step: 'checking' });
		case 'confirmed': {
			const job = jobOf(state, event.passwordless);
			if (state.error || job.rows.length === 0) return { state };
			return goOn(job, 0);
		}
		default:
			return { state };
	}
}

/** Whether a row can be made. */
export const canBeMade = (row: Row, found: Found | undefined): boolean =>
	row.faults.length === 0 && (found?.kind === 'free' || found?.kind === 'begun');

function jobOf({ rows, found }: In<'preview'>, passwordless: boolean): Job {
	const chosen = rows
		.map((row, index) => ({ row, found: found[index] }))
		.filter(({ row, found }) => canBeMade(row, found));
	return {
		rows: chosen.map(({ row }) => row),
		begun: chosen.flatMap(({ found }, at) => (found?.kind === 'begun' ? [at] : [])),
		outcomes: chosen.map(() => undefined),
		leftOut: rows.length - chosen.length,
		passwordless
	};
}

/** Begins with the next row that nothing came of so far. */
function goOn(job: Job, from: number, stopping?: true): Next {
	const at = job.rows.findIndex((_row, index) => index >= from && !job.outcomes[index]);
	if (at < 0) return { state: { step: 'done', job } };
	const place: Place = { at, phase: job.begun.includes(at) ? 'equip' : 'make' };
	return stopping ? { state: { step: 'stopped', job, place } } : resume(job, place);
}

const resume = (job: Job, place: Place): Next => ({
	state: { step: 'working', job, place },
	command: commandOf(job, place)
});

function commandOf(job: Job, { at, phase, password }: Place): Command {
	const { passwordless } = job;
	const user = userOf(job.rows[at]);
	switch (phase) {
		case 'make':
			return { run: 'make', user, passwordless };
		case 'look':
			return { run: 'look', userId: user.userId };
		case 'equip':
			return { run: 'equip', passwordless };
		case 'finish':
			return { run: 'finish', user: { ...user, ...(password && { password }) }, passwordless };
	}
}

function userOf(row: Row | undefined): NewUser {
	if (!row) throw new Error('No such row');
	const { userId, displayName, emails, identities, administrator } = row;
	return { userId, displayName, emails, identities, administrator };
}

function working(state: In<'working'>, event: Event): Next {
	const { job, place, stopping } = state;
	const { at, lost, again } = place;
	const end = (outcome: Outcome) => goOn(withOutcome(job, at, outcome), at + 1, stopping);
	const step = (next: Place): Next => {
		const { state: moved, command } = resume(job, next);
		return { state: { ...(moved as In<'working'>), ...(stopping && { stopping }) }, command };
	};
	switch (event.type) {
		case 'made':
			return step({ at, phase: 'finish', ...(event.password && { password: event.password }) });
		case 'exists':
			return end({ kind: 'exists', deactivated: event.deactivated });
		case 'taken':
			return end(
				place.phase === 'finish' ? { kind: 'unfinished', reason: event.taken } : event.taken
			);
		case 'lost':
			return step({ at, phase: 'look', lost: event.error, ...(again && { again }) });
		case 'looked':
			if (event.found === 'untouched') return end({ kind: 'unsure' });
			if (event.found === 'somebody') return end({ kind: 'exists', deactivated: false });
			if (lost && again) return end({ kind: 'failed', error: lost });
			return step({ at, phase: 'make', again: true });
		case 'finished':
			return end({ kind: 'made', ...(place.password && { password: place.password }) });
		case 'stopAsked':
			return { state: event.held ? halt(job, place) : { ...state, stopping: true } };
		case 'failed':
			return failed(state, event.error, end);
		default:
			return { state };
	}
}

const halt = (job: Job, place: Place, error?: PortalError): State => ({
	step: 'stopped',
	job,
	place,
	...(error && { error })
});

/** What is the row's own is told with it; whatever would meet the next rows too stops all of them. */
function failed(
	{ job, place }: In<'working'>,
	error: PortalError,
	end: (outcome: Outcome) => Next
): Next {
	if (!isOfRow(error)) return { state: halt(job, place, error) };
	if (place.phase === 'finish')
		return end({ kind: 'unfinished', reason: { kind: 'failed', error } });
	return end({ kind: 'failed', error });
}

const rowKinds: readonly PortalError['kind'][] = ['refused', 'unknown', 'tooLarge', 'badAnswer'];
const isOfRow = ({ kind }: PortalError): boolean =>
	kind.startsWith('username') || rowKinds.includes(kind);

const withOutcome = (job: Job, at: number, outcome: Outcome): Job => ({
	...job,
	outcomes: job.outcomes.map((old, index) => (index === at ? outcome : old))
});

function stopped(state: In<'stopped'>, event: Event): Next {
	if (event.type === 'continueAsked') return resume(state.job, state.place);
	return done(state, event);
}

/** What a row may still become, once the operator has said that it is theirs. */
const isOpen = (outcome: Outcome | undefined): boolean =>
	outcome?.kind === 'unsure' || outcome?.kind === 'unfinished';

function done(state: In<'done' | 'stopped'>, event: Event): Next {
	if (event.type === 'anotherAsked') return { state: initial };
	if (event.type !== 'claimed' || state.step !== 'done') return { state };
	const { job } = state;
	const open = job.outcomes.flatMap((outcome, at) => (isOpen(outcome) ? [at] : []));
	if (open.length === 0) return { state };
	const outcomes = job.outcomes.map((outcome) => (isOpen(outcome) ? undefined : outcome));
	return goOn({ ...job, outcomes, begun: open }, 0);
}

/**
 * A state as it is after the page was left in the middle: what was under way is looked at again.
 */
export function afterLeaving(state: State): State {
	switch (state.step) {
		case 'working': {
			const { job, place } = state;
			// It may have been made: the answer was not waited for.
			const isMaking = place.phase === 'make';
			const left: Place = isMaking ? { at: place.at, phase: 'look' } : place;
			return { step: 'stopped', job, place: left };
		}
		case 'checking':
			return { step: 'choose', text: state.text };
		default:
			return state;
	}
}
