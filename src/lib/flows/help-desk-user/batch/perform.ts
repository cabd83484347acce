import { isPassing, isSessionOver, type PortalError } from '$lib/base/errors';
import { fail, ok, type Result } from '$lib/base/result';
import { faultOf } from '../address';
import { deactivate } from '../task/jobs';
import { perform as performTask, type Ports as TaskPorts } from '../task/perform';
import type { Event as TaskEvent } from '../task/states';
import type { Command, Event, Row } from './states';

export interface Ports extends Omit<TaskPorts, 'userId'> {
	serverName: string;
}

/** Does what the machine asks for. Expected failures come back as values. */
export async function perform(
	command: Command,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	if (command.run === 'deactivate') return treat(command, ports, signal);
	const rows = await Promise.all(command.userIds.map((userId) => lookAt(userId, ports, signal)));
	const seen: Row[] = [];
	for (const row of rows) {
		if (!row.ok) return row;
		seen.push(row.value);
	}
	return ok({ type: 'looked', rows: seen });
}

/** Fails for what concerns all users, and may pass. */
async function lookAt(
	userId: string,
	{ port, operator, serverName }: Ports,
	signal: AbortSignal
): Promise<Result<Row>> {
	const fault = faultOf(userId, serverName);
	if (fault) return ok({ userId, status: fault });
	if (userId === operator) return ok({ userId, status: 'own' });
	const told = await port.user(userId, signal);
	if (!told.ok) {
		if (concernsAll(told.error)) return told;
		return ok({ userId, status: 'failed', error: told.error });
	}
	const user = told.value;
	if (!user) return ok({ userId, status: 'nobody' });
	return ok({ userId, user, status: user.deactivated ? 'already' : 'ready' });
}

const concernsAll = (error: PortalError): boolean =>
	error.kind === 'admin' ||
	error.kind === 'refused' ||
	error.kind === 'unsupported' ||
	error.kind === 'serverFault' ||
	isPassing(error) ||
	isSessionOver(error);

async function treat(
	{ user, erase }: Extract<Command, { run: 'deactivate' }>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const { userId } = user;
	const shown = { user, sessions: [] };
	const attempt = (again: boolean) =>
		performTask(
			deactivate,
			{ run: 'apply', sent: { choice: { erase }, again }, shown },
			{ ...ports, userId },
			signal
		);
	let told = await attempt(false);
	if (told.ok && told.value.type === 'lost') told = await attempt(true);
	if (!told.ok) return told;
	return outcome({ userId, user }, told.value);
}

/** What has become of one user. Fails for what would meet the next ones, too. */
function outcome(
	row: Pick<Row, 'userId' | 'user'>,
	event: TaskEvent<{ erase: boolean }>
): Result<Event> {
	const treated = (given: Pick<Row, 'status' | 'error'>) =>
		ok({ type: 'treated', row: { ...row, ...given } } as const);
	// Whoever has done it: it was not so before, and the answer to our own try may have been lost.
	if (event.type === 'applied') return treated({ status: 'done' });
	if (event.type === 'nobodyFound') return treated({ status: 'nobody' });
	const error: PortalError =
		(event.type === 'failed' || event.type === 'stopped' ? event.error : undefined) ??
		({ kind: 'badAnswer' } as const);
	return concernsAll(error) ? fail(error) : treated({ status: 'failed', error });
}
