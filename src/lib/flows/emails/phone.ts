import type { PortalError } from '$lib/base/errors';

// E.164: a country code and a number, 15 digits at most. The shortest real ones have seven.
const INTERNATIONAL = /^\+[1-9]\d{6,14}$/;

/** A phone number without what people put between the digits. */
export const internationalNumber = (typed: string): string =>
	typed
		.trim()
		.replace(/^00/u, '+')
		.replaceAll(/[\s().\-/]/gu, '');

/**
 * What can be seen to be wrong with a phone number, if anything. It is told with the words for
 * phones, by the names that errors of addresses have.
 */
export function faultOfPhone(number: string): PortalError | undefined {
	if (number === '') return { kind: 'emailMissing' };
	return INTERNATIONAL.test(number) ? undefined : { kind: 'emailInvalid' };
}
