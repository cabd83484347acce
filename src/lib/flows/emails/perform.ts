import type { PortalError } from '$lib/base/errors';
import { managementUrl } from '$lib/base/management';
import { fail, ok, type Result } from '$lib/base/result';
import { sendMailWithLink, type SentMail } from '$lib/session/awaited-link';
import { nextLink } from '$lib/uia/email-link';
import { ask, isInAccount, waitForLink } from './ask';
import type { Ports } from './ports';
import { sidOf, type AddingEmail, type Command, type Event } from './states';

type Of<Run extends Command['run']> = Extract<Command, { run: Run }>;

/** Does what the machine of the emails' page asks for. Expected failures come back as values. */
export function perform(
	command: Command,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	switch (command.run) {
		case 'load':
			return load(ports, signal);
		case 'refresh':
			return refresh(ports, signal);
		case 'begin':
			return begin(command, ports, signal);
		case 'resend':
			return resend(command, ports, signal);
		case 'ask':
			return ask(command, ports, signal);
		case 'listen':
			return listen(command, ports, signal);
		case 'waitForLink':
			return waitForLink(command, ports, signal);
		case 'sendCode':
			return sendCode(command, ports, signal);
		case 'submitCode':
			return submitCode(command, ports, signal);
		case 'remove':
			return remove(command, ports, signal);
	}
}

/** The list, and whether anything of it can be changed here. */
async function load({ security }: Ports, signal: AbortSignal): Promise<Result<Event>> {
	const [list, may, page] = await Promise.all([
		security.threepids(signal),
		security.capabilities(signal),
		security.management(signal)
	]);
	if (!list.ok) return list;
	if (!page.ok) return page;
	if (!may.ok && !isSilent(may.error)) return may;
	const url = managementUrl(page.value, 'org.matrix.profile');
	const loaded = { type: 'loaded', threepids: list.value } as const;
	// What a homeserver does not say is allowed; one with the OAuth 2.0 API has no endpoint for it.
	if (!page.value && (!may.ok || may.value.changeThreepids)) return ok(loaded);
	return ok({ ...loaded, closed: url === undefined ? {} : { management: url } });
}

/** A homeserver without the endpoint, or without sense in it: it does not say. */
const isSilent = ({ kind }: PortalError): boolean =>
	kind === 'unsupported' || kind === 'badAnswer' || kind === 'unknown' || kind === 'refused';

async function refresh({ security }: Ports, signal: AbortSignal): Promise<Result<Event>> {
	const list = await security.threepids(signal);
	return list.ok ? ok({ type: 'refreshed', threepids: list.value }) : list;
}

/**
 * Sends the mail, then finds out what is to be confirmed. Tried again after a lost answer, the same
 * number sends no second mail.
 */
async function begin(
	{ address, clientSecret }: Of<'begin'>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const sent = await send({ address, clientSecret, attempt: 1 }, ports, signal);
	if (!sent.ok) return sent;
	const adding: AddingEmail = { medium: 'email', clientSecret, mail: sent.value };
	return ask({ run: 'ask', adding }, ports, signal);
}

async function resend(
	{ adding }: Of<'resend'>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const { address, attempt } = adding.mail;
	const { clientSecret } = adding;
	const sent = await send({ address, clientSecret, attempt: attempt + 1 }, ports, signal);
	return sent.ok ? ok({ type: 'mailSent', adding: { ...adding, mail: sent.value } }) : sent;
}

function send(
	mail: { address: string; clientSecret: string; attempt: number },
	{ account, verifiedPage, emails }: Ports,
	signal: AbortSignal
): Promise<Result<SentMail>> {
	const { clientSecret } = mail;
	const link = nextLink(verifiedPage, { flow: 'add', ...account.server, clientSecret });
	return sendMailWithLink(mail, link, (back) =>
		emails.requestMail({ ...mail, ...(back !== undefined && { nextLink: back }) }, signal)
	);
}

/** The link may be opened while the password is still asked for: its page shall know that it was heard. */
async function listen(
	{ adding }: Of<'listen'>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const how = await ports.linkOpened(sidOf(adding), signal);
	return ok(how === 'finished' ? { type: 'added', adding } : { type: 'linkOpened' });
}

async function sendCode(
	{ number, clientSecret }: Of<'sendCode'>,
	{ emails, country }: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const sent = await emails.requestCode({ number, country, clientSecret, attempt: 1 }, signal);
	if (!sent.ok) return sent;
	const code = { number, ...sent.value };
	return ok({ type: 'codeSent', adding: { medium: 'msisdn', clientSecret, code } });
}

/** A code counts once: handed in again after a lost answer, it may be refused although it was right. */
async function submitCode(
	{ adding, code }: Of<'submitCode'>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const { clientSecret } = adding;
	const { sid, submitUrl } = adding.code;
	const taken = await ports.emails.submitCode({ submitUrl, sid, clientSecret, code }, signal);
	if (!taken.ok && taken.error.kind !== 'linkNotConfirmed') return taken;
	const answer = await ask({ run: 'ask', adding }, ports, signal);
	// Who has to confirm before anybody looks at the code would be asked for a password in vain.
	const inVain = !taken.ok && answer.ok && answer.value.type === 'challenged';
	return inVain ? ok({ type: 'notConfirmed', adding }) : answer;
}

/** Removing what is gone already is no failure. */
async function remove(
	{ threepid }: Of<'remove'>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const gone = await ports.emails.remove(threepid, signal);
	if (gone.ok) return ok({ type: 'removed', threepid });
	const { medium, address } = threepid;
	const there = await isInAccount(medium, address, ports, signal);
	return there === false ? ok({ type: 'removed', threepid }) : fail(gone.error);
}
