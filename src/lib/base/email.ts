import type { PortalError } from './errors';

// What every homeserver would refuse; the rest is the homeserver's to say.
const SHAPE = /^[^\s@]+@[^\s@]+\.?[^\s@]*$/;

/** What can be seen to be wrong with an email address before anything is sent, if anything. */
export function faultOfEmail(email: string): PortalError | undefined {
	if (email === '') return { kind: 'emailMissing' };
	return SHAPE.test(email) ? undefined : { kind: 'emailInvalid' };
}
