import { object, record, string, unknown } from 'zod/mini';
import type { PortalError } from '$lib/base/errors';
import { keptEmail } from '$lib/base/kept-email';
import { fail, ok } from '$lib/base/result';
import type { AdminCreationPort, AdminUser, UserTrace } from '../admin-ports';
import type { Rows } from '../errors';
import { readAdmin } from './as-admin';
import { userWithAddress, userWithExternalId } from './holder';
import { user } from './user';
import { change } from './user-changes';
import { askAdmin } from './user-paths';

const anything = record(string(), unknown());
const invalid: PortalError = { kind: 'usernameInvalid', detail: '' };
const nameRows: Rows = { M_INVALID_PARAM: invalid, '400 M_UNKNOWN': invalid };

/** Synapse, `GET /_synapse/admin/v1/username_available`: it answers where registration is closed, too. */
export const usernameFree: AdminCreationPort['usernameFree'] = async (username, signal) => {
	const call = { method: 'GET', query: { username }, signal } as const;
	const told = await askAdmin(['v1/username_available'], call);
	const read = readAdmin(told, object({ available: unknown() }), [nameRows]);
	return read.ok ? ok(true) : read;
};

/** What is there of an account. */
export const trace: AdminCreationPort['trace'] = async (userId, signal) => {
	const told = await user(userId, signal);
	return told.ok ? ok(told.value && traceOf(told.value)) : told;
};

const traceOf = ({ userId, ...found }: AdminUser): UserTrace => ({
	userId,
	...(found.createdAt !== undefined && { createdAt: found.createdAt }),
	deactivated: found.deactivated,
	neverSeen: found.lastSeenAt === undefined,
	untouched:
		found.lastSeenAt === undefined &&
		!found.administrator &&
		!found.deactivated &&
		found.addresses.length + found.externalIds.length === 0
});

/**
 * Makes an account and gives it nothing but its display name (Synapse,
 * `PUT /_synapse/admin/v2/users/{id}`). The same request changes an account that is there: so it is
 * looked for before, and one that appears in between loses nothing but its display name.
 */
export const make: AdminCreationPort['make'] = async (given, signal) => {
	const { userId, displayName } = given;
	const there = await trace(userId, signal);
	if (!there.ok) return there;
	if (there.value) return ok({ kind: 'exists', user: there.value });
	const taken = await takenBy(given, signal);
	if (!taken.ok) return taken;
	if (taken.value) return ok(taken.value);
	const body = displayName === '' ? {} : { displayname: displayName };
	const answer = await askAdmin(['v2/users', { part: userId }], { method: 'PUT', body, signal });
	const read = readAdmin(answer, anything, [nameRows]);
	if (!read.ok) {
		if (mayHaveActed(read.error)) return ok({ kind: 'lost', error: read.error });
		return fail(await withRights(read.error, userId, signal));
	}
	// Only an account that is new is told with this status.
	return ok({ kind: answer.ok && answer.value.status === 201 ? 'made' : 'appeared' });
};

/**
 * A homeserver that leaves accounts to another service refuses with the code that it has for missing
 * rights: whoever may still look has them, so it is something else.
 */
async function withRights(
	error: PortalError,
	userId: string,
	signal: AbortSignal
): Promise<PortalError> {
	if (error.kind !== 'admin' || error.problem !== 'notAdmin') return error;
	const { detail = '' } = error;
	return (await trace(userId, signal)).ok ? { kind: 'unsupported', detail } : error;
}

const mayHaveActed = ({ kind }: PortalError): boolean =>
	kind === 'offline' || kind === 'unreachable' || kind === 'serverFault' || kind === 'badAnswer';

/**
 * Gives an account that was just made what belongs to it: emails, external identities, rights, and
 * its password. It can be asked for again.
 */
export const finish: AdminCreationPort['finish'] = async (given, signal) => {
	const taken = await takenBy(given, signal);
	if (!taken.ok) return taken;
	if (taken.value) return ok(taken.value);
	const { userId, emails, identities, administrator, picture, password } = given;
	const done = await change(
		userId,
		{
			...(emails.length > 0 && { addresses: emails.map(emailAddress) }),
			...(identities.length > 0 && { externalIds: identities }),
			...(administrator && { administrator }),
			...(picture && { picture }),
			...(password && { password })
		},
		signal
	);
	return done.ok ? ok({ kind: 'finished' }) : done;
};

const emailAddress = (address: string) => ({ medium: 'email', address: keptEmail(address) });

/**
 * What of a new user belongs to somebody else already. An address that is given to a second account
 * is taken from the first one in silence, so it has to be looked for.
 */
export const takenBy: AdminCreationPort['takenBy'] = async (given, signal) => {
	const { userId, emails, identities } = given;
	for (const address of emails) {
		const found = await userWithAddress(emailAddress(address), signal);
		if (!found.ok) return found;
		const { value: by = userId } = found;
		if (by !== userId) return ok({ kind: 'emailTaken', address, by });
	}
	for (const identity of identities) {
		const found = await userWithExternalId(identity, signal);
		if (!found.ok) return found;
		const { value: by = userId } = found;
		if (by !== userId) return ok({ kind: 'identityTaken', identity, by });
	}
	return ok(undefined);
};
