import { generateKeyPairSync, randomBytes } from 'node:crypto';

const base64 = (bytes: Uint8Array): string =>
	Buffer.from(bytes).toString('base64').replace(/=+$/u, '');

/** As `ExportedSessionData` of the specification has it. */
interface RoomKey {
	algorithm: 'm.megolm.v1.aes-sha2';
	room_id: string;
	sender_key: string;
	session_id: string;
	session_key: string;
	sender_claimed_keys: Record<string, string>;
	forwarding_curve25519_key_chain: string[];
	[other: string]: unknown;
}

/** A key of messages as an app would export it, which nobody has ever used. */
export function anyRoomKey(roomId = '!room:example.org', index = 0): RoomKey {
	const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
	const publicKey = Buffer.from(x, 'base64url');
	const head = Buffer.alloc(5);
	head.writeUInt8(1);
	head.writeUInt32BE(index, 1);
	return {
		algorithm: 'm.megolm.v1.aes-sha2',
		room_id: roomId,
		sender_key: base64(randomBytes(32)),
		session_id: base64(publicKey),
		session_key: base64(Buffer.concat([head, randomBytes(128), publicKey])),
		sender_claimed_keys: { ed25519: base64(publicKey) },
		forwarding_curve25519_key_chain: []
	};
}
