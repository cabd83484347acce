import { isPassing, isSessionOver, type PortalError } from '$lib/base/errors';
import { fail, ok, type Result } from '$lib/base/result';
import type { AdminUserPort } from '$lib/matrix/admin-ports';
import type { Deed } from '$lib/session/visit-record';
import type { Command, Event, Facts, Held, Task } from './states';

export interface Ports {
	port: AdminUserPort;
	/** Whom the task is for, and who does it. */
	userId: string;
	operator: string;
	/** Adds to the record of the visit. */
	note: (who: string, done: Deed) => void;
}

type Apply<Choice> = Extract<Command<Choice>, { run: 'apply' }>;

/** Does what the machine asks for. Expected failures come back as values. */
export async function perform<Choice>(
	task: Task<Choice>,
	command: Command<Choice>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event<Choice>>> {
	const now = await look(task, ports, signal);
	if (!now.ok) return now;
	if (!now.value) return ok({ type: 'nobodyFound' });
	if (command.run === 'look') return ok({ type: 'found', facts: now.value });
	const event = await apply(task, command, now.value, ports, signal);
	if (event.ok) record(task, command, event.value, ports);
	return event;
}

async function look<Choice>(
	task: Task<Choice>,
	{ port, userId }: Ports,
	signal: AbortSignal
): Promise<Result<Facts | undefined>> {
	const [user, sessions] = await Promise.all([
		port.user(userId, signal),
		task.sessions ? port.sessionsOf(userId, signal) : ok([])
	]);
	if (!user.ok) return user;
	if (!user.value) return ok(undefined);
	return sessions.ok ? ok({ user: user.value, sessions: sessions.value }) : sessions;
}

/**
 * Reads, compares, writes, and reads what has become of it. Only what is read back counts as done: a
 * refusal may have done a part, and an answer may be lost.
 */
async function apply<Choice>(
	task: Task<Choice>,
	{ sent, shown }: Apply<Choice>,
	now: Facts,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event<Choice>>> {
	const { choice, again } = sent;
	if (!task.unseen && task.reached(choice, now, shown))
		return ok({ type: 'applied', after: now, already: !again });
	const expected = task.same(shown, now) || (again && task.unseen);
	if (!expected) return ok({ type: 'stopped', trouble: { kind: 'changed' }, facts: now });
	const written = await task.write({ choice, now }, ports.port, signal);
	if (written.ok && written.value !== true) return ok(held(written.value, now));
	if (!written.ok) {
		const { error } = written;
		if (error.kind === 'rateLimited' || isSessionOver(error)) return written;
		if (isLost(error) && !again) return ok({ type: 'lost' });
	}
	const after = await look(task, ports, signal);
	if (!after.ok) return unread(written, after.error, again);
	if (!after.value) return ok({ type: 'nobodyFound' });
	return ok(judged(task, sent.choice, { before: now, after: after.value }, written));
}

const held = (trouble: Held, facts: Facts) => ({ type: 'stopped', trouble, facts }) as const;

/** An answer that did not arrive, or came from something in between: it may have worked. */
const isLost = (error: PortalError): boolean =>
	isPassing(error) ||
	error.kind === 'serverFault' ||
	(error.kind === 'admin' && error.problem === 'blocked');

/** What has become of it cannot be read: asked again where it was sent, told where it was refused. */
function unread<Choice>(
	written: Result<true | Held>,
	error: PortalError,
	again: boolean
): Result<Event<Choice>> {
	if (!written.ok && !isLost(written.error)) return written;
	if (isSessionOver(error)) return fail(error);
	if (!again) return ok({ type: 'lost' });
	return ok({ type: 'stopped', trouble: { kind: 'unknown' }, error });
}

function judged<Choice>(
	task: Task<Choice>,
	choice: Choice,
	{ before, after }: { before: Facts; after: Facts },
	written: Result<true | Held>
): Event<Choice> {
	const seen = task.reached(choice, after, before);
	if (seen && (written.ok || !task.unseen)) return { type: 'applied', after, already: false };
	if (!written.ok && isLost(written.error) && task.unseen)
		return {
			type: 'stopped',
			trouble: { kind: 'unknown' },
			facts: after,
			error: written.error
		};
	const partly = !task.same(before, after);
	if (!written.ok && !partly) return { type: 'failed', error: written.error };
	return {
		type: 'stopped',
		trouble: { kind: 'undone', partly },
		facts: after,
		...(!written.ok && { error: written.error })
	};
}

function record<Choice>(
	task: Task<Choice>,
	{ sent, shown }: Apply<Choice>,
	event: Event<Choice>,
	{ userId, operator, note }: Ports
): void {
	const result = resultOf(event);
	if (result) note(operator, { whom: userId, task: task.named(sent.choice, shown), result });
}

/** What the record says of it; undefined for what has changed nothing, or goes on. */
function resultOf<Choice>(event: Event<Choice>): Deed['result'] | undefined {
	if (event.type === 'applied') return event.already ? undefined : 'done';
	if (event.type === 'failed') return 'failed';
	if (event.type !== 'stopped') return undefined;
	if (event.trouble.kind === 'unknown') return 'unknown';
	if (event.trouble.kind === 'undone') return event.trouble.partly ? 'partly' : 'failed';
	return undefined;
}
