import type { ErrorKind } from './errors';

/** `GET /_matrix/client/v3/password_policy`; an empty object when the homeserver has none. */
export interface PasswordPolicy {
	minimumLength?: number;
	requireDigit?: boolean;
	requireSymbol?: boolean;
	requireLowercase?: boolean;
	requireUppercase?: boolean;
}

export type PasswordFault = Extract<
	ErrorKind,
	| 'passwordTooShort'
	| 'passwordTooLong'
	| 'passwordNoDigit'
	| 'passwordNoLowercase'
	| 'passwordNoUppercase'
	| 'passwordNoSymbol'
>;

// Synapse hashes no more than 512 characters, and refuses longer ones.
const LONGEST = 512;

/** The rules of a homeserver's policy (client-server API, MSC2000), in the order in which they are shown. */
export function policyRules(policy: PasswordPolicy): PasswordFault[] {
	const rules: [unknown, PasswordFault][] = [
		[policy.minimumLength, 'passwordTooShort'],
		[policy.requireDigit, 'passwordNoDigit'],
		[policy.requireLowercase, 'passwordNoLowercase'],
		[policy.requireUppercase, 'passwordNoUppercase'],
		[policy.requireSymbol, 'passwordNoSymbol']
	];
	return rules.filter(([asked]) => asked).map(([, rule]) => rule);
}

/** Which rules a password does not meet; empty when the homeserver will take it. */
export function passwordFaults(password: string, policy: PasswordPolicy): PasswordFault[] {
	// As the homeserver counts: a character outside of the first 65,536 is one, not two.
	const { length } = Array.from(password);
	const broken: Record<PasswordFault, boolean> = {
		passwordTooShort: length < (policy.minimumLength ?? 0),
		passwordTooLong: length > LONGEST,
		passwordNoDigit: !/[0-9]/.test(password),
		passwordNoLowercase: !/[a-z]/.test(password),
		passwordNoUppercase: !/[A-Z]/.test(password),
		passwordNoSymbol: !/[^a-zA-Z0-9]/.test(password)
	};
	return [...policyRules(policy), 'passwordTooLong' as const].filter((rule) => broken[rule]);
}
