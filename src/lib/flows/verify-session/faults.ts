import type { PortalError } from '$lib/base/errors';

/** Whether an error belongs to the key's field, and not to the whole step. */
export const isOfKey = (error: PortalError | undefined): boolean =>
	error?.kind === 'recoveryKeyWrong';
