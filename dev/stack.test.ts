import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestStack, type Stack } from './stack.ts';
import { stackClient } from './stack-client.ts';
import { createRegistrationToken, registerAdmin, registerUser } from './synapse/admin.ts';
import type { HomeserverAddress } from './stack-addresses.ts';

// The real homeserver: some seconds, and the first time about half a minute for its installation.
const patience = 120_000;
let stack: Stack;
let client: ReturnType<typeof stackClient>;

beforeAll(async () => {
	const siteFolder = mkdtempSync(join(tmpdir(), 'stack-'));
	writeFileSync(join(siteFolder, 'index.html'), 'the portal');
	stack = await startTestStack({ variants: ['strict'], siteFolder });
	client = stackClient(stack.addresses);
}, patience);
afterAll(() => stack.stop(), patience);

async function post({ baseUrl }: HomeserverAddress, path: string, body: object) {
	const url = `${baseUrl}/_matrix/client/v3/${path}`;
	const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
	return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const runs = ({ baseUrl }: HomeserverAddress) =>
	fetch(`${baseUrl}/_matrix/client/versions`).then(
		({ ok }) => ok,
		() => false
	);

const askForMail = (homeserver: HomeserverAddress, email: string) =>
	post(homeserver, 'register/email/requestToken', {
		client_secret: 'secret',
		email,
		send_attempt: 1
	});

describe('a stack', { timeout: patience }, () => {
	it('has the homeservers that were asked for, and others when they are needed', async () => {
		const { strict, closed } = stack.addresses.homeservers;
		expect([await runs(strict), await runs(closed)]).toEqual([true, false]);
		await client.homeserver('closed');
		expect(await runs(closed)).toBe(true);
		const support = await fetch(`${closed.baseUrl}/.well-known/matrix/support`);
		expect(support.headers.get('access-control-allow-origin')).toBe('*');
		expect(await support.json()).toHaveProperty('contacts');
	});

	it('asks for what the variant says', async () => {
		const { body } = await post(stack.addresses.homeservers.strict, 'register', {});
		expect(body.flows).toEqual([
			{ stages: ['m.login.registration_token', 'm.login.terms', 'm.login.email.identity'] }
		]);
	});

	it('catches the mail of its homeservers', async () => {
		const { strict } = stack.addresses.homeservers;
		await askForMail(strict, 'new@x.test');
		const mail = await client.waitForMail('new@x.test');
		expect(mail.links[0]).toContain(`${strict.baseUrl}/_matrix/client/`);
		expect(await client.mails('new@x.test')).toHaveLength(1);
		expect((await askForMail(strict, 'new@fail.test')).status).toBe(500);
	});

	it('lets tests make users, operators and tokens', async () => {
		const { strict } = stack.addresses.homeservers;
		const user = await registerUser(strict, { username: 'someone', password: 'a password' });
		expect(user.userId).toBe(`@someone:${strict.serverName}`);
		const admin = await registerAdmin(strict);
		const token = await createRegistrationToken(strict, admin.accessToken, { uses: 1 });
		const path = '_matrix/client/v1/register/m.login.registration_token/validity';
		const answer = await fetch(`${strict.baseUrl}/${path}?token=${token}`);
		expect(await answer.json()).toEqual({ valid: true });
	});

	it('gives a test a homeserver of its own, which can go away and come back', async () => {
		const own = await client.extraHomeserver({ name: 'own', variant: 'open' });
		await registerUser(own, { username: 'kept', password: 'a password' });
		await client.stopHomeserver('own');
		expect(await runs(own)).toBe(false);
		await client.startHomeserver('own');
		const again = registerUser(own, { username: 'kept', password: 'a password' });
		await expect(again).rejects.toThrow('already taken');
		await expect(client.extraHomeserver({ name: 'own', variant: 'open' })).rejects.toThrow(
			'exists already'
		);
	});

	it('serves one portal for each configuration', async () => {
		const first = await client.portal({ brand: 'A' });
		expect(await client.portal({ brand: 'A' })).toBe(first);
		expect(await client.portal({ brand: 'B' })).not.toBe(first);
		expect(await (await fetch(first)).text()).toBe('the portal');
		expect(await (await fetch(`${first}/config.json`)).json()).toEqual({ brand: 'A' });
	});
});
