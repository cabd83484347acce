import { isPassing, isSessionOver, type PortalError } from '$lib/base/errors';
import type { PasswordPolicy } from '$lib/base/password-policy';
import { ok, type Result } from '$lib/base/result';
import type { Secret } from '$lib/base/secret';
import type { AdminCreationPort } from '$lib/matrix/admin-ports';
import type { VisitNote } from '$lib/session/visit-record';
import type { Command, Event, Found, Row } from './states';

/** The accounts that were begun in this tab and whose passwords nobody has: their Matrix IDs. */
export interface BegunPort {
	has(userId: string): boolean;
	add(userId: string): void;
	remove(userId: string): void;
}

export interface Ports {
	creation: AdminCreationPort;
	begun: BegunPort;
	/** What the homeserver wants of passwords; without an answer, nothing. */
	policy(signal: AbortSignal): Promise<Result<PasswordPolicy>>;
	newPassword(policy: PasswordPolicy): Secret;
	/** Adds to the record of the visit. */
	note(userId: string, result: VisitNote['result']): void;
}

type Answer = Promise<Result<Event>>;

/** Does what the machine of many new accounts asks for. */
export async function perform(command: Command, ports: Ports, signal: AbortSignal): Answer {
	switch (command.run) {
		case 'check':
			return check(command.rows, ports, signal);
		case 'make':
			return make(command, ports, signal);
		case 'equip':
			return equip(command.passwordless, ports, signal);
		case 'look': {
			const found = await ports.creation.trace(command.userId, signal);
			if (!found.ok) return found;
			const { value: user } = found;
			if (user && !user.untouched) ports.begun.remove(command.userId);
			return ok({
				type: 'looked',
				found: !user ? 'nothing' : user.untouched ? 'untouched' : 'somebody'
			});
		}
		case 'finish':
			return finish(command, ports, signal);
	}
}

/** So many rows are asked about at a time: a homeserver serves others, too. */
const AT_ONCE = 8;

async function check(
	rows: Extract<Command, { run: 'check' }>['rows'],
	ports: Ports,
	signal: AbortSignal
): Answer {
	const found: [number, Found][] = [];
	for (let at = 0; at < rows.length; at += AT_ONCE) {
		const some = rows.slice(at, at + AT_ONCE);
		const told = await Promise.all(some.map(([, row]) => find(row, ports, signal)));
		for (const [place, one] of told.entries()) {
			if (!one.ok) return one;
			found.push([some[place]?.[0] ?? 0, one.value]);
		}
	}
	return ok({ type: 'checked', found });
}

async function find(row: Row, ports: Ports, signal: AbortSignal): Promise<Result<Found>> {
	const { creation, begun } = ports;
	const name = row.userId.slice(1, row.userId.indexOf(':'));
	const free = await creation.usernameFree(name, signal);
	if (!free.ok && free.error.kind === 'usernameTaken') {
		const there = await creation.trace(row.userId, signal);
		if (!there.ok) return there;
		const { deactivated = false, neverSeen = false } = there.value ?? {};
		const isOurs = begun.has(row.userId) && neverSeen && !deactivated;
		if (!isOurs) return ok({ kind: 'exists', deactivated });
		const taken = await creation.takenBy(row, signal);
		return taken.ok ? ok(taken.value ?? { kind: 'begun' }) : taken;
	}
	if (!free.ok) return isOfAll(free.error) ? free : ok({ kind: 'refused', error: free.error });
	const taken = await creation.takenBy(row, signal);
	return taken.ok ? ok(taken.value ?? { kind: 'free' }) : taken;
}

/** What would meet the other rows, too. */
const isOfAll = (error: PortalError): boolean =>
	isPassing(error) ||
	isSessionOver(error) ||
	error.kind === 'admin' ||
	error.kind === 'unsupported';

async function make(
	{ user, passwordless }: Extract<Command, { run: 'make' }>,
	ports: Ports,
	signal: AbortSignal
): Answer {
	const made = await equip(passwordless, ports, signal);
	const { begun } = ports;
	begun.add(user.userId);
	const making = await ports.creation.make(user, signal);
	if (!making.ok) {
		begun.remove(user.userId);
		return making;
	}
	const { value: answer } = making;
	if (answer.kind === 'made') return made;
	if (answer.kind === 'lost') return ok({ type: 'lost', error: answer.error });
	begun.remove(user.userId);
	switch (answer.kind) {
		case 'exists':
			return ok({ type: 'exists', deactivated: answer.user.deactivated });
		case 'appeared':
			return ok({ type: 'exists', deactivated: false });
		default:
			return ok({ type: 'taken', taken: answer });
	}
}

async function equip(passwordless: boolean, ports: Ports, signal: AbortSignal): Answer {
	if (passwordless) return ok({ type: 'made' });
	const policy = await ports.policy(signal);
	return ok({ type: 'made', password: ports.newPassword(policy.ok ? policy.value : {}) });
}

async function finish(
	{ user, passwordless }: Extract<Command, { run: 'finish' }>,
	ports: Ports,
	signal: AbortSignal
): Answer {
	const done = await ports.creation.finish(user, signal);
	if (!done.ok) return done;
	if (done.value.kind !== 'finished') {
		ports.note(user.userId, 'partly');
		return ok({ type: 'taken', taken: done.value });
	}
	ports.note(user.userId, 'done');
	// With a password it is forgotten only when the password has been handed over.
	if (passwordless) ports.begun.remove(user.userId);
	return ok({ type: 'finished' });
}
