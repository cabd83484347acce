import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { OlmMachine } from '@matrix-org/matrix-sdk-crypto-wasm';
import { newAccount } from './signed-in.ts';
import { OtherClient } from './other-client.ts';
import type { Person } from './person.ts';

type Server = Parameters<typeof OtherClient.signIn>[0];

/** A message that an app has written, and how to read it. */
export interface Written {
	roomId: string;
	eventId: string;
}

export interface AppAccount {
	/** The first app of the account; it has written the message. */
	app: OtherClient;
	recoveryKey: string;
	message: Written;
	/** What its own "Export keys" saves, under a passphrase. */
	fileOf(passphrase: string): string;
}

/** An account whose encryption an app has set up, with a message whose key is in the backup. */
export async function accountOfApp(
	server: Server,
	person: Person,
	phrase?: string
): Promise<AppAccount> {
	await newAccount(server, person);
	const app = await OtherClient.signIn(server, person);
	const recoveryKey = await app.setUp(person.password, phrase);
	const message = await app.write('The kettle is on');
	const json = await app.crypto.exportRoomKeysAsJson();
	app.stop();
	const fileOf = (passphrase: string) => OlmMachine.encryptExportedRoomKeys(json, passphrase, 1000);
	return { app, recoveryKey, message, fileOf };
}

/** Takes the backup away, as an app does that turns it off. */
export async function deleteBackup(server: Server, { client }: OtherClient): Promise<void> {
	const url = `${server.baseUrl}/_matrix/client/v3/room_keys/version`;
	const headers = { authorization: `Bearer ${client.getAccessToken() ?? ''}` };
	const { version } = (await (await fetch(url, { headers })).json()) as { version: string };
	const answer = await fetch(`${url}/${version}`, { method: 'DELETE', headers });
	if (!answer.ok) throw new Error(await answer.text());
}

/** Reads the message with what is in the files, as an app that knows nothing else. */
export async function readWithFile(
	app: OtherClient,
	file: string,
	passphrase: string,
	{ roomId, eventId }: Written
): Promise<unknown> {
	await app.crypto.importRoomKeysAsJson(OlmMachine.decryptExportedRoomKeys(file, passphrase));
	const event = app.client.getEventMapper()(await app.client.fetchRoomEvent(roomId, eventId));
	await app.client.decryptEventIfNeeded(event);
	return event.isDecryptionFailure() ? undefined : event.getContent().body;
}

/** The account gets a new backup with nothing in it; the recovery key stays. */
export async function emptyBackup(
	server: Server,
	person: Person,
	recoveryKey: string
): Promise<OtherClient> {
	const app = await OtherClient.signIn(server, person, 'Element on Phone');
	await app.unlock(recoveryKey);
	await app.crypto.resetKeyBackup();
	return app;
}

/** How many keys are in the backup. */
export async function keysInBackup({ crypto }: OtherClient): Promise<number> {
	return (await crypto.getKeyBackupInfo())?.count ?? 0;
}

/** Presses a button that saves a file: how the file is called, and what is in it. */
export async function savedFile(
	page: Page,
	press: () => Promise<void>
): Promise<{ name: string; text: string }> {
	const waiting = page.waitForEvent('download', { timeout: 60_000 });
	await press();
	const download = await waiting;
	return {
		name: download.suggestedFilename(),
		text: await readFile(await download.path(), 'utf8')
	};
}

/** Chooses a file that has this in it. */
export const choose = (page: Page, text: string, name = 'keys.txt') =>
	page
		.getByLabel('Key file')
		.setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
