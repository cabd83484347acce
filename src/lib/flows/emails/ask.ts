import type { PortalError } from '$lib/base/errors';
import { isPassing, isSessionOver } from '$lib/base/errors';
import { isLost } from '$lib/base/lost-answers';
import { fail, ok, type Result } from '$lib/base/result';
import type { Secret } from '$lib/base/secret';
import type { Confirmed, Threepid } from '$lib/matrix/account-ports';
import { awaitLink } from '$lib/session/awaited-link';
import { confirmation, lookAuth, passwordAuth } from '$lib/uia/confirm';
import type { ConfirmData } from '$lib/uia/types';
import type { Ports } from './ports';
import { addressOf, isListed, sidOf, type Adding, type Command, type Event } from './states';

type Of<Run extends Command['run']> = Extract<Command, { run: Run }>;

/**
 * Adds what was confirmed, as far as that is possible. Before it is said that it failed, the account
 * is looked at: an answer may have been lost.
 */
export async function ask(
	{ adding, password, lost }: Of<'ask'>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const answer = await request(adding, password, ports, signal);
	if (answer.ok) return told(adding, answer.value, ports, lost);
	if (answer.error.kind === 'linkNotConfirmed') return ok({ type: 'notConfirmed', adding });
	if (password && isLost(answer.error)) return ok({ type: 'lost', adding, error: answer.error });
	if (answer.error.kind === 'uiaExpired' && adding.confirmation)
		return askAnew(adding, password, ports, signal);
	return isSettled(answer.error)
		? fail(answer.error)
		: unlessListed(adding, answer.error, ports, signal);
}

/** What passes by itself is tried again as it is; without a session nobody can look. */
const isSettled = (error: PortalError): boolean => isPassing(error) || isSessionOver(error);

/** The homeserver has forgotten the confirmation: it begins again, with the password if it was typed just now. */
async function askAnew(
	{ confirmation: _, ...adding }: Adding,
	password: Secret | undefined,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const event = await ask({ run: 'ask', adding }, ports, signal);
	if (!event.ok || event.value.type !== 'challenged') return event;
	const fresh = confirmation(event.value.challenge);
	const byPassword = fresh?.ways.some(({ kind }) => kind === 'password') ?? false;
	if (!fresh || !password || !byPassword) return ok({ ...event.value, again: true });
	const answer = await request({ ...adding, confirmation: fresh }, password, ports, signal);
	const begun = { ...adding, confirmation: fresh };
	if (answer.ok) return told(begun, answer.value, ports);
	const { error } = answer;
	if (error.kind === 'linkNotConfirmed') return ok({ type: 'notConfirmed', adding: begun });
	return isLost(error) ? ok({ type: 'lost', adding: begun, error }) : answer;
}

function request(
	adding: Adding,
	password: Secret | undefined,
	{ account, emails }: Ports,
	signal: AbortSignal
): Promise<Result<Confirmed<true>>> {
	const auth = authOf(adding, account.userId, password);
	const { clientSecret } = adding;
	return emails.add({ clientSecret, sid: sidOf(adding), ...(auth && { auth }) }, signal);
}

function authOf(
	{ confirmation: begun }: Adding,
	userId: string,
	password: Secret | undefined
): ConfirmData | undefined {
	if (!begun) return undefined;
	return password ? passwordAuth(begun, userId, password) : lookAuth(begun);
}

function told(
	adding: Adding,
	answer: Confirmed<true>,
	ports: Ports,
	lost?: PortalError
): Result<Event> {
	if (answer.kind === 'challenge') {
		const { challenge } = answer;
		const before = adding.confirmation?.uia.completed.length ?? 0;
		const arrived = (challenge.completed?.length ?? 0) > before;
		const refusal = answer.refusal ?? (arrived ? undefined : lost);
		return ok({ type: 'challenged', adding, challenge, ...(refusal && { refusal }) });
	}
	ports.sayFinished(sidOf(adding));
	return ok({ type: 'added', adding });
}

async function unlessListed(
	adding: Adding,
	error: PortalError,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const there = await isInAccount(adding.medium, addressOf(adding), ports, signal);
	if (!there) return fail(error);
	ports.sayFinished(sidOf(adding));
	return ok({ type: 'added', adding });
}

/**
 * Whether an address or number is in the account.
 * @returns undefined when that could not be found out
 */
export async function isInAccount(
	medium: Threepid['medium'],
	address: string,
	{ security }: Ports,
	signal: AbortSignal
): Promise<boolean | undefined> {
	const list = await security.threepids(signal);
	return list.ok ? isListed(list.value, medium, address) : undefined;
}

/**
 * Waits until the link of the mail is opened, on whatever device, and the address is in the account.
 * No password is needed for it any more.
 */
export async function waitForLink(
	{ adding, trouble }: Of<'waitForLink'>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	// An earlier answer may have been lost: a homeserver may forget a validation that has served.
	let unsure = true;
	const look = async (): Promise<Result<Event>> => {
		if (unsure && (await isInAccount('email', adding.mail.address, ports, signal)))
			return ok({ type: 'added', adding });
		const answer = await ask({ run: 'ask', adding }, ports, signal);
		unsure = !answer.ok;
		if (answer.ok && answer.value.type === 'notConfirmed')
			return fail({ kind: 'linkNotConfirmed' });
		return answer;
	};
	const { mail } = adding;
	const end = await awaitLink({ mail, look, endsTheWait, trouble }, ports, signal);
	switch (end.kind) {
		case 'answered':
			return end.answer;
		case 'finishedElsewhere':
			return ok({ type: 'added', adding });
		case 'expired':
			return ok({ type: 'linkExpired' });
		case 'troubled':
			return ok({ type: 'pollTroubled', error: end.error });
		case 'recovered':
			return ok({ type: 'pollRecovered' });
	}
}

/** What no waiting helps; everything else may pass meanwhile. */
const endsTheWait = (error: PortalError): boolean =>
	isSessionOver(error) ||
	error.kind === 'uiaExpired' ||
	error.kind === 'emailTaken' ||
	error.kind === 'emailDenied';
