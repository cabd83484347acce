// Specification, appendices, "User Identifiers": the whole ID has at most 255 bytes.
const LONGEST_ID = 255;
const LOCALPART = /^[a-z0-9._=/+-]+$/;

/**
 * Whether a new account may have this name (specification, appendices, "User Identifiers").
 * Synapse keeps names that begin with an underscore for bridges, and refuses names of digits alone.
 */
export function isLocalpart(name: string, serverName: string): boolean {
	const fits = matrixId(name, serverName).length <= LONGEST_ID;
	return fits && LOCALPART.test(name) && !name.startsWith('_') && !/^[0-9]+$/.test(name);
}

/** The whole Matrix ID of a name on a homeserver. */
export const matrixId = (localpart: string, serverName: string): string =>
	`@${localpart}:${serverName}`;

/**
 * What a person most likely means by a typed username: without blanks, in lower case, and without
 * the `@` and the homeserver of a whole Matrix ID.
 */
export function localpartOf(typed: string): string {
	const name = typed.trim().toLowerCase();
	return name.startsWith('@') ? (name.slice(1).split(':')[0] ?? '') : name;
}
