import { faultOfEmail } from '$lib/base/email';
import type { PortalError } from '$lib/base/errors';
import type { Homeserver } from '$lib/base/homeserver';
import { isLocalpart } from '$lib/base/matrix-id';
import type { Secret } from '$lib/base/secret';
import { chooseFlow, needsToken, type Demands, type Uia } from '$lib/uia/stages';
import { passwordFaults, type PasswordPolicy } from '$lib/base/password-policy';

/** What a person typed into the form. The password lives in memory only. */
export interface Typed {
	username: string;
	email: string;
	token: string;
	password?: Secret;
}

/** One try to make an account: what was typed, and how far the homeserver has taken it. */
export interface Attempt {
	server: Homeserver;
	typed: Typed;
	uia: Uia;
	/** The chosen flow's stages. */
	flow: readonly string[];
	/** Ours, as the secret is: a request that is repeated ends in the same session, and sends no second mail. */
	deviceId: string;
	clientSecret: string;
	/** The homeserver has the username and the password with the UIA session. */
	sent: boolean;
	/** Begun unseen, after the homeserver had forgotten an earlier one. */
	renewed?: true;
}

export type Field = 'username' | 'password' | 'email' | 'token';
export type Faults = Partial<Record<Field, PortalError>>;

/**
 * Looks for what can be seen to be missing or wrong before anything is sent.
 * @returns nothing for a form that may be sent
 */
export function findFaults(
	typed: Typed,
	demands: Demands,
	policy: PasswordPolicy,
	serverName: string
): Faults {
	const faults: Faults = {};
	if (typed.username === '') faults.username = { kind: 'usernameMissing' };
	else if (!isLocalpart(typed.username, serverName)) faults.username = { kind: 'usernameInvalid' };
	const password = typed.password?.reveal() ?? '';
	const fault = passwordFaults(password, policy)[0];
	if (password === '') faults.password = { kind: 'passwordMissing' };
	else if (fault) faults.password = { kind: fault };
	const emailFault = faultOfEmail(typed.email);
	const asked =
		demands.email === 'required' || (demands.email === 'optional' && typed.email !== '');
	if (asked && emailFault) faults.email = emailFault;
	if (demands.registrationToken && typed.token === '')
		faults.token = { kind: 'registrationTokenMissing' };
	return faults;
}

const FIELDS: Partial<Record<PortalError['kind'], Field>> = {
	usernameMissing: 'username',
	usernameInvalid: 'username',
	usernameTaken: 'username',
	usernameReserved: 'username',
	passwordMissing: 'password',
	passwordTooShort: 'password',
	passwordTooLong: 'password',
	passwordNoDigit: 'password',
	passwordNoLowercase: 'password',
	passwordNoUppercase: 'password',
	passwordNoSymbol: 'password',
	passwordWeak: 'password',
	emailMissing: 'email',
	emailInvalid: 'email',
	emailTaken: 'email',
	emailDenied: 'email',
	emailUnsupported: 'email',
	registrationTokenMissing: 'token',
	registrationTokenInvalid: 'token'
};

/** The field that a failure concerns; undefined when it concerns the whole step. */
export const fieldOf = (error: PortalError): Field | undefined => FIELDS[error.kind];

/** The homeserver has taken a registration token for this attempt. */
export const isTokenSpent = ({ uia }: Attempt): boolean => uia.completed.some(needsToken);

/**
 * The flow that an attempt goes with another address, or with none: its token is the homeserver's.
 * @returns undefined where the homeserver asks for an address
 */
export const flowFor = ({ uia, flow }: Attempt, email: string): readonly string[] | undefined =>
	chooseFlow(uia, { email: email !== '', token: flow.some(needsToken) });

/** Whether two forms ask for the same account, so that a session begun with one goes on with the other. */
export const isSameAccount = (a: Typed, b: Typed): boolean =>
	a.username === b.username && a.token === b.token && a.password?.reveal() === b.password?.reveal();
