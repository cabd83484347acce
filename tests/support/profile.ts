import { expect, type Locator, type Page } from '@playwright/test';
import { registerAdmin, type registerUser } from '../../dev/synapse/admin.ts';
import { signIn } from './homeserver.ts';
import { newPerson, type Person } from './person.ts';
import { newAccount, openSignedIn } from './signed-in.ts';

type Server = Parameters<typeof registerUser>[0] & { serverName: string };

/** Opens the profile of a new account. */
export async function openProfile(
	page: Page,
	where: { portal: string; server: Server; person: Person },
	path = '/account/profile'
): Promise<{ userId: string }> {
	const account = await newAccount(where.server, where.person);
	await openSignedIn(page, where, path);
	await expectOpen(page);
	return account;
}

/** The page works. */
export const expectOpen = (page: Page) => expect(page.locator('html[data-ready]')).toBeAttached();

/** What is on the page. */
export const on = (page: Page) => ({
	name: page.getByRole('textbox', { name: 'Display name' }),
	save: page.getByRole('button', { name: 'Save', exact: true }),
	upload: page.getByRole('button', { name: 'Upload a picture' }),
	remove: page.getByRole('button', { name: 'Remove picture' }),
	picture: page.getByRole('img', { name: 'Your picture' }),
	dialog: page.getByRole('dialog', { name: 'Choose what is shown' }),
	use: page.getByRole('button', { name: 'Use this picture' }),
	alert: page.getByRole('alert'),
	said: (text: string | RegExp): Locator => page.getByRole('status').filter({ hasText: text })
});

/** Chooses a file as a person does, by the button. */
export async function chooseFile(
	page: Page,
	buffer: Buffer,
	{ name = 'picture.png', mimeType = 'image/png' } = {}
): Promise<void> {
	const chooser = page.waitForEvent('filechooser');
	await on(page).upload.click();
	await (await chooser).setFiles({ name, mimeType, buffer });
}

/** The profile as the homeserver has it. */
export async function profileOf(
	server: Server,
	person: Person
): Promise<{ displayname?: string; avatar_url?: string }> {
	const { userId, accessToken } = await signIn(server, person);
	const address = `${server.baseUrl}/_matrix/client/v3/profile/${encodeURIComponent(userId)}`;
	const answer = await fetch(address, { headers: { authorization: `Bearer ${accessToken}` } });
	return answer.ok ? ((await answer.json()) as Record<string, string>) : {};
}

/** The file of an avatar, as the homeserver keeps it. */
export async function mediumOf(server: Server, person: Person): Promise<Buffer> {
	const { avatar_url: mxc = '' } = await profileOf(server, person);
	const { accessToken } = await signIn(server, person);
	const path = `/_matrix/client/v1/media/download/${mxc.replace('mxc://', '')}`;
	const answer = await fetch(server.baseUrl + path, {
		headers: { authorization: `Bearer ${accessToken}` }
	});
	expect(answer.status).toBe(200);
	return Buffer.from(await answer.arrayBuffer());
}

/**
 * The colour in the middle of the picture that is shown. Read from a copy: the browser complains on
 * the console of a canvas that is read again and again.
 */
export const middleOf = (picture: Locator): Promise<number[]> =>
	picture.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
		const copy = new OffscreenCanvas(1, 1).getContext('2d');
		copy?.drawImage(canvas, canvas.width / 2, canvas.height / 2, 1, 1, 0, 0, 1, 1);
		return [...(copy?.getImageData(0, 0, 1, 1).data ?? [])];
	});

/** Suspends an account, as whoever governs the homeserver can. */
export async function suspend(server: Server, userId: string): Promise<void> {
	const { accessToken } = await registerAdmin(server, newPerson().username);
	const path = `/_synapse/admin/v1/suspend/${encodeURIComponent(userId)}`;
	const answer = await fetch(server.baseUrl + path, {
		method: 'PUT',
		headers: { authorization: `Bearer ${accessToken}` },
		body: JSON.stringify({ suspend: true })
	});
	expect(answer.status).toBe(200);
}

/** Changes a name past the portal, until the homeserver has had enough. */
export async function exhaustProfile(
	server: Server,
	session: { userId: string; accessToken: string } | undefined
): Promise<void> {
	if (!session) throw new Error('Nobody is signed in');
	const path = `/_matrix/client/v3/profile/${encodeURIComponent(session.userId)}/displayname`;
	for (let status = 0, count = 0; status !== 429; count++) {
		const answer = await fetch(server.baseUrl + path, {
			method: 'PUT',
			headers: { authorization: `Bearer ${session.accessToken}` },
			body: JSON.stringify({ displayname: `Name ${count}` })
		});
		status = answer.status;
	}
}
