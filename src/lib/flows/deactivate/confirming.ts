import type { PortalError } from '$lib/base/errors';
import {
	baseOf,
	type Confirming,
	type Event,
	type Next,
	type Proof,
	type Removing
} from './states';

/** Faults of what stands in the password's field. */
const ofPassword: readonly PortalError['kind'][] = ['passwordWrong', 'passwordMissing'];

/** Whether an error belongs to the password's field, and not to the whole step. */
export const isOfPassword = (error: PortalError | undefined): boolean =>
	error !== undefined && ofPassword.includes(error.kind);

/** The step "Confirm that it is you", back to which everything leads that did not work. */
export function confirmed(state: Confirming, event: Event): Next {
	const calm = confirming(state, state.pageSeen);
	switch (event.type) {
		case 'passwordGiven': {
			const { password } = event;
			if (password.reveal() === '')
				return { state: { ...state, error: { kind: 'passwordMissing' } } };
			// A wrong one must not cost anything: it is found out before an address is removed.
			if (removesFirst(state)) return { state: calm, command: { run: 'check', password } };
			return deactivating(calm, { kind: 'password', password });
		}
		case 'passwordRight':
			return list(state, { kind: 'password', password: event.password });
		case 'pageDone':
			return { state: { ...calm, pageSeen: true } };
		case 'pressed':
			if (!state.pageSeen) return { state };
			if (removesFirst(state)) return list(state, { kind: 'page' });
			return deactivating(calm, { kind: 'page' });
		case 'backAsked':
			return { state: { step: 'form', ...baseOf(state), choice: state.choice } };
		default:
			return answered(state, event);
	}
}

/** What came of the last request, or of the question whether the password is right. */
export function answered(state: Confirming | Removing, event: Event): Next {
	const page = state.step === 'confirm' ? state.pageSeen : state.proof.kind === 'page' || undefined;
	const calm = confirming(state, page);
	switch (event.type) {
		case 'challenged': {
			// An answer at last: the account is there.
			const { sent: _, pageSeen: __, ...rest } = calm;
			const told = event.error ?? stillTrue(state, event.confirmation.uia.completed);
			return {
				state: {
					...rest,
					confirmation: event.confirmation,
					...(told?.kind !== 'ssoUnfinished' && page && { pageSeen: page }),
					...(told && { error: told })
				}
			};
		}
		case 'lost':
			return { state: { ...state, sent: 'lost' }, command: { run: 'ask' } };
		case 'stillThere':
			return { state: { ...calm, unchanged: true } };
		case 'failed': {
			const { error } = event;
			const { sent } = state;
			const next: Confirming = { ...calm, sent: sent === 'underway' ? undefined : sent, error };
			// The homeserver has forgotten what was confirmed: a new beginning, and the person is told.
			if (error.kind !== 'uiaExpired' || isExpired(state)) return { state: next };
			return {
				state: confirming(next, undefined, error),
				command: { run: 'begin', choice: state.choice }
			};
		}
		default:
			return { state };
	}
}

const isExpired = ({ error }: { error?: PortalError }): boolean => error?.kind === 'uiaExpired';

/** That it begins again is said until something of it is done. */
const stillTrue = (state: { error?: PortalError }, completed: readonly string[]) =>
	isExpired(state) && completed.length === 0 ? state.error : undefined;

const confirming = (
	state: Confirming | Removing,
	pageSeen: true | undefined,
	error?: PortalError
): Confirming => ({
	step: 'confirm',
	...baseOf(state),
	choice: state.choice,
	confirmation: state.confirmation,
	...(pageSeen && { pageSeen }),
	...(error && { error })
});

const removesFirst = ({ choice, found }: Confirming): boolean =>
	choice.removeFirst && found.addresses?.length !== 0;

function list(state: Confirming, proof: Proof): Next {
	const { choice, confirmation } = state;
	return {
		state: {
			step: 'removing',
			...baseOf(state),
			choice,
			confirmation,
			proof,
			rows: [],
			phase: 'list'
		},
		command: { run: 'list' }
	};
}

/** The last request. */
export function deactivating(state: Confirming | Removing, proof: Proof): Next {
	const { choice, confirmation } = state;
	const again = state.sent === 'lost';
	return {
		state: { ...state, sent: again ? 'lost' : 'underway' },
		command: { run: 'deactivate', choice, confirmation, proof, again }
	};
}
