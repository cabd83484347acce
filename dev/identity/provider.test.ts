import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isHomeserverCallback, startIdentityProvider, type IdentityProvider } from './provider.ts';

let provider: IdentityProvider;
beforeAll(async () => {
	provider = await startIdentityProvider();
});
afterAll(() => provider.stop());

const callback = 'http://localhost:12345/_synapse/client/oidc/callback';

/** A browser that keeps cookies and follows no redirect. */
class Browser {
	#cookies = new Map<string, string>();

	async open(url: string, form?: Record<string, string>): Promise<Response> {
		const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
		const response = await fetch(new URL(url, provider.issuer), {
			method: form ? 'POST' : 'GET',
			headers: { cookie },
			body: form && new URLSearchParams(form),
			redirect: 'manual'
		});
		for (const line of response.headers.getSetCookie()) {
			const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
			this.#cookies.set(name, value);
		}
		return response;
	}
}

const location = (response: Response) => response.headers.get('location') ?? '';
const verifier = randomBytes(32).toString('base64url');

/** Begins a sign-in as a homeserver does, and answers the browser and the page it is sent to. */
async function begin(browser = new Browser(), redirect = callback) {
	const query = new URLSearchParams({
		client_id: provider.clientId,
		response_type: 'code',
		scope: 'openid profile email',
		redirect_uri: redirect,
		state: 'state',
		code_challenge: createHash('sha256').update(verifier).digest('base64url'),
		code_challenge_method: 'S256'
	});
	const response = await browser.open(`/auth?${query}`);
	return { browser, response, page: location(response) };
}

async function finish(browser: Browser, response: Response): Promise<URL> {
	return new URL(location(await browser.open(location(response))));
}

async function claims(code: string): Promise<unknown> {
	const response = await fetch(`${provider.issuer}/token`, {
		method: 'POST',
		headers: { authorization: `Basic ${btoa(`${provider.clientId}:${provider.clientSecret}`)}` },
		body: new URLSearchParams({
			grant_type: 'authorization_code',
			code,
			redirect_uri: callback,
			code_verifier: verifier
		})
	});
	const { id_token = '' } = (await response.json()) as { id_token?: string };
	return JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString());
}

describe('signing in', () => {
	it('asks for a name, and tells the homeserver who it is', async () => {
		const { browser, page } = await begin();
		expect(page).toMatch(/^\/interaction\//);
		expect(await (await browser.open(page)).text()).toContain('Sign in to Example ID');
		const done = await finish(
			browser,
			await browser.open(page, { name: 'Alice', action: 'continue' })
		);
		expect(done.origin + done.pathname).toBe(callback);
		expect(done.searchParams.get('state')).toBe('state');
		expect(await claims(done.searchParams.get('code') ?? '')).toMatchObject({
			sub: 'alice',
			name: 'Alice',
			email: 'alice@example-id.test'
		});
	});

	it('asks again each time', async () => {
		const { browser, page } = await begin();
		await finish(browser, await browser.open(page, { name: 'alice', action: 'continue' }));
		expect((await begin(browser)).page).toMatch(/^\/interaction\//);
	});

	it('tells the homeserver that it was cancelled', async () => {
		const { browser, page } = await begin();
		const done = await finish(browser, await browser.open(page, { name: '', action: 'cancel' }));
		expect(done.searchParams.get('error')).toBe('access_denied');
	});

	it('asks for another name when it cannot take one', async () => {
		const { browser, page } = await begin();
		const answer = await browser.open(page, { name: 'a b', action: 'continue' });
		expect(answer.status).toBe(200);
		expect(await answer.text()).toContain('role="alert"');
	});

	it('is refused for an address that is no homeserver of this machine', async () => {
		const { response } = await begin(new Browser(), 'https://elsewhere.test/callback');
		expect(response.status).toBe(400);
		expect(await response.text()).toContain('This sign-in cannot go on');
	});

	it('is over when its page is opened in another browser', async () => {
		const { page } = await begin();
		expect((await new Browser().open(page)).status).toBe(400);
	});
});

describe('the homeservers that may use the provider', () => {
	it('are those of this machine, on any port', () => {
		expect(isHomeserverCallback(callback)).toBe(true);
		expect(isHomeserverCallback('http://localhost:1/_synapse/client/oidc/callback')).toBe(true);
		expect(isHomeserverCallback(`${callback}/x`)).toBe(false);
		expect(isHomeserverCallback('http://localhost.evil.test:1/_synapse/client/oidc/callback')).toBe(
			false
		);
	});
});

describe('its discovery document', () => {
	it('names the issuer', async () => {
		const found = await fetch(`${provider.issuer}/.well-known/openid-configuration`);
		expect(await found.json()).toMatchObject({ issuer: provider.issuer });
	});
});
