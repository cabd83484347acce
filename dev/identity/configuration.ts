import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { interactionPolicy } from 'oidc-provider';
import MemoryAdapter from 'oidc-provider/lib/adapters/memory_adapter.js';
import { claimsOf } from './account.ts';
import { errorPage } from './pages.ts';

/** The homeservers' credentials at the provider: one client for all of them. */
export type ClientCredentials = { clientId: string; clientSecret: string };

const scopes = ['openid', 'profile', 'email'];
type GrantContext = Parameters<typeof grantAll>[0];

/** The provider's configuration: memory only, fresh keys, and every sign-in asks who it is. */
export function providerConfiguration({ clientId, clientSecret }: ClientCredentials): object {
	const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const key = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'dev' };
	return {
		adapter: class extends MemoryAdapter {},
		jwks: { keys: [key] },
		cookies: { keys: [randomBytes(16).toString('hex')] },
		clients: [
			{
				client_id: clientId,
				client_secret: clientSecret,
				redirect_uris: ['http://localhost/_synapse/client/oidc/callback'],
				grant_types: ['authorization_code'],
				response_types: ['code']
			}
		],
		scopes,
		claims: { profile: ['name', 'preferred_username'], email: ['email', 'email_verified'] },
		// The homeserver reads the profile from the ID token.
		conformIdTokenClaims: false,
		features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
		interactions: {
			policy: policy(),
			url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}`
		},
		findAccount: (_context: unknown, account: string) => ({
			accountId: account,
			claims: () => claimsOf(account)
		}),
		loadExistingGrant: (context: GrantContext) => grantAll(context),
		renderError(context: { type: string; body: string }, out: { error_description?: string }) {
			context.type = 'html';
			context.body = errorPage(out.error_description ?? 'Go back to the homeserver and try again.');
		},
		ttl: {
			AccessToken: 600,
			AuthorizationCode: 60,
			Grant: 600,
			IdToken: 600,
			Interaction: 3600,
			Session: 3600
		}
	};
}

/** Without a page for consent: the sign-in page says what the homeserver learns. */
async function grantAll({
	oidc
}: {
	oidc: {
		client: { clientId: string };
		session: { accountId: string };
		provider: import('oidc-provider').Provider;
	};
}) {
	const { clientId } = oidc.client;
	const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session.accountId });
	grant.addOIDCScope(scopes.join(' '));
	await grant.save();
	return grant;
}

/** A person who tries things out wants to be somebody else the next time. */
function policy() {
	const { Check } = interactionPolicy;
	const prompts = interactionPolicy.base();
	prompts
		.get('login')
		.checks.add(
			new Check('ask_always', 'every sign-in asks who it is', 'login_required', ({ oidc }) =>
				oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT
			)
		);
	return prompts;
}
