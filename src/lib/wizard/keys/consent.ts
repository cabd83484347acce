import type { PortalError } from '$lib/base/errors';

/** Faults of what stands in the password's field. */
const ofPassword: readonly PortalError['kind'][] = ['passwordWrong', 'passwordMissing'];

/** Whether an error belongs to the password's field, and not to the whole step. */
export const isOfPassword = (error: PortalError | undefined): boolean =>
	error !== undefined && ofPassword.includes(error.kind);

/** Whether something is lost that only a reset makes anew. */
export const isHopeless = ({ kind }: PortalError): boolean =>
	kind === 'crossSigningLost' || kind === 'backupLost';

/** What concerns the whole of a step, whoever asks. */
export function errorOf(state: {
	step: string;
	error?: PortalError;
	asking?: { error?: PortalError };
}): PortalError | undefined {
	const error = state.asking ? state.asking.error : state.error;
	return isOfPassword(error) ? undefined : error;
}
