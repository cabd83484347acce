import { expectAccessible } from '../support/accessibility.ts';
import type { Scripts } from '../support/fake-homeserver.ts';
import { keptSession } from '../support/homeserver.ts';
import { longestTask } from '../support/longest-task.ts';
import { becomeUser, goToProvider, signInAtProvider } from '../support/provider.ts';
import { expectReady, expectStep, openForm } from '../support/register.ts';
import {
	agree,
	HERE,
	isSignedIn,
	list,
	namesOf,
	openSessions,
	shownNames
} from '../support/sessions.ts';
import { expect, test } from '../support/trouble.ts';

test('somebody without a password confirms through single sign-on', async ({
	page,
	otherDevice,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('sso');
	const phone = await otherDevice();
	for (const [where, isNew] of [
		[page, true],
		[phone, false]
	] as const) {
		await openForm(where, portal);
		await goToProvider(where);
		await signInAtProvider(where, person.username);
		if (isNew) await becomeUser(where, person.username);
		await where.getByRole('link', { name: 'Continue' }).click();
		await expectReady(where, person, server);
	}
	const kept = await keptSession(phone);
	const other = { ...server, userId: '', deviceId: '', accessToken: kept?.accessToken ?? '' };

	await page.goto(`${portal}/account/sessions`);
	await expect(list(page).getByRole('listitem')).toHaveCount(2);
	await page.getByRole('button', { name: 'Sign out all other sessions' }).click();
	await agree(page);
	await expectStep(page, 'Confirm that it is you');
	await expect(page.getByRole('textbox')).toHaveCount(0);
	await expectAccessible(page);

	// The window is closed without a word: it is said, and everything stays.
	const go = page.getByRole('button', { name: 'Continue with single sign-on' });
	const [left] = await Promise.all([page.waitForEvent('popup'), go.click()]);
	await left.waitForLoadState();
	await left.close();
	await expect(page.getByRole('alert')).toContainText('was not finished');
	expect(await isSignedIn(other)).toBe(true);

	const [popup] = await Promise.all([page.waitForEvent('popup'), go.click()]);
	await popup.getByRole('link', { name: /Example ID/ }).click();
	await signInAtProvider(popup, person.username);
	await expect(page.getByText('1 session is signed out.')).toBeVisible();
	await expect.poll(() => popup.isClosed()).toBe(true);
	expect(await isSignedIn(other)).toBe(false);
	expect(await namesOf(server, page)).toEqual([HERE]);
});

/** A homeserver with the OAuth 2.0 API, as it was measured; its account service is never called. */
const managed: Scripts = {
	'POST /login': {
		body: {
			user_id: '@fake:localhost',
			device_id: 'HERE',
			access_token: 'a',
			refresh_token: 'r',
			expires_in_ms: 600_000
		}
	},
	'GET /devices': {
		body: {
			devices: [
				{ device_id: 'HERE', display_name: 'Portal', last_seen_ts: 1 },
				{ device_id: 'A&B', display_name: 'Phone', last_seen_ts: 1 }
			]
		}
	},
	'POST /keys/query': { body: { device_keys: {} } },
	'PUT /devices/A%26B': { body: {} },
	'GET /auth_metadata': {
		body: {
			account_management_uri: 'https://account.example.org/manage',
			account_management_actions_supported: ['org.matrix.devices_list', 'org.matrix.session_end']
		}
	}
};

test('where sessions are signed out on the homeserver’s own page, the page leads there', async ({
	page,
	person,
	fakePortal
}) => {
	const { fake, portal } = await fakePortal(managed);
	const server = { ...fake, sharedSecret: '' };
	await openSessions(
		page,
		{ portal, server, person },
		'?action=org.matrix.device_delete&device_id=A%26B'
	);
	await expect(page.getByRole('button', { name: 'Phone', exact: true })).toBeFocused();
	await expect(page.getByRole('dialog')).toHaveCount(0);
	const link = (name: string) => page.getByRole('link', { name, exact: true });
	await expect(link('Sign out Phone')).toHaveAttribute(
		'href',
		'https://account.example.org/manage?action=org.matrix.session_end&device_id=A%26B'
	);
	await expect(link('Sign out all other sessions')).toHaveAttribute(
		'href',
		'https://account.example.org/manage?action=org.matrix.devices_list'
	);
	await expect(page.getByRole('checkbox')).toHaveCount(0);
	await expectAccessible(page);
	await page.getByRole('textbox', { name: 'Session name' }).fill('Old phone');
	await page.getByRole('button', { name: 'Rename', exact: true }).click();
	await expect(page.getByText('The session is now called “Old phone”.')).toBeVisible();
	expect(fake.asked.map(({ line }) => line)).not.toContain('POST /delete_devices');
});

test('hostile names are text, and a session listed twice is one', async ({
	page,
	person,
	fakePortal
}) => {
	const name = '<img src=x onerror=alert(1)> \u202egnp.exe';
	const devices = [
		{ device_id: 'HERE' },
		{ device_id: 'X', display_name: name, last_seen_ts: 1e300, last_seen_ip: 'y'.repeat(999) },
		{ device_id: 'X', display_name: name },
		{ device_id: 'z'.repeat(5000), last_seen_ts: -5 },
		{ device_id: '\ud800', display_name: 7 }
	];
	const { fake, portal } = await fakePortal({
		...managed,
		'GET /auth_metadata': { status: 500 },
		'GET /devices': { body: { devices } }
	});
	await page.setViewportSize({ width: 320, height: 568 });
	await openSessions(page, { portal, server: { ...fake, sharedSecret: '' }, person });
	await expect.poll(() => shownNames(page)).toHaveLength(4);
	await expect(list(page)).toContainText('<img src=x onerror=alert(1)>');
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test('a thousand sessions stay fluent', async ({ page, person, fakePortal }) => {
	const devices = Array.from({ length: 1000 }, (_, index) => ({
		device_id: `DEVICE${String(index)}`,
		display_name: `app.element.io: Firefox on Linux ${String(index)}`,
		last_seen_ts: Date.now() - index * 3_600_000,
		last_seen_ip: '192.0.2.1'
	}));
	const keys = Object.fromEntries(devices.map(({ device_id }) => [device_id, { device_id }]));
	const { fake, portal } = await fakePortal({
		...managed,
		'GET /auth_metadata': { status: 404 },
		'GET /devices': { body: { devices: [{ device_id: 'HERE', display_name: HERE }, ...devices] } },
		'POST /keys/query': { body: { device_keys: { '@fake:localhost': keys } } }
	});
	const server = { ...fake, sharedSecret: '' };
	const rows = page.locator('main ul[tabindex] > li');
	const longest = await longestTask(page, async () => {
		await openSessions(page, { portal, server, person });
		await expect(rows).toHaveCount(1001);
		await rows.nth(500).locator('button[aria-expanded]').click();
		await page.locator('input[name=session]').pressSequentially('typing goes on');
		for (let screens = 0; screens < 20; screens += 1) await page.mouse.wheel(0, 1500);
		await rows.nth(7).locator('input[type=checkbox]').check();
		await expect(page.getByText('1 selected')).toBeVisible();
	});
	expect(longest, 'milliseconds').toBeLessThan(200);
});
