import type { Homeserver } from '$lib/base/homeserver';
import { localpartOf } from '$lib/base/matrix-id';
import { ok, type Result } from '$lib/base/result';
import { sendMailWithLink } from '$lib/session/awaited-link';
import { locate } from '$lib/session/locate';
import { nextLink } from '$lib/uia/email-link';
import { finish, look, renew, waitForLink } from './await';
import type { Ports } from './ports';
import type { Command, Event, SendCommand } from './states';

/** Does what the machine of recovery asks for. Expected failures come back as values. */
export function perform(
	command: Command,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	switch (command.run) {
		case 'locate':
			return findPlace(ports, signal);
		case 'askPolicy':
			return askPolicy(command.server, ports, signal);
		case 'send':
			return send(command, ports, signal);
		case 'waitForLink':
			return waitForLink(command, ports, signal);
		case 'look':
			return look(command.reset, ports, signal);
		case 'finish':
			return finish(command.reset, command.password, ports, signal);
		case 'renew':
			return renew(command.reset, ports, signal);
		case 'tidy':
			return tidy(command, ports, signal);
	}
}

async function findPlace(ports: Ports, signal: AbortSignal): Promise<Result<Event>> {
	const { find } = ports.homeservers;
	const found = await locate({ ...ports, find }, signal);
	if (!found.ok) return found;
	return ok({ type: 'located', ...(found.value && { server: found.value }) });
}

async function askPolicy(
	server: Homeserver,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const asked = await ports.homeservers.passwordPolicy(server, signal);
	// Without an answer the form works as well: the homeserver has the last word on a password.
	return ok({ type: 'policyKnown', policy: asked.ok ? asked.value : {} });
}

/** The UIA session comes before the mail: its link carries it, so that any device can finish. */
async function send(
	command: SendCommand,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const { server } = command;
	if (command.session !== undefined) return sendMail(command, command.session, ports, signal);
	const begun = await ports.recovery.begin(server, signal);
	if (!begun.ok) return begun;
	if (begun.value.kind === 'elsewhere')
		return ok({ type: 'elsewhere', server, url: begun.value.url });
	return begun.value.kind === 'open'
		? sendMail(command, begun.value.session, ports, signal)
		: closed(server, ports, signal);
}

async function sendMail(
	{ server, clientSecret, typed: { email, password }, count }: SendCommand,
	session: string,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const link = { flow: 'reset', session, clientSecret, ...server } as const;
	const mail = { address: email, attempt: count };
	const sent = await sendMailWithLink(mail, nextLink(ports.verifiedPage, link), (back) =>
		ports.recovery.requestMail(
			server,
			{ ...mail, clientSecret, ...(back !== undefined && { nextLink: back }) },
			signal
		)
	);
	if (sent.ok) {
		const known = password && { password };
		return ok({
			type: 'mailSent',
			reset: { server, clientSecret, session, mail: sent.value, ...known }
		});
	}
	const { kind } = sent.error;
	return kind === 'emailUnsupported' || kind === 'refused' ? closed(server, ports, signal) : sent;
}

async function closed(
	server: Homeserver,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const contact = await ports.recovery.contact(server, signal);
	const known = contact.ok && contact.value;
	return ok({ type: 'closed', server, ...(known && { contact: known }) });
}

/**
 * A reset ends all sessions of its account, perhaps the one of this tab too: that is asked, since it
 * may be another account's.
 */
async function tidy(
	{ server, address }: Extract<Command, { run: 'tidy' }>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const here = ports.signedIn();
	let username = '';
	if (here?.server.baseUrl === server.baseUrl) {
		const asked = await ports.account.whoami(here.server, here.accessToken, signal);
		if (!asked.ok && asked.error.kind === 'sessionEnded' && !asked.error.soft) {
			ports.forgetSession(here);
			username = localpartOf(here.userId);
		}
	}
	ports.keepForSignIn({ username, email: address });
	return ok({ type: 'tidied' });
}
