import {
	array,
	literal,
	looseObject,
	optional,
	record,
	string,
	type infer as Infer
} from 'zod/mini';
import { decodeBase64, encodeUnpaddedBase64 } from 'matrix-js-sdk/lib/base64.js';
import { parsed } from '../answers';

const ALGORITHM = 'm.megolm.v1.aes-sha2';
// Version, index, ratchet and the session's public key ("Session export format").
const [INDEX_AT, PUBLIC_AT, SESSION_BYTES] = [1, 133, 165];

/** What a backup holds of a session, and an export file, too. Whatever else it says is kept. */
const content = looseObject({
	algorithm: literal(ALGORITHM),
	sender_key: string(),
	sender_claimed_keys: optional(record(string(), string())),
	forwarding_curve25519_key_chain: optional(array(string())),
	session_key: string()
});
const exported = looseObject({ ...content.shape, room_id: string(), session_id: string() });

/** A session as it stands in an export file ("Key exports", `ExportedSessionData`). */
export type ExportedKey = Infer<typeof exported>;

/** A session as it goes into the backup, once its content is encrypted (`KeyBackupData`). */
export interface BackupKey {
	roomId: string;
	sessionId: string;
	firstMessageIndex: number;
	forwardedCount: number;
	/** The JSON that is to be encrypted. */
	content: string;
}

/**
 * A session of the backup, for an export file.
 * @param json its decrypted content
 * @returns undefined when it is none, or another one than its name says
 */
export function exportedKey(
	roomId: string,
	sessionId: string,
	json: string
): ExportedKey | undefined {
	const read = parsed(content, fromJson(json));
	if (!read.ok || sessionOf(read.value.session_key)?.id !== sessionId) return undefined;
	return {
		sender_claimed_keys: {},
		forwarding_curve25519_key_chain: [],
		...read.value,
		room_id: roomId,
		session_id: sessionId
	};
}

/** A session of an export file, for the backup; undefined when it is none. */
export function backupKey(json: string): BackupKey | undefined {
	const read = parsed(exported, fromJson(json));
	if (!read.ok) return undefined;
	const { room_id: roomId, session_id: sessionId, ...rest } = read.value;
	const session = sessionOf(rest.session_key);
	if (session?.id !== sessionId) return undefined;
	const chain = rest.forwarding_curve25519_key_chain ?? [];
	const whole = { sender_claimed_keys: {}, forwarding_curve25519_key_chain: chain, ...rest };
	return {
		roomId,
		sessionId,
		firstMessageIndex: session.index,
		forwardedCount: chain.length,
		content: JSON.stringify(whole)
	};
}

function fromJson(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return undefined;
	}
}

/** Which session a key belongs to, and from which message on it can read. */
function sessionOf(sessionKey: string): { id: string; index: number } | undefined {
	try {
		const bytes = decodeBase64(sessionKey);
		if (bytes.length !== SESSION_BYTES || bytes[0] !== 1) return undefined;
		const index = new DataView(bytes.buffer, bytes.byteOffset).getUint32(INDEX_AT);
		return { id: encodeUnpaddedBase64(bytes.subarray(PUBLIC_AT)), index };
	} catch {
		return undefined;
	}
}
