import type { PortalError } from '$lib/base/errors';
import type { PasswordPolicy } from '$lib/base/password-policy';
import { ok, type Result } from '$lib/base/result';
import type { Secret } from '$lib/base/secret';
import type { AdminCreationPort } from '$lib/matrix/admin-ports';
import type { VisitNote } from '$lib/session/visit-record';
import type { Command, Event } from './states';

export interface Ports {
	creation: Pick<AdminCreationPort, 'usernameFree' | 'trace' | 'make' | 'finish'>;
	/** What the homeserver wants of passwords; without an answer, nothing. */
	policy(signal: AbortSignal): Promise<Result<PasswordPolicy>>;
	newPassword(policy: PasswordPolicy): Secret;
	/** Adds to the record of the visit. */
	note(userId: string, result: VisitNote['result']): void;
}

/** Does what the machine of one new account asks for. */
export async function perform(
	command: Command,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	switch (command.run) {
		case 'checkName': {
			const { name } = command;
			const free = await ports.creation.usernameFree(name, signal);
			return ok({ type: 'nameChecked', name, result: free.ok ? 'free' : free.error });
		}
		case 'make':
			return make(command, ports, signal);
		case 'equip':
			return ok(await equipped(command.passwordless, ports, signal));
		case 'look': {
			const found = await ports.creation.trace(command.userId, signal);
			return found.ok ? ok({ type: 'looked', found: found.value }) : found;
		}
		case 'finish': {
			const done = await ports.creation.finish(command.user, signal);
			if (!done.ok) return done;
			const isDone = done.value.kind === 'finished';
			ports.note(command.user.userId, isDone ? 'done' : 'partly');
			return ok(
				done.value.kind === 'finished' ? { type: 'finished' } : { type: 'taken', taken: done.value }
			);
		}
	}
}

async function make(
	{ user, passwordless }: Extract<Command, { run: 'make' }>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	// Before anything is made: afterwards nothing but the last request may be missing.
	const made = await equipped(passwordless, ports, signal);
	const making = await ports.creation.make(user, signal);
	if (!making.ok) return making;
	const { value: answer } = making;
	switch (answer.kind) {
		case 'made':
			return ok(made);
		case 'exists':
			return ok({ type: 'exists', user: answer.user });
		case 'appeared':
			return ok({ type: 'appeared' });
		case 'lost':
			return ok({ type: 'lost', error: answer.error });
		default:
			return ok({ type: 'taken', taken: answer });
	}
}

async function equipped(
	passwordless: boolean,
	ports: Ports,
	signal: AbortSignal
): Promise<Extract<Event, { type: 'made' }>> {
	if (passwordless) return { type: 'made' };
	const policy = await ports.policy(signal);
	return { type: 'made', password: ports.newPassword(policy.ok ? policy.value : {}) };
}

/** What the record says of a command that has failed for good; nothing where nothing was changed. */
export function resultOf(command: Command, error: PortalError): VisitNote['result'] | undefined {
	if (command.run === 'finish') return 'partly';
	if (command.run === 'look') return 'unknown';
	return command.run === 'make' && !error.kind.startsWith('username') ? 'failed' : undefined;
}
