import type { AuthData, Challenge } from './types';

/** What the portal knows of one user-interactive authentication while it goes on. */
export interface Uia {
	session: string;
	flows: readonly (readonly string[])[];
	completed: readonly string[];
	params: Readonly<Record<string, unknown>>;
}

export const EMAIL = 'm.login.email.identity';
export const TERMS = 'm.login.terms';
export const DUMMY = 'm.login.dummy';
const MSISDN = 'm.login.msisdn';
const TOKEN_STAGES = [
	'm.login.registration_token',
	'org.matrix.msc3231.login.registration_token'
] as const;
type TokenStage = (typeof TOKEN_STAGES)[number];

const isTokenStage = (stage: string): stage is TokenStage =>
	(TOKEN_STAGES as readonly string[]).includes(stage);

/** Stages that the portal shows itself; every other goes through the homeserver's fallback page. */
export const hasOwnView = (stage: string): boolean =>
	isTokenStage(stage) || stage === EMAIL || stage === TERMS || stage === DUMMY;

/**
 * Begins from the first challenge of a homeserver.
 * @returns undefined when it names no session or no flow, so that nothing could be done with it
 */
export function begin(challenge: Challenge): Uia | undefined {
	if (!challenge.session || !challenge.flows?.length) return undefined;
	return absorb({ session: challenge.session, flows: [], completed: [], params: {} }, challenge);
}

/** Takes in a later challenge; what it leaves out (flows, completed, session) stays as it was. */
export function absorb(uia: Uia, challenge: Challenge): Uia {
	return {
		session: challenge.session ?? uia.session,
		flows: challenge.flows?.map((flow) => flow.stages) ?? uia.flows,
		completed: challenge.completed ?? uia.completed,
		params: { ...uia.params, ...challenge.params }
	};
}

/** What a form has to ask for, by all the flows together. */
export interface Demands {
	email: 'required' | 'optional' | 'none';
	registrationToken: boolean;
}

/**
 * Reads from the flows what the form asks: an email only where a flow has a use for it, a token only
 * where there is no way without, or where the person has `given.token`.
 */
export function demands(flows: Uia['flows'], given: { token: boolean }): Demands {
	const usable = preferred(flows, given.token);
	const withEmail = usable.filter((flow) => flow.includes(EMAIL)).length;
	return {
		email: withEmail === 0 ? 'none' : withEmail === usable.length ? 'required' : 'optional',
		registrationToken: usable.some(takesToken)
	};
}

const takesToken = (flow: readonly string[]): boolean => flow.some(isTokenStage);

/** The flows that fit, as long as there are any: else all of them. */
function atBest(flows: Uia['flows'], fits: (flow: readonly string[]) => boolean): Uia['flows'] {
	const fitting = flows.filter(fits);
	return fitting.length > 0 ? fitting : flows;
}

/**
 * A phone number is asked for only where there is no way without. A token can stand for an email or
 * a captcha: who has one goes its way, who has none does not.
 */
const preferred = (flows: Uia['flows'], token: boolean): Uia['flows'] =>
	atBest(
		atBest(flows, (flow) => !flow.includes(MSISDN)),
		(flow) => takesToken(flow) === token
	);

const effort = (flow: readonly string[]): number =>
	flow.reduce((sum, stage) => sum + (hasOwnView(stage) ? 1 : 10), 0);

/**
 * Chooses the flow with the least effort that uses what the person gave. An address that no flow
 * takes is left out: an account without it is better than none.
 * @returns the stages still in the homeserver's order; undefined when no flow fits
 */
export function chooseFlow(
	uia: Uia,
	given: { email: boolean; token: boolean }
): readonly string[] | undefined {
	const usable = preferred(uia.flows, given.token);
	const wanted = usable.filter((flow) => given.email === flow.includes(EMAIL));
	const fitting = wanted.length > 0 || !given.email ? wanted : usable;
	return [...fitting].sort((a, b) => effort(a) - effort(b))[0];
}

/** Cheap and refusable stages first, the mail last: none goes out for an attempt that will be refused. */
function rank(stage: string): number {
	if (isTokenStage(stage)) return 0;
	if (stage === TERMS) return 2;
	if (stage === DUMMY) return 3;
	return stage === EMAIL ? 4 : 1;
}

/** The next stage to do, or undefined when all of the flow is done. */
export function nextStage(uia: Uia, flow: readonly string[]): string | undefined {
	return flow
		.filter((stage) => !uia.completed.includes(stage))
		.sort((a, b) => rank(a) - rank(b))[0];
}

/** `auth` for the stages that need nothing but a word of consent. */
export const consentAuth = (uia: Uia, type: 'm.login.dummy' | 'm.login.terms'): AuthData => ({
	session: uia.session,
	type
});

/** `auth` for a registration token, under whichever name the homeserver has the stage. */
export function tokenAuth(uia: Uia, stage: string, token: string): AuthData {
	const type = isTokenStage(stage) ? stage : TOKEN_STAGES[0];
	return { session: uia.session, type, token };
}

/** `auth` for a mail whose link was, or will be, opened. */
export const emailAuth = (session: string, sid: string, clientSecret: string): AuthData => ({
	session,
	type: EMAIL,
	threepid_creds: { sid, client_secret: clientSecret }
});

/** Whether the form has to ask for a registration token at this stage. */
export const needsToken = (stage: string): boolean => isTokenStage(stage);
