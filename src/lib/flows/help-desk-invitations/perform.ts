import type { Homeserver } from '$lib/base/homeserver';
import { ok, type Result } from '$lib/base/result';
import type { AdminTokensPort } from '$lib/matrix/admin-ports';
import type { HomeserverPort, RegistrationOffer } from '$lib/matrix/ports';
import type { VisitNote } from '$lib/session/visit-record';
import type { Command, Event, Need } from './states';

export interface Ports {
	tokens: AdminTokensPort;
	homeservers: Pick<HomeserverPort, 'offer'>;
	server: Homeserver;
	/** Adds to the record of the visit. */
	note(task: VisitNote['task'], result: VisitNote['result']): void;
}

/** Does what the machine of the invitations asks for. */
export async function perform(
	command: Command,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	switch (command.run) {
		case 'open':
			return open(ports, signal);
		case 'create': {
			const made = await ports.tokens.createToken(command.wanted, signal);
			if (!made.ok) return made;
			ports.note('createInvitation', 'done');
			return ok({ type: 'created', token: made.value });
		}
		case 'revoke': {
			const done = await ports.tokens.revokeToken(command.token, signal);
			if (!done.ok) return done;
			ports.note('revokeInvitation', 'done');
			return ok({ type: 'revoked' });
		}
	}
}

async function open(
	{ tokens, homeservers, server }: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const [listed, offered] = await Promise.all([
		tokens.tokens(signal),
		homeservers.offer(server, signal)
	]);
	if (!listed.ok) return listed.error.kind === 'unsupported' ? ok({ type: 'unsupported' }) : listed;
	// Only a hint: the invitations can be seen without it.
	const need = offered.ok ? needOf(offered.value) : 'unknown';
	return ok({ type: 'opened', tokens: listed.value, need });
}

const STAGE = /(^|\.)login\.registration_token$/;

/** Whether registration asks for an invitation. */
export function needOf(offer: RegistrationOffer): Need {
	if (offer.kind !== 'open') return offer.kind;
	const flows = offer.challenge.flows ?? [];
	const asking = flows.filter(({ stages }) => stages.some((stage) => STAGE.test(stage)));
	if (asking.length === 0) return 'never';
	return asking.length === flows.length ? 'always' : 'sometimes';
}
