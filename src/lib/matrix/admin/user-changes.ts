import { boolean, catch as orElse, object, optional, record, string, unknown } from 'zod/mini';
import { ok, type Result } from '$lib/base/result';
import type { AdminUserPort, UserChange } from '../admin-ports';
import { readAnswer } from '../answers';
import { asUser } from '../as-user';
import { rowsFor } from '../error-rows';
import type { HttpAnswer } from '../http';
import { lightHttp } from '../light-http';
import { upload } from '../profile';
import { readAdmin } from './as-admin';
import { askAdmin } from './user-paths';

/** A homeserver takes its time to take somebody out of hundreds of rooms. */
const LONG_MS = 60_000;
const anything = record(string(), unknown());

/** That it was done is all that is read of an answer. */
function done(answer: Result<HttpAnswer>): Result<true> {
	const read = readAdmin(answer, anything);
	return read.ok ? ok(true) : read;
}

/** Changes a user (Synapse, `PUT /_synapse/admin/v2/users/{id}`). */
export const change: AdminUserPort['change'] = async (userId, { picture, ...given }, signal) => {
	const stored = await storedPicture(picture, signal);
	if (!stored.ok) return stored;
	const body = { ...bodyOf(given), ...stored.value };
	return done(await askAdmin(['v2/users', { part: userId }], { method: 'PUT', body, signal }));
};

/** The operator stores the picture; where it is stored makes it the user's. */
async function storedPicture(
	picture: UserChange['picture'],
	signal: AbortSignal
): Promise<Result<Record<string, string>>> {
	if (picture === undefined) return ok({});
	if (picture === 'none') return ok({ avatar_url: '' });
	const stored = await upload(picture, () => undefined, signal);
	return stored.ok ? ok({ avatar_url: stored.value }) : stored;
}

function bodyOf(given: Omit<UserChange, 'picture'>): Record<string, unknown> {
	const { displayName, administrator, addresses, externalIds, password, signOut } = given;
	return {
		...(displayName !== undefined && { displayname: displayName }),
		...(administrator !== undefined && { admin: administrator }),
		...(addresses && {
			threepids: addresses.map(({ medium, address }) => ({ medium, address }))
		}),
		...(externalIds && {
			external_ids: externalIds.map(({ provider, id }) => ({
				auth_provider: provider,
				external_id: id
			}))
		}),
		...(password && { password: password.reveal() }),
		...(signOut !== undefined && { logout_devices: signOut }),
		...(given.deactivated !== undefined && { deactivated: given.deactivated })
	};
}

/** Signs sessions out (Synapse, `POST /_synapse/admin/v2/users/{id}/delete_devices`). */
export const signOutOf: AdminUserPort['signOutOf'] = async (userId, devices, signal) =>
	done(
		await askAdmin(['v2/users', { part: userId }, 'delete_devices'], {
			method: 'POST',
			body: { devices },
			signal,
			timeoutMs: LONG_MS
		})
	);

const offered = object({
	capabilities: object({
		'm.account_moderation': orElse(
			optional(
				object({
					lock: orElse(optional(boolean()), undefined),
					suspend: orElse(optional(boolean()), undefined)
				})
			),
			undefined
		)
	})
});

/**
 * Locks or suspends (client-server API, "Account moderation": `PUT /admin/lock/{userId}`,
 * `PUT /admin/suspend/{userId}`), or in Synapse's own way where that is not offered.
 */
export const moderate: AdminUserPort['moderate'] = async (userId, what, signal) => {
	const path = '/_matrix/client/v3/capabilities';
	const told = readAnswer(
		await asUser(lightHttp, { method: 'GET', path, signal }),
		offered,
		rowsFor.session
	);
	if (!told.ok && told.error.kind !== 'badAnswer') return told;
	const offer = told.ok ? told.value.capabilities['m.account_moderation'] : undefined;
	if ('lock' in what ? offer?.lock : offer?.suspend) return bySpecification(userId, what, signal);
	if ('lock' in what) {
		const body = { locked: what.lock };
		return done(await askAdmin(['v2/users', { part: userId }], { method: 'PUT', body, signal }));
	}
	const body = { suspend: what.suspend };
	return done(await askAdmin(['v1/suspend', { part: userId }], { method: 'PUT', body, signal }));
};

async function bySpecification(
	userId: string,
	what: Parameters<AdminUserPort['moderate']>[1],
	signal: AbortSignal
): Promise<Result<true>> {
	const [verb, body] =
		'lock' in what
			? (['lock', { locked: what.lock }] as const)
			: (['suspend', { suspended: what.suspend }] as const);
	const path = `/_matrix/client/v1/admin/${verb}/${encodeURIComponent(userId)}`;
	const answer = await asUser(lightHttp, { method: 'PUT', path, body, signal });
	// It refuses to act on another administrator: that is not to be told as being none oneself.
	const read = readAnswer(answer, anything, rowsFor.session);
	return read.ok ? ok(true) : read;
}

/** Deactivates a user (Synapse, `POST /_synapse/admin/v1/deactivate/{id}`). */
export const deactivateUser: AdminUserPort['deactivateUser'] = async (userId, { erase }, signal) =>
	done(
		await askAdmin(['v1/deactivate', { part: userId }], {
			method: 'POST',
			body: { erase },
			signal,
			timeoutMs: LONG_MS
		})
	);
