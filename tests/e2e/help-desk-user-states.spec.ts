import type { Page } from '@playwright/test';
import {
	button,
	expectDone,
	heading,
	isAlive,
	newDesk,
	openTask,
	shownPassword,
	signIn
} from '../support/help-desk-user.ts';
import { newLogin } from '../support/signed-in.ts';
import { serverConfig, expect, test } from '../support/test.ts';
import { openHelpDesk } from '../support/help-desk.ts';

const back = (page: Page) => page.getByRole('link', { name: /^Back to @/ });
const idField = (page: Page) =>
	page.getByRole('textbox', { name: 'Type the Matrix ID to confirm' });

test('sessions are signed out, all but those that are to stay', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	const phone = await newLogin(desk.server, desk.user, 'Phone');
	await newLogin(desk.server, desk.user, 'Laptop');
	await openTask(page, desk, 'sessions');
	await page.getByRole('checkbox', { name: /Phone/ }).uncheck();
	await button(page, 'Sign out 2 sessions').click();
	await expectDone(page);
	await expect(page.getByText('One session is left.')).toBeVisible();
	expect(await isAlive(desk, desk.user.accessToken)).toBe(false);
	expect(await isAlive(desk, String(phone.access_token))).toBe(true);
});

test('locked and unlocked', async ({ page, person, portalOf, stack }) => {
	const desk = await newDesk({ person, portalOf, stack });
	await openTask(page, desk);
	await button(page, 'Lock').click();
	await expect(heading(page, `Lock ${desk.user.userId}`)).toBeVisible();
	await button(page, 'Lock').click();
	await expectDone(page);
	expect(await signIn(desk, desk.user.username, desk.user.password)).toEqual({
		status: 401,
		errcode: 'M_USER_LOCKED'
	});
	await back(page).click();
	await expect(page.getByText('Locked', { exact: true })).toBeVisible();
	await button(page, 'Unlock').click();
	await expect(heading(page, `Unlock ${desk.user.userId}`)).toBeVisible();
	await button(page, 'Unlock').click();
	await expectDone(page);
	expect(await isAlive(desk, desk.user.accessToken)).toBe(true);
});

test('suspended, and no more', async ({ page, person, portalOf, stack }) => {
	const desk = await newDesk({ person, portalOf, stack });
	const rename = async () => {
		const path = `/_matrix/client/v3/profile/${encodeURIComponent(desk.user.userId)}/displayname`;
		const answer = await fetch(desk.server.baseUrl + path, {
			method: 'PUT',
			headers: { authorization: `Bearer ${desk.user.accessToken}` },
			body: JSON.stringify({ displayname: 'Somebody' })
		});
		return answer.status;
	};
	await openTask(page, desk);
	await button(page, 'Suspend').click();
	await expect(heading(page, `Suspend ${desk.user.userId}`)).toBeVisible();
	await button(page, 'Suspend').click();
	await expectDone(page);
	expect(await rename()).toBe(403);
	await back(page).click();
	await button(page, 'End suspension').click();
	await expect(heading(page, `End the suspension of ${desk.user.userId}`)).toBeVisible();
	await button(page, 'End suspension').click();
	await expectDone(page);
	expect(await rename()).toBe(200);
});

test('deactivated, with what stays, and brought back with a password', async ({
	page,
	person,
	portalOf,
	stack,
	watch
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	await desk.change({
		threepids: [{ medium: 'email', address: desk.user.email }],
		external_ids: [{ auth_provider: 'oidc-example', external_id: desk.user.username }]
	});
	await openTask(page, desk);
	await button(page, 'Deactivate').click();
	await expect(heading(page, `Deactivate ${desk.user.userId}`)).toBeVisible();
	await idField(page).fill(desk.user.username);
	await button(page, 'Deactivate').click();
	await expect(idField(page)).toHaveAccessibleDescription(/not the Matrix ID of this user/);
	await expect(idField(page)).toBeFocused();
	expect(await desk.seen()).toMatchObject({ deactivated: false });
	await page.getByRole('checkbox', { name: 'Hide messages from new joiners' }).check();
	await idField(page).fill(desk.user.userId);
	await button(page, 'Deactivate').click();
	await expectDone(page);
	await expect(page.getByText('One external identity stays linked to it.')).toBeVisible();
	expect(await desk.seen()).toMatchObject({ deactivated: true, erased: true, threepids: [] });
	expect(await isAlive(desk, desk.user.accessToken)).toBe(false);
	await back(page).click();
	await button(page, 'Reactivate').click();
	await expect(heading(page, `Reactivate ${desk.user.userId}`)).toBeVisible();
	await expect(page.getByText(/old encrypted messages cannot be read/)).toBeVisible();
	await button(page, 'Reactivate').click();
	await expectDone(page);
	const password = await shownPassword(page).innerText();
	expect(await desk.seen()).toMatchObject({ deactivated: false, erased: false });
	expect(await signIn(desk, desk.user.username, password)).toMatchObject({ status: 200 });
	expect(watch.requests.filter(({ url }) => url.includes(password))).toEqual([]);
});

test('brought back without a password, for single sign-on', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	await desk.change({ deactivated: true });
	await openTask(page, desk, 'reactivate');
	await page.getByRole('checkbox', { name: 'Without a password, for single sign-on' }).check();
	await button(page, 'Reactivate').click();
	await expectDone(page);
	await expect(shownPassword(page)).toHaveCount(0);
	expect(await desk.seen()).toMatchObject({ deactivated: false });
	expect(await signIn(desk, desk.user.username, desk.user.password)).toMatchObject({ status: 403 });
});

test('brought back by another operator meanwhile: their password stays', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	await desk.change({ deactivated: true });
	await openTask(page, desk, 'reactivate');
	await expect(button(page, 'Reactivate')).toBeVisible();
	await desk.change({ deactivated: false, password: 'Theirs-7-and-only' });
	await button(page, 'Reactivate').click();
	await expect(page.getByRole('alert')).toContainText('Somebody else');
	expect(await signIn(desk, desk.user.username, 'Theirs-7-and-only')).toMatchObject({
		status: 200
	});
});

test('a deactivation whose answer is lost is found out', async ({
	page,
	person,
	portalOf,
	stack,
	watch
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	await openTask(page, desk, 'deactivate');
	let sent = 0;
	await page.route('**/_synapse/admin/v1/deactivate/*', async (route) => {
		if (route.request().method() === 'OPTIONS') return route.continue();
		sent += 1;
		await route.fetch();
		await route.abort();
	});
	watch.expectConsole(/ERR_FAILED/);
	await idField(page).fill(desk.user.userId);
	await button(page, 'Deactivate').click();
	await expectDone(page);
	expect(sent).toBe(1);
	expect(await desk.seen()).toMatchObject({ deactivated: true });
});

test('on matrix.org nobody comes back, and why', async ({ page, person, portalOf, stack }) => {
	const desk = await newDesk({ person, portalOf, stack });
	const server = { ...desk.server, serverName: 'matrix.org' };
	const portal = await stack.portal({
		...serverConfig(server),
		features: { help_desk: true }
	});
	const path = '/help-desk/user?id=%40ada%3Amatrix.org&task=reactivate';
	await page.route('**/_synapse/admin/v2/users/*ada*', (route) =>
		route.fulfill({
			headers: { 'access-control-allow-origin': '*' },
			json: { name: '@ada:matrix.org', deactivated: true, threepids: [], external_ids: [] }
		})
	);
	await openHelpDesk(page, { portal, server, person: desk.operator }, path);
	await expect(page.getByText(/never brought back/)).toBeVisible();
	await expect(button(page, 'Reactivate')).toHaveCount(0);
});
