import { object, string } from 'zod/mini';
import { fail, type Result } from '$lib/base/result';
import { readAnswer } from './answers';
import { rowsFor } from './error-rows';
import type { HttpAnswer } from './http';
import type { MailRequest } from './ports';

// A homeserver answers when its mail server has taken the mail, and that can take long.
const TIMEOUT_MS = 60_000;
/** What Synapse refuses without a code of its own, or hands to a mail server that does. */
const ADDRESS = /^(?=.{3,500}$)[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u;
/** Whether a text can name a validation: "Opaque Identifiers" of the identity service API. */
export const isSid = (sid: string): boolean => /^[\da-zA-Z.=_-]{1,255}$/.test(sid);

const tables = {
	register: { plain: rowsFor.mail, withLink: rowsFor.mailWithLink },
	account: { plain: rowsFor.accountMail, withLink: rowsFor.accountMailWithLink }
};

/**
 * Asks for a mail with a link: the same in a registration, a reset, and for an address to be added.
 * @param send sends the body to the endpoint of the purpose
 * @param purpose what a plain refusal means: that nobody registers, or that this account may not
 * @returns the sid; fails with `emailInvalid` before anything is sent
 */
export async function askForMail(
	{ address, clientSecret, attempt, nextLink }: MailRequest,
	send: (body: Record<string, unknown>, timeoutMs: number) => Promise<Result<HttpAnswer>>,
	purpose: keyof typeof tables = 'register'
): Promise<Result<{ sid: string }>> {
	if (!ADDRESS.test(address)) return fail({ kind: 'emailInvalid' });
	const body = {
		email: address,
		client_secret: clientSecret,
		send_attempt: attempt,
		...(nextLink !== undefined && { next_link: nextLink })
	};
	const rows = tables[purpose][nextLink === undefined ? 'plain' : 'withLink'];
	const read = readAnswer(await send(body, TIMEOUT_MS), object({ sid: string() }), rows);
	return !read.ok || isSid(read.value.sid) ? read : fail({ kind: 'badAnswer' });
}
