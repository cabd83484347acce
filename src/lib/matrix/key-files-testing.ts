import {
	DeviceId,
	OlmMachine,
	RequestType,
	UserId,
	type BackupDecryptionKey
} from '@matrix-org/matrix-sdk-crypto-wasm';
import type { ExportedKey } from './keys/room-keys';

/** As `GET /room_keys/keys` answers, and `PUT` takes. */
export interface BackupContent {
	rooms: Record<string, { sessions: Record<string, StoredKey> }>;
}
interface StoredKey {
	first_message_index: number;
	forwarded_count: number;
	is_verified: boolean;
	session_data: { ephemeral: string; mac: string; ciphertext: string };
}

/** What an app uploads that backs these keys up. */
export async function backedUp(
	keys: readonly ExportedKey[],
	publicKey: string
): Promise<BackupContent> {
	const machine = await OlmMachine.initialize(new UserId('@ada:example.org'), new DeviceId('APP'));
	await machine.importExportedRoomKeys(JSON.stringify(keys), () => undefined);
	await machine.enableBackupV1(publicKey, '7');
	const all: BackupContent = { rooms: {} };
	for (;;) {
		const request = await machine.backupRoomKeys();
		if (!request) break;
		const { rooms } = JSON.parse(request.body) as BackupContent;
		for (const [id, { sessions }] of Object.entries(rooms))
			Object.assign((all.rooms[id] ??= { sessions: {} }).sessions, sessions);
		const answer = JSON.stringify({ etag: '1', count: keys.length });
		await machine.markRequestAsSent(request.id, RequestType.KeysBackup, answer);
	}
	machine.free();
	return all;
}

/** The keys of what was uploaded, as an app reads them; by room and session. */
export function readBackup({ rooms }: BackupContent, key: BackupDecryptionKey) {
	return Object.entries(rooms).flatMap(([roomId, { sessions }]) =>
		Object.entries(sessions).map(
			([
				sessionId,
				{
					session_data: { ephemeral, mac, ciphertext }
				}
			]) => ({
				room_id: roomId,
				session_id: sessionId,
				...(JSON.parse(key.decryptV1(ephemeral, mac, ciphertext)) as Omit<
					ExportedKey,
					'room_id' | 'session_id'
				>)
			})
		)
	);
}
