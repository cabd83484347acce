import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** A session, as its sign-in gave it. */
interface Signed {
	baseUrl: string;
	userId: string;
	deviceId: string;
	accessToken: string;
}

/** A signing key, as another session needs it to verify itself. */
interface SelfSigning {
	id: string;
	key: KeyObject;
}

/** Gives a session encryption keys, as an app does when somebody signs in to it. */
export async function giveKeys(session: Signed, selfSigning?: SelfSigning): Promise<void> {
	const { userId, deviceId } = session;
	const [ed25519, curve25519] = [newKey(), newKey()];
	const keys = {
		[`ed25519:${deviceId}`]: ed25519.text,
		[`curve25519:${deviceId}`]: curve25519.text
	};
	const algorithms = ['m.olm.v1.curve25519-aes-sha2', 'm.megolm.v1.aes-sha2'];
	const device = { user_id: userId, device_id: deviceId, algorithms, keys };
	const device_keys = signed(device, userId, `ed25519:${deviceId}`, ed25519.key);
	await send(session, '/keys/upload', { device_keys });
	if (!selfSigning) return;
	const verified = signed(device, userId, selfSigning.id, selfSigning.key);
	await send(session, '/keys/signatures/upload', { [userId]: { [deviceId]: verified } });
}

/** Sets up cross-signing for an account: the key with which its sessions are verified. */
export async function setUpCrossSigning(session: Signed): Promise<SelfSigning> {
	const [master, selfSigning, userSigning] = [newKey(), newKey(), newKey()];
	const { userId } = session;
	const described = (usage: string, { text }: { text: string }) => ({
		user_id: userId,
		usage: [usage],
		keys: { [`ed25519:${text}`]: text }
	});
	const byMaster = (usage: string, key: { text: string }) =>
		signed(described(usage, key), userId, `ed25519:${master.text}`, master.key);
	await send(session, '/keys/device_signing/upload', {
		master_key: described('master', master),
		self_signing_key: byMaster('self_signing', selfSigning),
		user_signing_key: byMaster('user_signing', userSigning)
	});
	return { id: `ed25519:${selfSigning.text}`, key: selfSigning.key };
}

function newKey(): { key: KeyObject; text: string } {
	const { privateKey, publicKey } = generateKeyPairSync('ed25519');
	const { x = '' } = publicKey.export({ format: 'jwk' });
	return { key: privateKey, text: unpadded(Buffer.from(x, 'base64url')) };
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** Signs an object (appendices of the specification, "Signing JSON"). */
function signed(object: object, userId: string, keyId: string, key: KeyObject): object {
	const signature = unpadded(sign(null, Buffer.from(canonical(object)), key));
	return { ...object, signatures: { [userId]: { [keyId]: signature } } };
}

/** Appendices of the specification, "Canonical JSON". */
function canonical(value: unknown): string {
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
}

async function send({ baseUrl, accessToken }: Signed, path: string, body: object): Promise<void> {
	const answer = await fetch(`${baseUrl}/_matrix/client/v3${path}`, {
		method: 'POST',
		headers: { authorization: `Bearer ${accessToken}` },
		body: JSON.stringify(body)
	});
	const text = await answer.text();
	if (!answer.ok || /"failures":\{[^}]/.test(text)) throw new Error(`${path}: ${text}`);
}
