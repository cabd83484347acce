import { isPassing, isSessionOver, type PortalError } from '$lib/base/errors';
import { mayHaveActed } from '$lib/base/lost-answers';
import type { PortalConfig } from '$lib/base/config';
import type { Homeserver } from '$lib/base/homeserver';
import { managementUrl } from '$lib/base/management';
import { fail, ok, type Result } from '$lib/base/result';
import type {
	Confirmed,
	DeactivationPort,
	EmailsPort,
	SecurityPort,
	SessionsPort
} from '$lib/matrix/account-ports';
import type { RecoveryPort, SupportContact } from '$lib/matrix/ports';
import { confirmation, lookAuth, passwordAuth, type Confirmation } from '$lib/uia/confirm';
import type { Command, Event } from './states';

export interface Ports {
	config: Promise<PortalConfig>;
	security: Pick<SecurityPort, 'management' | 'threepids'>;
	recovery: Pick<RecoveryPort, 'contact'>;
	sessions: Pick<SessionsPort, 'remove'>;
	emails: Pick<EmailsPort, 'remove'>;
	deactivation: DeactivationPort;
	account: { server: Homeserver; userId: string };
}

/** Does what the machine asks for. Expected failures come back as values. */
export async function perform(
	command: Command,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	switch (command.run) {
		case 'look':
			return look(ports, signal);
		case 'begin':
			return begin(command, ports, signal);
		case 'check':
			return check(command, ports, signal);
		case 'list':
			return list(ports, signal);
		case 'remove':
			return remove(command, ports, signal);
		case 'deactivate':
			return deactivate(command, ports, signal);
		case 'ask':
			return ask(ports, signal);
		case 'contact':
			return ok({ type: 'contactKnown', contact: await whom(ports, signal) });
	}
}

type Of<Run extends Command['run']> = Extract<Command, { run: Run }>;

/** What decides where it is done must be known; the rest may be missing. */
async function look(ports: Ports, signal: AbortSignal): Promise<Result<Event>> {
	const { security } = ports;
	const { features } = await ports.config;
	if (!features.deactivation) return ok({ type: 'closed', contact: await whom(ports, signal) });
	const [management, threepids] = await Promise.all([
		security.management(signal),
		security.threepids(signal)
	]);
	if (!threepids.ok && isSessionOver(threepids.error)) return threepids;
	if (!management.ok) return management;
	if (management.value) {
		const url = managementUrl(management.value, 'org.matrix.account_deactivate');
		return ok({ type: 'elsewhere', url });
	}
	return ok({ type: 'found', found: threepids.ok ? { addresses: threepids.value } : {} });
}

/** Whom to ask, where the operator names nobody and the homeserver publishes it. */
async function whom(
	{ config, recovery, account }: Ports,
	signal: AbortSignal
): Promise<SupportContact | undefined> {
	if ((await config).adminContact !== undefined) return undefined;
	const told = await recovery.contact(account.server, signal);
	return told.ok ? told.value : undefined;
}

/** Asks how it has to be confirmed: nothing happens yet. */
async function begin(
	{ choice: { erase } }: Of<'begin'>,
	{ deactivation }: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const answer = await deactivation.deactivate({ erase }, signal);
	if (!answer.ok && answer.error.kind === 'unsupported') return ok({ type: 'elsewhere' });
	if (!answer.ok) return answer;
	if (answer.value.kind === 'done') return ok({ type: 'gone' });
	return challenged(answer.value);
}

function challenged(
	{ challenge, refusal }: Extract<Confirmed<true>, { kind: 'challenge' }>,
	before?: Confirmation,
	unheard?: PortalError
): Result<Event> {
	const next = confirmation(challenge, before);
	if (!next) return fail({ kind: 'unsupported' });
	const advanced = next.uia.completed.length > (before?.uia.completed.length ?? -1);
	const error = refusal ?? (advanced ? undefined : unheard);
	return ok({ type: 'challenged', confirmation: next, ...(error && { error }) });
}

/**
 * Whether the password is right. Confirming that no session at all is signed out changes nothing, so
 * a wrong one is found out before anything is removed. A homeserver that cannot be asked like this
 * finds it out later.
 */
async function check(
	{ password }: Of<'check'>,
	{ sessions, account }: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const right: Result<Event> = ok({ type: 'passwordRight', password });
	const asked = await sessions.remove([], undefined, signal);
	if (!asked.ok) return isFinal(asked.error) ? right : asked;
	if (asked.value.kind === 'done') return right;
	const begun = confirmation(asked.value.challenge);
	if (!begun?.ways.some(({ kind }) => kind === 'password')) return right;
	const auth = passwordAuth(begun, account.userId, password);
	const told = await sessions.remove([], auth, signal);
	if (!told.ok) return told;
	if (told.value.kind === 'done') return right;
	const { refusal } = told.value;
	return ok({ type: 'failed', error: refusal ?? { kind: 'passwordWrong' } });
}

const isFinal = (error: PortalError): boolean => !isPassing(error) && !isSessionOver(error);

/** The addresses as they are now: they may have changed since the page was opened. */
async function list({ security }: Ports, signal: AbortSignal): Promise<Result<Event>> {
	const threepids = await security.threepids(signal);
	return threepids.ok ? ok({ type: 'listed', addresses: threepids.value }) : threepids;
}

async function remove(
	{ address }: Of<'remove'>,
	{ emails }: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const answer = await emails.remove(address, signal);
	if (answer.ok) return ok({ type: 'removed', address: address.address });
	const { error } = answer;
	if (!isFinal(error)) return answer;
	return ok({ type: 'notRemoved', address: address.address, error });
}

async function deactivate(
	{ choice: { erase }, confirmation: before, proof, again }: Of<'deactivate'>,
	{ deactivation, account }: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const auth =
		proof.kind === 'password'
			? passwordAuth(before, account.userId, proof.password)
			: lookAuth(before);
	const answer = await deactivation.deactivate({ erase, auth }, signal);
	if (!answer.ok) return notDone(answer.error, again);
	if (answer.value.kind === 'done') return ok({ type: 'gone' });
	const unheard = proof.kind === 'password' ? 'passwordWrong' : 'ssoUnfinished';
	return challenged(answer.value, before, { kind: unheard });
}

function notDone(error: PortalError, again: boolean): Result<Event> {
	// After a lost answer, a dead session is the answer.
	const dead = error.kind === 'userDeactivated' || (error.kind === 'sessionEnded' && !error.soft);
	if (again && dead) return ok({ type: 'gone' });
	if (isSessionOver(error)) return fail(error);
	// Nothing is sent again by itself here: first it is asked what came of it.
	if (error.kind === 'rateLimited') return ok({ type: 'failed', error });
	return mayHaveActed(error) ? ok({ type: 'lost' }) : fail(error);
}

async function ask({ deactivation }: Ports, signal: AbortSignal): Promise<Result<Event>> {
	const gone = await deactivation.isGone(signal);
	return gone.ok ? ok({ type: gone.value ? 'gone' : 'stillThere' }) : gone;
}
