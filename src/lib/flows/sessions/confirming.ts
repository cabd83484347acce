import type { PortalError } from '$lib/base/errors';
import { pageOf, signedOut, type Next } from './page';
import type { Confirming, Event } from './states';

/** Faults of what stands in the password's field. */
const ofPassword: readonly PortalError['kind'][] = ['passwordWrong', 'passwordMissing'];

/** Whether an error belongs to the password's field, and not to the whole step. */
export const isOfPassword = (error: PortalError | undefined): boolean =>
	error !== undefined && ofPassword.includes(error.kind);

/** The step "Confirm that it is you": once for all sessions that are to be signed out. */
export function confirmed(state: Confirming, event: Event): Next {
	const { error: _, ...calm } = state;
	const { targets, confirmation } = state;
	switch (event.type) {
		case 'passwordGiven': {
			const { password } = event;
			if (password.reveal() === '')
				return { state: { ...state, error: { kind: 'passwordMissing' } } };
			return { state: calm, command: { run: 'remove', targets, confirmation, password } };
		}
		case 'lost':
			return { state: calm, command: { run: 'remove', targets, confirmation, lost: event.error } };
		case 'pageDone':
			return { state: calm, command: { run: 'remove', targets, confirmation } };
		case 'challenged': {
			const error = event.error ?? stillTrue(state, event.confirmation.uia.completed);
			return {
				state: { ...calm, confirmation: event.confirmation, ...(error && { error }) }
			};
		}
		case 'failed': {
			const { error } = event;
			// The homeserver has forgotten what was confirmed: a new beginning, and the person is told.
			if (error.kind === 'uiaExpired' && state.error?.kind !== 'uiaExpired')
				return { state: { ...calm, error }, command: { run: 'remove', targets } };
			return { state: { ...calm, error } };
		}
		case 'removed':
			return signedOut(state, event.targets);
		case 'backAsked':
			return { state: { ...pageOf(state), step: 'list' } };
		default:
			return { state };
	}
}

/** That it begins again is said until something of it is done. */
const stillTrue = ({ error }: Confirming, completed: readonly string[]): PortalError | undefined =>
	error?.kind === 'uiaExpired' && completed.length === 0 ? error : undefined;
