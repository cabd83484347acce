import { expectAccessible } from '../support/accessibility.ts';
import type { Scripts } from '../support/fake-homeserver.ts';
import { openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/trouble.ts';

/** A homeserver with the OAuth 2.0 API, as it was measured; its account service is never called. */
const managed = (actions: readonly string[]): Scripts => ({
	'POST /login': {
		body: {
			user_id: '@fake:localhost',
			device_id: 'HERE',
			access_token: 'a',
			expires_in_ms: 300_000
		}
	},
	'GET /account/3pid': { body: { threepids: [] } },
	'GET /auth_metadata': {
		body: {
			issuer: 'https://account.example.org/',
			account_management_uri: 'https://account.example.org/manage',
			account_management_actions_supported: actions
		}
	}
});

test.describe('where accounts are closed on the homeserver’s own page', () => {
	for (const [kind, actions, url] of [
		[
			'that lists it',
			['org.matrix.account_deactivate'],
			'https://account.example.org/manage?action=org.matrix.account_deactivate'
		],
		['that does not', ['org.matrix.profile'], 'https://account.example.org/manage']
	] as const)
		test(`one ${kind}: it leads there, and asks for nothing`, async ({
			page,
			person,
			fakePortal
		}) => {
			const { fake, portal } = await fakePortal(managed(actions));
			const server = { ...fake, sharedSecret: '' };
			await openSignedIn(page, { portal, server, person }, '/account/deactivate');
			await expect(page.getByRole('link', { name: 'Go to account.example.org' })).toHaveAttribute(
				'href',
				url
			);
			await expect(page.getByRole('textbox')).toHaveCount(0);
			await expectAccessible(page);
		});
});
