import type { Page } from '@playwright/test';
import { registerUser } from '../../dev/synapse/admin.ts';
import { newUsers, openHelpDesk } from '../support/help-desk.ts';
import { button, heading, newDesk, type Desk } from '../support/help-desk-user.ts';
import { newPerson } from '../support/person.ts';
import { expect, test } from '../support/test.ts';

const rows = (page: Page) => page.getByRole('list', { name: 'Users' }).getByRole('listitem');
const batchOf = (ids: readonly string[]): string =>
	`/help-desk/user?${new URLSearchParams([['task', 'deactivate'], ...ids.map((id) => ['id', id])]).toString()}`;
const open = (page: Page, desk: Desk, ids: readonly string[]) =>
	openHelpDesk(
		page,
		{ portal: desk.portal, server: desk.server, person: desk.operator },
		batchOf(ids)
	);

async function start(page: Page, count: number): Promise<void> {
	const typed = page.getByRole('textbox', { name: 'Type the number of accounts to confirm' });
	await typed.fill(String(count));
	await button(page, `Deactivate ${count} accounts`).click();
}

/** Whether each of these users is deactivated, as the homeserver has it. */
const gone = (desk: Desk, ids: readonly string[]): Promise<unknown[]> =>
	Promise.all(ids.map(async (id) => (await desk.seen(id)).deactivated));

test('several users: looked at, confirmed by their number, deactivated', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	const users = await newUsers(desk.server, newPerson().username, 3);
	const [first = ''] = users;
	await desk.change({ deactivated: true }, first);
	const ghost = `@${newPerson().username}:${desk.server.serverName}`;
	await open(page, desk, [...users, desk.operator.userId, ghost, '@a:elsewhere.test']);
	await expect(heading(page, 'Deactivate users')).toBeVisible();
	await expect(button(page, 'Deactivate 2 accounts')).toBeVisible();
	await expect(rows(page).nth(0)).toContainText('Deactivated before');
	await expect(rows(page).nth(3)).toContainText('Your own account: left out');
	await expect(rows(page).nth(4)).toContainText('No such user: left out');
	await expect(rows(page).nth(5)).toContainText('Of another homeserver: left out');
	const typed = page.getByRole('textbox', { name: 'Type the number of accounts to confirm' });
	await typed.fill('3');
	await button(page, 'Deactivate 2 accounts').click();
	await expect(typed).toHaveAccessibleDescription(/it is 2/);
	expect(await gone(desk, users)).toEqual([true, false, false]);
	await page.getByRole('checkbox', { name: 'Hide messages from new joiners' }).check();
	await start(page, 2);
	await expect(page.getByText('2 accounts are deactivated.')).toBeVisible();
	expect(await gone(desk, users)).toEqual([true, true, true]);
	expect(await desk.seen(users[1])).toMatchObject({ erased: true });
	expect(await desk.seen(first)).toMatchObject({ erased: false });
	expect(await desk.seen(desk.operator.userId)).toMatchObject({ deactivated: false });
	await expect(desk.seen(ghost)).rejects.toThrow('User not found');
	await page.getByRole('link', { name: 'Record of this visit' }).click();
	await expect(page.getByRole('table').getByText('Deactivated and erased')).toHaveCount(2);
});

test('a pasted list', async ({ page, person, portalOf, stack }) => {
	const desk = await newDesk({ person, portalOf, stack });
	const users = await newUsers(desk.server, newPerson().username, 2);
	await open(page, desk, []);
	await page.getByRole('textbox', { name: 'Matrix IDs' }).fill(users.join(',\n'));
	await button(page, 'Look at them').click();
	await expect(rows(page)).toHaveCount(2);
	expect(await gone(desk, users)).toEqual([false, false]);
	await start(page, 2);
	await expect(page.getByText('2 accounts are deactivated.')).toBeVisible();
	expect(await gone(desk, users)).toEqual([true, true]);
});

test('a pasted list does not come back by itself; given again, what was done is told', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	const users = await newUsers(desk.server, newPerson().username, 2);
	await open(page, desk, []);
	const list = page.getByRole('textbox', { name: 'Matrix IDs' });
	await list.fill(users[0] ?? '');
	await button(page, 'Look at them').click();
	await page.getByRole('textbox', { name: 'Type the number of accounts to confirm' }).fill('1');
	await button(page, 'Deactivate 1 account').click();
	await expect(page.getByText('One account is deactivated.')).toBeVisible();
	await page.reload();
	await expect(list).toHaveValue('');
	await list.fill(users.join(' '));
	await button(page, 'Look at them').click();
	await expect(rows(page).nth(0)).toContainText('Deactivated before');
	await expect(rows(page).nth(1)).toContainText('Will be deactivated');
	expect(await gone(desk, users)).toEqual([true, false]);
});

test('stopped, it says what was done, and goes on from there', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	const users = await newUsers(desk.server, newPerson().username, 3);
	await open(page, desk, users);
	let letGo: () => void = () => undefined;
	const held = new Promise<void>((resolve) => (letGo = resolve));
	await page.route('**/_synapse/admin/v1/deactivate/*', async (route) => {
		if (route.request().method() === 'POST') await held;
		await route.continue();
	});
	await start(page, 3);
	await button(page, 'Stop').click();
	await expect(page.getByText('Stopping after this account')).toBeVisible();
	letGo();
	await expect(page.getByText(/1 of 3 accounts are deactivated, 2 are not/)).toBeVisible();
	expect(await gone(desk, users)).toEqual([true, false, false]);
	await button(page, 'Go on with 2 accounts').click();
	await expect(page.getByText('3 accounts are deactivated.')).toBeVisible();
	expect(await gone(desk, users)).toEqual([true, true, true]);
});

test('no longer an administrator in the middle: it stops, and goes on after that is mended', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	const users = await newUsers(desk.server, newPerson().username, 3);
	const { accessToken } = await registerUser(desk.server, { ...newPerson(), admin: true });
	const setAdmin = async (admin: boolean) => {
		const id = encodeURIComponent(desk.operator.userId);
		const answer = await fetch(`${desk.server.baseUrl}/_synapse/admin/v2/users/${id}`, {
			method: 'PUT',
			headers: { authorization: `Bearer ${accessToken}` },
			body: JSON.stringify({ admin })
		});
		expect(answer.ok).toBe(true);
	};
	await open(page, desk, users);
	let done = 0;
	await page.route('**/_synapse/admin/v1/deactivate/*', async (route) => {
		if (route.request().method() !== 'POST') return route.continue();
		done += 1;
		if (done === 2) await setAdmin(false);
		return route.continue();
	});
	await start(page, 3);
	await expect(page.getByRole('alert')).toContainText('not an administrator');
	await expect(page.getByText(/1 of 3 accounts are deactivated, 2 are not/)).toBeVisible();
	await setAdmin(true);
	expect(await gone(desk, users)).toEqual([true, false, false]);
	await button(page, 'Go on with 2 accounts').click();
	await expect(page.getByText('3 accounts are deactivated.')).toBeVisible();
	expect(await gone(desk, users)).toEqual([true, true, true]);
});

test('after a reload, what was done is seen, and only the rest is left', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	const users = await newUsers(desk.server, newPerson().username, 3);
	await desk.change({ deactivated: true }, users[0]);
	await open(page, desk, users);
	await page.reload();
	await expect(rows(page).nth(0)).toContainText('Deactivated before');
	await start(page, 2);
	await expect(page.getByText('2 accounts are deactivated.')).toBeVisible();
	expect(await gone(desk, users)).toEqual([true, true, true]);
});
