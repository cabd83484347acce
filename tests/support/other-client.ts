import { createClient, Preset, SyncState, type MatrixClient } from 'matrix-js-sdk';
import {
	decodeRecoveryKey,
	deriveRecoveryKeyFromPassphrase,
	type CryptoApi
} from 'matrix-js-sdk/lib/crypto-api/index.js';
import * as logging from 'matrix-js-sdk/lib/logger.js';
import { RustBackupManager } from 'matrix-js-sdk/lib/rust-crypto/backup.js';
import { newLogin } from './signed-in.ts';
import type { Person } from './person.ts';

type Server = Parameters<typeof newLogin>[0];

const silent = (): void => undefined;
const quiet = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };
const logger = { ...quiet, getChild: () => logger };
// A few parts of the SDK still write to one of their own.
Object.assign(Reflect.get(logging, 'logger') as object, { ...logger, log: silent });

// Apps wait a while before they back up a key, so that not all of them do at the same time.
Object.assign(RustBackupManager, { maxBackupLoopStartDelayMillis: 0 });

/** What was typed is a recovery key, or else the phrase that it was made from. */
async function keyOf(
	typed: string,
	passphrase: { salt: string; iterations: number } | undefined
): Promise<Uint8Array<ArrayBuffer>> {
	try {
		return new Uint8Array(decodeRecoveryKey(typed));
	} catch {
		if (!passphrase) throw new Error('Neither a recovery key nor a phrase');
		return deriveRecoveryKeyFromPassphrase(typed, passphrase.salt, passphrase.iterations);
	}
}

/**
 * An app of the person's on another device: the whole SDK with cryptography of its own, in memory.
 * Nothing of the portal has a part in it, so what it accepts others accept.
 */
export class OtherClient {
	readonly client: MatrixClient;
	readonly crypto: CryptoApi;
	readonly deviceId: string;
	/** What the person types when they are asked for it. */
	readonly #typed: { key?: string };

	private constructor(client: MatrixClient, crypto: CryptoApi, typed: { key?: string }) {
		this.#typed = typed;
		this.client = client;
		this.crypto = crypto;
		this.deviceId = client.getDeviceId() ?? '';
	}

	/**
	 * Signs in, with keys of the new session at the homeserver.
	 * @param name what the session is called in lists
	 */
	static async signIn(
		server: Server,
		person: Person,
		name = 'Element on Laptop'
	): Promise<OtherClient> {
		const login = await newLogin(server, person, name);
		const typed: { key?: string } = {};
		const client = createClient({
			baseUrl: server.baseUrl,
			userId: String(login.user_id),
			deviceId: String(login.device_id),
			accessToken: String(login.access_token),
			logger,
			cryptoCallbacks: {
				getSecretStorageKey: async ({ keys }) => {
					const id = await client.secretStorage.getDefaultKeyId();
					const described = keys[id ?? ''];
					if (!id || !described || !typed.key) return null;
					return [id, await keyOf(typed.key, described.passphrase)];
				}
			}
		});
		await client.initRustCrypto({ useIndexedDB: false });
		const crypto = client.getCrypto();
		if (!crypto) throw new Error('No cryptography');
		const other = new OtherClient(client, crypto, typed);
		// It looks, as an app does that was just started.
		await crypto.userHasCrossSigningKeys(client.getSafeUserId(), true);
		return other;
	}

	/**
	 * Sets everything up as an app does for its first session; the recovery key is what it answers.
	 * @param phrase what the recovery key is made from, where it is
	 */
	async setUp(password: string, phrase?: string): Promise<string> {
		const key = await this.crypto.createRecoveryKeyFromPassphrase(phrase);
		const encoded = key.encodedPrivateKey ?? '';
		this.#typed.key = encoded;
		const identifier = { type: 'm.id.user', user: this.client.getSafeUserId() };
		await this.crypto.bootstrapSecretStorage({
			createSecretStorageKey: () => Promise.resolve(key),
			setupNewSecretStorage: true
		});
		await this.crypto.bootstrapCrossSigning({
			authUploadDeviceSigningKeys: async (send) => {
				await send({ type: 'm.login.password', identifier, password });
			}
		});
		await this.crypto.resetKeyBackup();
		return encoded;
	}

	/** Verifies itself with what the person types, and opens the backup. Throws where it cannot. */
	async unlock(typed: string): Promise<void> {
		this.#typed.key = typed;
		await this.look();
		await this.crypto.bootstrapCrossSigning({});
		await this.crypto.loadSessionBackupPrivateKeyFromSecretStorage();
		await this.crypto.checkKeyBackupAndEnable();
	}

	/** Asks for the account's keys again. */
	async look(): Promise<void> {
		const userId = this.client.getSafeUserId();
		await this.crypto.userHasCrossSigningKeys(userId, true);
		await this.crypto.getUserDeviceInfo([userId], true);
	}

	/** Whether it takes another session of the account for verified by the owner. */
	async trusts(deviceId: string): Promise<boolean> {
		await this.look();
		const userId = this.client.getSafeUserId();
		const status = await this.crypto.getDeviceVerificationStatus(userId, deviceId);
		return status?.crossSigningVerified === true;
	}

	/** Everything that a new session needs is in order: signing keys, secret storage, the backup. */
	async isInOrder(): Promise<boolean> {
		await this.look();
		const backup = await this.crypto.checkKeyBackupAndEnable();
		return (
			(await this.crypto.isCrossSigningReady()) &&
			(await this.crypto.isSecretStorageReady()) &&
			backup?.trustInfo.trusted === true &&
			backup.trustInfo.matchesDecryptionKey
		);
	}

	/** Writes a message to an encrypted room of its own, and waits until its key is in the backup. */
	async write(text: string): Promise<{ roomId: string; eventId: string }> {
		await this.start();
		const backedUp = new Promise<void>((resolve) => {
			const look = async () => {
				const found = await this.crypto.checkKeyBackupAndEnable();
				if ((found?.backupInfo.count ?? 0) > 0) resolve();
				else setTimeout(() => void look(), 200);
			};
			void look();
		});
		const { room_id: roomId } = await this.client.createRoom({
			preset: Preset.PrivateChat,
			initial_state: [
				{
					type: 'm.room.encryption',
					state_key: '',
					content: { algorithm: 'm.megolm.v1.aes-sha2' }
				}
			]
		});
		await this.#until(() => this.client.getRoom(roomId)?.hasEncryptionStateEvent() === true);
		const { event_id: eventId } = await this.client.sendTextMessage(roomId, text);
		await backedUp;
		return { roomId, eventId };
	}

	/** Reads a message, with keys that came from the backup only; undefined when it cannot. */
	async read({ roomId, eventId }: { roomId: string; eventId: string }): Promise<unknown> {
		await this.crypto.restoreKeyBackup();
		const event = this.client.getEventMapper()(await this.client.fetchRoomEvent(roomId, eventId));
		await this.client.decryptEventIfNeeded(event);
		return event.isDecryptionFailure() ? undefined : event.getContent().body;
	}

	/** Goes on as a running app does: hears what is sent to it, and answers. */
	async start(): Promise<void> {
		if (this.client.clientRunning) return;
		await this.client.startClient({ initialSyncLimit: 1, lazyLoadMembers: true });
		await this.#until(() => this.client.getSyncState() === SyncState.Syncing);
	}

	/** For the end of a test. */
	stop(): void {
		this.client.stopClient();
	}

	async #until(holds: () => boolean): Promise<void> {
		while (!holds()) await new Promise((resolve) => setTimeout(resolve, 50));
	}
}
