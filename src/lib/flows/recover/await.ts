import type { PortalError } from '$lib/base/errors';
import { fail, ok, type Result } from '$lib/base/result';
import type { Secret } from '$lib/base/secret';
import type { ResetProof } from '$lib/matrix/ports';
import { awaitLink } from '$lib/session/awaited-link';
import { fieldOf } from './faults';
import type { Ports } from './ports';
import type { Command, Event, Reset } from './states';

const proofOf = ({ session, clientSecret, mail }: Reset): ResetProof => ({
	session,
	clientSecret,
	sid: mail.sid
});

/**
 * Looks whether the link was opened; if so, and a password is there, it is set.
 * @returns fails with `linkNotConfirmed` until then
 */
export async function look(
	reset: Reset,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const confirmed = await ports.recovery.ask(reset.server, proofOf(reset), signal);
	if (!confirmed.ok) return confirmed;
	if (reset.password) return finish(reset, reset.password, ports, signal);
	return ok({ type: 'confirmed', reset });
}

/** Sets the new password, and tells the other tabs of this browser. */
export async function finish(
	reset: Reset,
	password: Secret,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const set = await ports.recovery.finish(reset.server, proofOf(reset), password, signal);
	if (!set.ok) return set;
	ports.sayFinished(reset.mail.sid);
	return ok({ type: 'finished' });
}

/**
 * Waits until the link of the mail is opened, in this browser or on any other device, and the new
 * password is set with it.
 */
export async function waitForLink(
	{ reset, trouble }: Extract<Command, { run: 'waitForLink' }>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const { mail } = reset;
	const lookOnce = (): Promise<Result<Event>> =>
		ports.isReplaced(reset.clientSecret)
			? Promise.resolve(ok({ type: 'replaced' }))
			: look(reset, ports, signal);
	const end = await awaitLink({ mail, look: lookOnce, endsTheWait, trouble }, ports, signal);
	switch (end.kind) {
		case 'answered':
			return end.answer;
		case 'finishedElsewhere':
			return ok({ type: 'finished' });
		case 'expired':
			return ok({ type: 'linkExpired' });
		case 'troubled':
			return ok({ type: 'pollTroubled', error: end.error });
		case 'recovered':
			return ok({ type: 'pollRecovered' });
	}
}

const FINAL: readonly PortalError['kind'][] = [
	'uiaExpired',
	'linkExpired',
	'refused',
	'unsupported',
	'userLocked',
	'userDeactivated'
];

/** What no waiting helps; everything else may pass meanwhile. */
const endsTheWait = (error: PortalError): boolean =>
	FINAL.includes(error.kind) || fieldOf(error) !== undefined;

/** Begins another UIA session for the same mail: its link may still be unopened, or opened unseen. */
export async function renew(
	reset: Reset,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const begun = await ports.recovery.begin(reset.server, signal);
	if (!begun.ok) return begun;
	if (begun.value.kind !== 'open') return fail({ kind: 'uiaExpired' });
	const { session } = begun.value;
	return ok({ type: 'renewed', reset: { ...reset, session, renewed: true } });
}
