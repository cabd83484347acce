import * as z from 'zod/mini';
import type { PortalError } from '$lib/base/errors';
import { poll, type Look } from '$lib/base/poll';
import { ok, type Result } from '$lib/base/result';
import { sayFinished } from './link-channel';
import { alone, watchLink, type LinkWatch } from './link-watch';

/** The schema of a mail as a wizard keeps it for another visit. */
export const sentMailSchema = z.object({
	address: z.string(),
	sid: z.string(),
	attempt: z.number(),
	sentAt: z.number(),
	expiresAt: z.number()
});

/** A mail whose link is waited for. Times are milliseconds since the epoch. */
export type SentMail = z.infer<typeof sentMailSchema>;

/** What the wait for a link needs from a browser. */
export interface LinkPorts {
	listen(sid: string): LinkWatch;
	/** Runs `task` unless another tab of this browser is at it: two tabs must not both finish. */
	alone<T>(name: string, task: () => Promise<T>): Promise<T | undefined>;
	sayFinished(sid: string): void;
}

/** The same in this browser. */
export const browserLinks: LinkPorts = { listen: watchLink, alone, sayFinished };

// Synapse lets a link live for an hour by default, and tells no other lifetime.
const LINK_LIFETIME_MS = 3_600_000;

/**
 * Asks for a mail with a link; the same number once more sends none, so a lost answer costs nobody a
 * second mail.
 * @param request asks the homeserver: with the link back, and without it when a whitelist refuses
 * that; then polling alone tells when the link was opened
 */
export async function sendMailWithLink(
	{ address, attempt }: Pick<SentMail, 'address' | 'attempt'>,
	nextLink: string,
	request: (nextLink: string | undefined) => Promise<Result<{ sid: string }>>
): Promise<Result<SentMail>> {
	let sent = await request(nextLink);
	if (!sent.ok && sent.error.kind === 'nextLinkRefused') sent = await request(undefined);
	if (!sent.ok) return sent;
	const sentAt = Date.now();
	return ok({
		address,
		attempt,
		sid: sent.value.sid,
		sentAt,
		expiresAt: sentAt + LINK_LIFETIME_MS
	});
}

/** How the wait for a link ended. */
export type LinkEnd<T> =
	/** What the look brought: the awaited answer, or the failure that no waiting helps. */
	| { kind: 'answered'; answer: Result<T> }
	/** Another tab of this browser has finished what this one waits for. */
	| { kind: 'finishedElsewhere' }
	| { kind: 'expired' }
	/** The homeserver does not answer: told to the person, and waited on with `trouble`. */
	| { kind: 'troubled'; error: PortalError }
	| { kind: 'recovered' };

interface Waiting<T> {
	mail: Pick<SentMail, 'sid' | 'expiresAt'>;
	/** Asks whether the link was opened; fails with `linkNotConfirmed` until then. */
	look: () => Promise<Result<T>>;
	/** What no waiting helps, or what has come of it already; everything else may pass meanwhile. */
	endsTheWait: (error: PortalError) => boolean;
	/** Why the looks failed before; it has been told already. */
	trouble?: PortalError | undefined;
}

/**
 * Waits until the link of a mail is opened, in this browser or on any other device, and what was
 * waited for has come of it. The other tabs are told then.
 * @throws only what the signal's abort throws
 */
export async function awaitLink<T>(
	{ mail, look, endsTheWait, trouble }: Waiting<T>,
	ports: LinkPorts,
	signal: AbortSignal
): Promise<LinkEnd<T>> {
	const link = ports.listen(mail.sid);
	const lookOnce = async (): Promise<Look<LinkEnd<T>>> => {
		if (link.finishedElsewhere()) return { kind: 'here', value: { kind: 'finishedElsewhere' } };
		const answer = await ports.alone(mail.sid, look);
		if (!answer) return { kind: 'notYet' };
		if (answer.ok || endsTheWait(answer.error))
			return { kind: 'here', value: { kind: 'answered', answer } };
		if (answer.error.kind === 'linkNotConfirmed') return { kind: 'notYet' };
		return { kind: 'failed', error: answer.error };
	};
	try {
		const terms = { until: mail.expiresAt, ...(trouble && { trouble }) };
		const end = await poll(lookOnce, link, terms, signal);
		return end.kind === 'here' ? end.value : end;
	} finally {
		link.stop();
	}
}
