import type { PortalError } from '$lib/base/errors';
import type { Confirmed } from '$lib/matrix/account-ports';
import { confirmation, PASSWORD } from '$lib/uia/confirm';
import type { Attempt, Faults, FormState, Step } from './states';

// A line on which answers get lost again and again must not keep anybody here for ever.
const MOST_SENT = 3;

/** Asks for the change, in a session of its own: what was typed may have changed since the last. */
export const begin = (state: FormState, attempt: Attempt): Step =>
	run(state, { ...attempt, phase: 'begin', confirmation: undefined });

const run = ({ found, policy }: FormState, attempt: Attempt): Step => ({
	state: { step: 'form', found, policy, faults: {}, attempt },
	command: { run: attempt.phase, attempt }
});

/** Back to the form, with everything typed. */
const ended = (
	{ found, policy }: FormState,
	told: Pick<FormState, 'error' | 'outcome'> & { faults?: Faults }
): Step => ({ state: { step: 'form', found, policy, faults: {}, ...told } });

/** The homeserver has answered: the change is done, or wants to be confirmed. */
export function answered(state: FormState, answer: Confirmed<true>): Step {
	const { attempt } = state;
	if (!attempt) return { state };
	if (answer.kind === 'done') return { state: { step: 'done', signedOut: attempt.change.signOut } };
	const { challenge, refusal } = answer;
	const now = confirmation(challenge, attempt.confirmation);
	if (!now) return ended(state, { error: { kind: 'unsupported' } });
	const completed = now.uia.completed.includes(PASSWORD);
	const wanted = !completed && now.ways.some(({ kind }) => kind === 'password');
	if (attempt.phase === 'begin')
		return wanted ? confirm(state, { ...attempt, confirmation: now }) : withoutPassword(state);
	// The homeserver has never had the password: it is sent once more.
	if (attempt.phase === 'ask' && wanted) return confirm(state, { ...attempt, confirmation: now });
	if (refusal) return refused(state, attempt, refusal);
	if (!wanted) return ended(state, { error: { kind: 'unsupported' } });
	return ended(state, { error: { kind: 'stageRefused' } });
}

const withoutPassword = (state: FormState): Step =>
	state.attempt?.proof === 'current'
		? { state: { step: 'noPassword' } }
		: ended(state, { outcome: 'unsure' });

function confirm(state: FormState, attempt: Attempt): Step {
	if (attempt.sent < MOST_SENT)
		return run(state, { ...attempt, phase: 'confirm', sent: attempt.sent + 1 });
	return ended(state, { outcome: attempt.proof === 'current' ? 'unchanged' : 'unsure' });
}

function refused(state: FormState, { proof }: Attempt, refusal: PortalError): Step {
	if (refusal.kind !== 'passwordWrong') return ended(state, { error: refusal });
	if (proof === 'current') return ended(state, { faults: { current: refusal } });
	// It was only asked whether the new password is accepted already.
	return ended(state, { outcome: 'unchanged' });
}

/** No answer came to the password: first of all the homeserver is asked what came of it. */
export function lost(state: FormState): Step {
	const { attempt } = state;
	if (attempt?.phase !== 'confirm') return { state };
	return run(state, { ...attempt, phase: 'ask' });
}

/** What did not work, where it can be mended. */
export function failed(state: FormState, error: PortalError): Step {
	const { attempt } = state;
	if (!attempt) return { state };
	const { phase, proof, sent } = attempt;
	if (phase === 'ask' && error.kind === 'uiaExpired' && sent < MOST_SENT)
		return begin(state, { ...attempt, proof: 'next' });
	if (phase === 'ask' || proof === 'next') return ended(state, { outcome: 'unsure' });
	if (phase === 'begin' && error.kind === 'unsupported') return { state: { step: 'elsewhere' } };
	if (isOfNewPassword(error)) return ended(state, { faults: { next: error } });
	return ended(state, { error });
}

const OF_NEW_PASSWORD = [
	'passwordTooShort',
	'passwordTooLong',
	'passwordNoDigit',
	'passwordNoLowercase',
	'passwordNoUppercase',
	'passwordNoSymbol',
	'passwordWeak'
];

const isOfNewPassword = ({ kind }: PortalError): boolean => OF_NEW_PASSWORD.includes(kind);
