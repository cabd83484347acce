import { registerAdmin, setEmails, type Governed } from '../../dev/synapse/admin.ts';
import { newPerson, type Person } from './person.ts';
import { giveKeys, setUpCrossSigning } from './session-keys.ts';
import { newLogin } from './signed-in.ts';

type Server = Governed & { baseUrl: string; serverName: string };

/** Whose session it is that an app of the person's has. */
interface App {
	baseUrl: string;
	userId: string;
	deviceId: string;
	accessToken: string;
}

/** Signs in as an app does, and with a name of its own. */
async function newApp(server: Server, person: Person, name: string): Promise<App> {
	const login = await newLogin(server, person, name);
	return {
		baseUrl: server.baseUrl,
		userId: String(login.user_id),
		deviceId: String(login.device_id),
		accessToken: String(login.access_token)
	};
}

/**
 * Sets up everything that the check-up looks for, past every app: an email, cross-signing, a verified
 * session, a key backup and the description of a recovery key. Nobody could read a message with it.
 */
export async function secureAll(server: Server, person: Person): Promise<App> {
	const app = await newApp(server, person, 'Element on Laptop');
	await giveKeys(app, await setUpCrossSigning(app));
	await turnBackupOn(app);
	await describeRecoveryKey(app);
	const operator = newPerson();
	await registerAdmin(server, operator.username, operator.password);
	await setEmails(server, operator, app.userId, [person.email]);
	return app;
}

/** A session with encryption keys that nobody has verified. */
export async function addUnverified(server: Server, person: Person, name: string): Promise<void> {
	await giveKeys(await newApp(server, person, name));
}

async function turnBackupOn(app: App): Promise<void> {
	await ask(app, 'POST', '/room_keys/version', {
		algorithm: 'm.megolm_backup.v1.curve25519-aes-sha2',
		auth_data: { public_key: 'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopq', signatures: {} }
	});
}

async function describeRecoveryKey(app: App): Promise<void> {
	const data = `/user/${encodeURIComponent(app.userId)}/account_data`;
	const algorithm = 'm.secret_storage.v1.aes-hmac-sha2';
	await ask(app, 'PUT', `${data}/m.secret_storage.key.abc`, { algorithm, iv: 'iv', mac: 'mac' });
	await ask(app, 'PUT', `${data}/m.secret_storage.default_key`, { key: 'abc' });
}

async function ask(app: App, method: string, path: string, body: object): Promise<void> {
	const answer = await fetch(`${app.baseUrl}/_matrix/client/v3${path}`, {
		method,
		headers: { authorization: `Bearer ${app.accessToken}` },
		body: JSON.stringify(body)
	});
	if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}
