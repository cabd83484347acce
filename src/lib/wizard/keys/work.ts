import { isPassing, type PortalError } from '$lib/base/errors';
import { fail, ok, type Result } from '$lib/base/result';
import { confirmation, lookAuth, passwordAuth } from '$lib/uia/confirm';
import type { Challenge, ConfirmData } from '$lib/uia/types';
import type { AnyKey, Arrived, KeepingCommand, KeepingEvent, Stage } from './keeping-states';

/** What a homeserver answers that may want to have it confirmed. */
export type Answer =
	{ kind: 'done' } | { kind: 'challenge'; challenge: Challenge; refusal?: PortalError };

/** What the work is done with. */
export interface WorkPorts<Key extends AnyKey> {
	load(told: (arrived: Arrived) => void, signal: AbortSignal): Promise<Result<true>>;
	act(
		given: { key: Key; auth?: ConfirmData },
		told: (stage: Stage) => void,
		signal: AbortSignal
	): Promise<Result<Answer>>;
	/** Whose password it is that confirms. */
	userId: string;
	/** Hears of what happens while a command is under way. */
	tell(event: KeepingEvent): void;
}

/** Does what the shared steps ask for. Expected failures come back as values. */
export async function performWork<Key extends AnyKey>(
	command: KeepingCommand<Key>,
	ports: WorkPorts<Key>,
	signal: AbortSignal
): Promise<Result<KeepingEvent>> {
	const tell = (event: KeepingEvent) => {
		if (!signal.aborted) ports.tell(event);
	};
	if (command.run === 'load') {
		const loaded = await ports.load((arrived) => tell({ type: 'arrived', arrived }), signal);
		return loaded.ok ? ok({ type: 'loaded' }) : loaded;
	}
	const { key, proof } = command;
	const password = proof?.password;
	const auth =
		proof &&
		(password
			? passwordAuth(proof.confirmation, ports.userId, password)
			: lookAuth(proof.confirmation));
	const told = (stage: Stage) => tell({ type: 'stageTold', stage });
	const answer = await ports.act({ key, ...(auth && { auth }) }, told, signal);
	// It may have arrived, and the password with it: that is not sent again by itself.
	if (!answer.ok) return password && isLost(answer.error) ? ok({ type: 'lost' }) : answer;
	if (answer.value.kind === 'done') return ok({ type: 'worked' });
	const { challenge, refusal } = answer.value;
	const isSame =
		challenge.session === undefined || challenge.session === proof?.confirmation.uia.session;
	const next = confirmation(challenge, isSame ? proof?.confirmation : undefined);
	if (!next) return fail({ kind: 'unsupported' });
	return ok({ type: 'challenged', confirmation: next, ...(refusal && { refusal }) });
}

const isLost = (error: PortalError): boolean => isPassing(error) && error.kind !== 'rateLimited';
