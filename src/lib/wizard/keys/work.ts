import type { PortalError } from '$lib/base/errors';
import { isLost } from '$lib/base/lost-answers';
import { fail, ok, type Result } from '$lib/base/result';
import { confirmation, lookAuth, passwordAuth } from '$lib/uia/confirm';
import type { Challenge, ConfirmData } from '$lib/uia/types';
import type { AnyKey, KeepingCommand, KeepingEvent, Proof, Stage } from './keeping-states';
import { loading, type Load } from './load';

/** What a homeserver answers that may want to have it confirmed. */
export type Answer =
	{ kind: 'done' } | { kind: 'challenge'; challenge: Challenge; refusal?: PortalError };

/** What the work is done with. */
export interface WorkPorts<Key extends AnyKey> {
	load: Load;
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
	if (command.run === 'load') return loading(ports.load, (event) => ports.tell(event), signal);
	const { key, proof } = command;
	const password = proof?.password;
	const auth =
		proof &&
		(password
			? passwordAuth(proof.confirmation, ports.userId, password)
			: lookAuth(proof.confirmation));
	const told = (stage: Stage) => {
		if (!signal.aborted) ports.tell({ type: 'stageTold', stage });
	};
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

/** Whether a command of these steps carries a password, which is not sent again by itself. */
export const sendsPassword = (command: { run: string; proof?: Proof }): boolean =>
	command.run === 'act' && command.proof?.password !== undefined;
