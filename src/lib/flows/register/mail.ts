import type { PortalError } from '$lib/base/errors';
import { matrixId } from '$lib/base/matrix-id';
import { fail, ok, type Result } from '$lib/base/result';
import { awaitLink, sendMailWithLink, type SentMail } from '$lib/session/awaited-link';
import { nextLink } from '$lib/uia/email-link';
import { absorb, EMAIL, emailAuth } from '$lib/uia/stages';
import { fieldOf, type Attempt } from './attempt';
import type { Ports } from './ports';
import { register, registered } from './request';
import type { Command, Event } from './states';

type Of<Run extends Command['run']> = Extract<Command, { run: Run }>;

/** Asks for a mail; the same number once more sends none, so a lost answer costs nobody a second mail. */
export async function sendMail(
	{ attempt, address, count }: Of<'sendMail'>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const { server, uia, typed, clientSecret } = attempt;
	const { session } = uia;
	const { username } = typed;
	const link = { flow: 'register', session, username, clientSecret, ...server } as const;
	const mail = { address, attempt: count };
	const sent = await sendMailWithLink(mail, nextLink(ports.verifiedPage, link), (back) =>
		ports.registration.requestMail(
			server,
			{ ...mail, clientSecret, ...(back !== undefined && { nextLink: back }) },
			signal
		)
	);
	if (!sent.ok) return sent;
	const changed = { ...attempt, typed: { ...typed, email: address } };
	return ok({ type: 'mailSent', attempt: changed, mail: sent.value });
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
	const look = () => ask(attempt, mail, ports, signal);
	const end = await awaitLink({ mail, look, endsTheWait, trouble }, ports, signal);
	switch (end.kind) {
		case 'answered':
			if (end.answer.ok) ports.sayFinished(mail.sid);
			return end.answer;
		case 'finishedElsewhere':
			return ok(registeredElsewhere(attempt));
		case 'expired':
			return ok({ type: 'linkExpired' });
		case 'troubled':
			return ok({ type: 'pollTroubled', error: end.error });
		case 'recovered':
			return ok({ type: 'pollRecovered' });
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
