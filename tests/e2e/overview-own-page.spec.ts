import { expectAccessible } from '../support/accessibility.ts';
import type { Scripts } from '../support/fake-homeserver.ts';
import { openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/trouble.ts';

/** A homeserver with the OAuth 2.0 API, as it was measured; its account service is never called. */
const management: Scripts = {
	'POST /login': {
		body: {
			user_id: '@fake:localhost',
			device_id: 'HERE',
			access_token: 'a',
			expires_in_ms: 300_000
		}
	},
	'GET /account/3pid': { body: { threepids: [] } },
	'GET /devices': { body: { devices: [{ device_id: 'HERE', last_seen_ts: 1 }] } },
	'POST /keys/query': { body: { device_keys: {} } },
	'GET /room_keys/version': { status: 404, body: { errcode: 'M_NOT_FOUND' } },
	'GET /user/%40fake%3Alocalhost/account_data/m.secret_storage.default_key': {
		status: 404,
		body: { errcode: 'M_NOT_FOUND' }
	},
	'GET /capabilities': {
		body: {
			capabilities: {
				'm.change_password': { enabled: false },
				'm.3pid_changes': { enabled: false }
			}
		}
	},
	'GET /auth_metadata': {
		body: {
			issuer: 'https://account.example.org/',
			account_management_uri: 'https://account.example.org/manage',
			account_management_actions_supported: ['org.matrix.profile', 'org.matrix.devices_list']
		}
	}
};

test('what only the homeserver’s own page changes leads there', async ({
	page,
	person,
	fakePortal
}) => {
	const { fake, portal } = await fakePortal(management);
	const server = { ...fake, sharedSecret: '' };
	await openSignedIn(page, { portal, server, person });
	await expect(page.locator('html[data-ready]')).toBeAttached();
	const email = page.getByRole('listitem').filter({ hasText: 'No email address is attached.' });
	const go = { name: 'Go to account.example.org' };
	await expect(email.getByRole('link', go)).toHaveAttribute(
		'href',
		'https://account.example.org/manage?action=org.matrix.profile'
	);
	await expect(page.getByRole('link', { name: 'Add an email' })).toHaveCount(0);
	await expect(page.getByRole('link', go).last()).toHaveAttribute(
		'href',
		'https://account.example.org/manage'
	);
	await expectAccessible(page);
});

test('a hostile page is no link, and what a limit puts off comes by itself', async ({
	page,
	person,
	fakePortal
}) => {
	let asked = 0;
	const { fake, portal } = await fakePortal({
		...management,
		'GET /auth_metadata': { body: { account_management_uri: 'javascript:alert(1)' } },
		'GET /devices': () => {
			asked += 1;
			if (asked > 1) return { body: { devices: [] } };
			return { status: 429, body: { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 2_000 } };
		}
	});
	const seen = Promise.withResolvers<undefined>();
	await page.route('**/v3/devices', async (route) => {
		if (asked > 0) await seen.promise;
		await route.continue();
	});
	await openSignedIn(page, { portal, server: { ...fake, sharedSecret: '' }, person });
	await expect(page.locator('html[data-ready]')).toBeAttached();
	const unused = page.getByRole('listitem').filter({ hasText: 'Unused sessions' });
	await expect(unused.getByText('Checking')).toBeVisible();
	seen.resolve(undefined);
	await expect(page.getByText('does not let you add one')).toBeVisible();
	await expect(unused.getByText('Good', { exact: true })).toBeVisible();
	expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
});
