import { Curve25519PublicKey, PkEncryption } from '@matrix-org/matrix-sdk-crypto-wasm';
import { anyRoomKey } from '../../src/lib/matrix/keys/room-keys-testing.ts';
import { OtherClient } from '../../tests/support/other-client.ts';
import { newPerson, type Person } from '../../tests/support/person.ts';
import type { HomeserverAddress } from '../stack-addresses.ts';
import { registerUser } from '../synapse/admin.ts';

/** So many keys does one request bring. */
const PORTION = 500;
const ROOMS = 200;

/** An account with many keys in its backup. */
export type ManyKeys = { person: Person; recoveryKey: string };

/**
 * Makes an account whose encryption an app has set up, and fills its backup, past any app: as if
 * somebody had written in two hundred rooms for years.
 */
export async function accountWithManyKeys(
	server: HomeserverAddress,
	count: number
): Promise<ManyKeys> {
	const person = newPerson();
	await registerUser(server, person);
	const app = await OtherClient.signIn(server, person);
	const recoveryKey = await app.setUp(person.password);
	const url = `${server.baseUrl}/_matrix/client/v3/room_keys`;
	const headers = { authorization: `Bearer ${app.client.getAccessToken() ?? ''}` };
	const { version, auth_data: data } = (await (
		await fetch(`${url}/version`, { headers })
	).json()) as { version: string; auth_data: { public_key: string } };
	const encryption = PkEncryption.fromKey(new Curve25519PublicKey(data.public_key));
	for (let done = 0; done < count; done += PORTION) {
		const body = JSON.stringify({ rooms: portion(encryption, Math.min(PORTION, count - done)) });
		const answer = await fetch(`${url}/keys?version=${version}`, { method: 'PUT', headers, body });
		if (!answer.ok) throw new Error(`Filling the backup: ${await answer.text()}`);
	}
	app.stop();
	return { person, recoveryKey };
}

/** Some keys, as an app uploads them. */
function portion(encryption: PkEncryption, count: number) {
	const rooms: Partial<Record<string, { sessions: Record<string, object> }>> = {};
	for (let at = 0; at < count; at++) {
		const key = anyRoomKey(`!room${at % ROOMS}:example.org`);
		const { room_id: roomId, session_id: sessionId, ...content } = key;
		const message = encryption.encryptString(JSON.stringify(content)).toBase64();
		const { ephemeralKey: ephemeral, mac, ciphertext } = message;
		message.free();
		const { sessions } = (rooms[roomId] ??= { sessions: {} });
		sessions[sessionId] = {
			first_message_index: 0,
			forwarded_count: 0,
			is_verified: true,
			session_data: { ephemeral, mac, ciphertext }
		};
	}
	return rooms;
}
