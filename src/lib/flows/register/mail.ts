import type { PortalError } from '$lib/base/errors';
import { matrixId } from '$lib/base/matrix-id';
import { poll, type Look } from '$lib/base/poll';
import { fail, ok, type Result } from '$lib/base/result';
import { nextLink } from '$lib/uia/email-link';
import { absorb, EMAIL, emailAuth } from '$lib/uia/stages';
import { fieldOf, type Attempt, type SentMail } from './attempt';
import type { Ports } from './ports';
import { register, registered } from './request';
import type { Command, Event } from './states';

type Of<Run extends Command['run']> = Extract<Command, { run: Run }>;

// Synapse lets a link live for an hour by default, and tells no other lifetime.
const LINK_LIFETIME_MS = 3_600_000;

/** Asks for a mail; the same number once more sends none, so a lost answer costs nobody a second mail. */
export async function sendMail(
	{ attempt, address, count }: Of<'sendMail'>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const { server, uia, typed, clientSecret } = attempt;
	const { username } = typed;
	const mail = { address, clientSecret, attempt: count };
	const state = {
		flow: 'register',
		session: uia.session,
		username,
		clientSecret,
		...server
	} as const;
	const link = nextLink(ports.verifiedPage, state);
	let sent = await ports.registration.requestMail(server, { ...mail, nextLink: link }, signal);
	// An operator's whitelist can refuse the link back: then polling alone tells when it was opened.
	if (!sent.ok && sent.error.kind === 'nextLinkRefused')
		sent = await ports.registration.requestMail(server, mail, signal);
	if (!sent.ok) return sent;
	const sentAt = Date.now();
	const expiresAt = sentAt + LINK_LIFETIME_MS;
	return ok({
		type: 'mailSent',
		attempt: { ...attempt, typed: { ...typed, email: address } },
		mail: { address, attempt: count, sid: sent.value.sid, sentAt, expiresAt }
	});
}

/**
 * Waits until the link of a mail is opened, in this browser or on any other device, and the account
 * is there with it.
 */
export async function waitForLink(
	{ attempt, mail, trouble }: Of<'waitForLink'>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const link = ports.listen(mail.sid);
	const look = async (): Promise<Look<Result<Event>>> => {
		if (link.finishedElsewhere()) return { kind: 'here', value: ok(registeredElsewhere(attempt)) };
		const answer = await ports.alone(mail.sid, () => ask(attempt, mail, ports, signal));
		if (!answer) return { kind: 'notYet' };
		if (answer.ok || endsTheWait(answer.error)) return { kind: 'here', value: answer };
		if (answer.error.kind === 'linkNotConfirmed') return { kind: 'notYet' };
		return { kind: 'failed', error: answer.error };
	};
	const terms = { until: mail.expiresAt, ...(trouble && { trouble }) };
	try {
		const end = await poll(look, link, terms, signal);
		if (end.kind === 'expired') return ok({ type: 'linkExpired' });
		if (end.kind === 'recovered') return ok({ type: 'pollRecovered' });
		if (end.kind === 'troubled') return ok({ type: 'pollTroubled', error: end.error });
		if (end.value.ok) ports.sayFinished(mail.sid);
		return end.value;
	} finally {
		link.stop();
	}
}

/** What no waiting helps, or what has come of it already; everything else may pass meanwhile. */
const endsTheWait = (error: PortalError): boolean =>
	error.kind === 'uiaExpired' || error.kind === 'awaitingApproval' || fieldOf(error) !== undefined;

/** Asks whether the link was opened; the answer that it was is the account itself. */
async function ask(
	attempt: Attempt,
	{ sid }: SentMail,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const auth = emailAuth(attempt.uia.session, sid, attempt.clientSecret);
	const answer = await register(attempt, auth, ports, signal);
	if (!answer.ok) return answer;
	if (answer.value.kind === 'done') return ok(registered(answer.value, attempt, ports));
	// Not every homeserver says why; and with the mail, the last stage, nothing is left to ask for.
	const { completed } = absorb(attempt.uia, answer.value.challenge);
	return fail({ kind: completed.includes(EMAIL) ? 'badAnswer' : 'linkNotConfirmed' });
}

function registeredElsewhere({ typed, server }: Attempt): Event {
	const userId = matrixId(typed.username, server.serverName);
	return { type: 'registered', userId, signedIn: false, withEmail: true };
}
