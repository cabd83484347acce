import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Provider } from 'oidc-provider';
import { closeServer, freePorts, listen } from '../net.ts';
import { accountFor } from './account.ts';
import { providerConfiguration, type ClientCredentials } from './configuration.ts';
import { errorPage, signInPage } from './pages.ts';

/** A running OpenID provider. */
export type IdentityProvider = ClientCredentials & {
	/** Its issuer and address, without a slash at the end. */
	issuer: string;
	stop: () => Promise<void>;
};

/**
 * Starts the OpenID provider. It knows one client, for any homeserver on this machine, and takes
 * any user name.
 * @param port 0 for any free port
 * @throws Problem when the port is taken
 */
export async function startIdentityProvider(port = 0): Promise<IdentityProvider> {
	const [free = 0] = port ? [port] : await freePorts(1);
	const issuer = `http://localhost:${free}`;
	const client = { clientId: 'homeserver', clientSecret: 'development-only-client-secret' };
	const provider = new Provider(issuer, providerConfiguration(client));
	provider.Client.prototype.redirectUriAllowed = isHomeserverCallback;
	const respond = provider.callback();
	const server = createServer((request, response) => {
		const done = request.url?.startsWith('/interaction/')
			? interact(provider, request, response)
			: respond(request, response);
		done.catch(() => send(response, 400, errorPage('Go back to the homeserver and try again.')));
	});
	await listen(server, free, 'OpenID provider');
	return { ...client, issuer, stop: () => closeServer(server) };
}

/** A homeserver of this machine, on whatever port. */
export function isHomeserverCallback(uri: string): boolean {
	return /^http:\/\/localhost:\d+\/_synapse\/client\/oidc\/callback$/.test(uri);
}

async function interact(
	provider: Provider,
	request: IncomingMessage,
	response: ServerResponse
): Promise<void> {
	const { uid } = await provider.interactionDetails(request, response);
	if (request.method !== 'POST') {
		send(response, 200, signInPage(uid));
		return;
	}
	const form = new URLSearchParams(await text(request));
	if (form.get('action') === 'cancel')
		return provider.interactionFinished(request, response, {
			error: 'access_denied',
			error_description: 'The sign-in was cancelled'
		});
	const accountId = accountFor(form.get('name') ?? '');
	if (accountId) return provider.interactionFinished(request, response, { login: { accountId } });
	send(response, 200, signInPage(uid, 'Use letters, digits, dots, hyphens and underscores.'));
}

function send(response: ServerResponse, status: number, html: string): void {
	response.writeHead(status, {
		'content-type': 'text/html; charset=utf-8',
		'content-security-policy':
			"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
		'cache-control': 'no-store'
	});
	response.end(html);
}
