import type { PortalError } from '$lib/base/errors';
import type { Identifier } from '$lib/matrix/account-ports';

/** Who a person says to be: a name on the page's homeserver, a whole Matrix ID, or an email address. */
export type Who =
	| { kind: 'name'; name: string }
	/** `serverName` in small letters. */
	| { kind: 'id'; localpart: string; serverName: string }
	| { kind: 'email'; address: string };

/** What a typed identifier means; undefined when nothing is typed. */
export function readIdentifier(text: string): Who | undefined {
	const typed = text.trim();
	// The `@` of a Matrix ID is easily forgotten, and no name has a colon.
	const [, localpart, server] = /^@?([^\s@:]+):(\S+)$/.exec(typed) ?? [];
	if (localpart !== undefined && server !== undefined)
		return { kind: 'id', localpart, serverName: server.toLowerCase() };
	const name = typed.replace(/^@/, '');
	if (name === '') return undefined;
	return name.includes('@') ? { kind: 'email', address: typed } : { kind: 'name', name };
}

/** As a homeserver takes it. */
export function identifierOf(who: Who): Identifier {
	if (who.kind === 'email') return { email: who.address };
	// Whole, so that a homeserver which is not that of the ID signs nobody in by the same name.
	return { user: who.kind === 'id' ? `@${who.localpart}:${who.serverName}` : who.name };
}

/** The fields that a failure can concern. */
export type Field = 'username' | 'password';
export type Faults = Partial<Record<Field, PortalError>>;

const FIELDS: Partial<Record<PortalError['kind'], Field>> = {
	identifierMissing: 'username',
	emailNotForSignIn: 'username',
	homeserverFixed: 'username',
	homeserverNameInvalid: 'username',
	homeserverNotFound: 'username',
	homeserverCertificate: 'username',
	notHomeserver: 'username',
	wellKnownBroken: 'username',
	homeserverTooOld: 'username',
	passwordMissing: 'password'
};

/** The field that a failure concerns; undefined when it concerns the whole step. */
export const fieldOf = (error: PortalError): Field | undefined => FIELDS[error.kind];
