import type { Secret } from '$lib/base/secret';
import { absorb, begin, type Uia } from './stages';
import type { Challenge, ConfirmData } from './types';

/**
 * How a signed-in person can confirm a request: with the account's password, or on the homeserver's
 * own page of a stage, which is how single sign-on and everything unknown is done.
 */
export type ConfirmWay = { kind: 'password' } | { kind: 'page'; stage: string; sso: boolean };

/** A request's user-interactive authentication while it goes on. */
export interface Confirmation {
	uia: Uia;
	/** What can be done next; never empty. */
	ways: readonly ConfirmWay[];
}

export const PASSWORD = 'm.login.password';
const SSO_STAGES = ['m.login.sso', 'org.matrix.login.sso'];

/**
 * Takes in a challenge: the first begins a confirmation, later ones go on with it.
 * @returns undefined when the homeserver names nothing that could be done
 */
export function confirmation(
	challenge: Challenge,
	before?: Confirmation
): Confirmation | undefined {
	const uia = before ? absorb(before.uia, challenge) : begin(challenge);
	if (!uia) return undefined;
	const stages = new Set(
		uia.flows.flatMap((flow) => flow.find((stage) => !uia.completed.includes(stage)) ?? [])
	);
	const ways = [...stages].map(wayOf);
	return ways.length > 0 ? { uia, ways } : undefined;
}

const wayOf = (stage: string): ConfirmWay =>
	stage === PASSWORD
		? { kind: 'password' }
		: { kind: 'page', stage, sso: SSO_STAGES.includes(stage) };

/**
 * `auth` for the account's password.
 * @param userId the whole Matrix ID of whoever is signed in
 */
export const passwordAuth = (
	{ uia }: Confirmation,
	userId: string,
	password: Secret
): ConfirmData => ({ session: uia.session, type: PASSWORD, userId, password });

/** `auth` that only asks whether all is done: after a page of the homeserver, or after a lost answer. */
export const lookAuth = ({ uia }: Confirmation): ConfirmData => ({ session: uia.session });
