import { expectAccessible } from '../support/accessibility.ts';
import {
	button,
	expectDone,
	newDesk,
	openTask,
	signIn,
	type Desk
} from '../support/help-desk-user.ts';
import { newPerson } from '../support/person.ts';
import { registerUser } from '../../dev/synapse/admin.ts';
import { png } from '../support/pictures.ts';
import { expect, test } from '../support/test.ts';
import type { Page } from '@playwright/test';

const emailField = (page: Page) => page.getByRole('textbox', { name: 'Email', exact: true });
const mail = (address: string) => ({ medium: 'email', address });
const addressesOf = async (desk: Desk, userId?: string): Promise<string[]> => {
	const { threepids } = (await desk.seen(userId)) as { threepids: { address: string }[] };
	return threepids.map(({ address }) => address).sort();
};

test('emails are set, and the user signs in with the new one', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	const [old, added] = [newPerson().email, newPerson().email];
	await desk.change({ threepids: [mail(old), { medium: 'msisdn', address: '441632960000' }] });
	await openTask(page, desk, 'emails');
	await emailField(page).fill(added.toUpperCase());
	await button(page, 'Add').click();
	await button(page, `Remove ${old}`).click();
	expect(await addressesOf(desk), 'nothing before it is saved').toEqual(
		['441632960000', old].sort()
	);
	await button(page, 'Save').click();
	await expectDone(page);
	expect(await addressesOf(desk)).toEqual(['441632960000', added].sort());
	const answer = await fetch(`${desk.server.baseUrl}/_matrix/client/v3/login`, {
		method: 'POST',
		body: JSON.stringify({
			type: 'm.login.password',
			identifier: { type: 'm.id.thirdparty', medium: 'email', address: added },
			password: desk.user.password
		})
	});
	expect(answer.status).toBe(200);
});

test('a change by another operator is noticed, and never overwritten', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	const [old, theirs, mine] = [newPerson().email, newPerson().email, newPerson().email];
	await desk.change({ threepids: [mail(old)] });
	await openTask(page, desk, 'emails');
	await emailField(page).fill(mine);
	await desk.change({ threepids: [mail(theirs)] });
	await button(page, 'Save').click();
	await expect(page.getByRole('alert')).toContainText('Somebody else has changed this');
	expect(await addressesOf(desk)).toEqual([theirs]);
	const list = page.getByRole('list', { name: 'Emails and phone numbers' });
	await expect(list).toContainText(theirs);
	await expect(list).toContainText(mine);
	await expect(list).not.toContainText(old);
	await button(page, 'Save').click();
	await expectDone(page);
	expect(await addressesOf(desk)).toEqual([theirs, mine].sort());
});

test('an address of another account is not taken from it', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	const neighbour = newPerson();
	const { userId } = await registerUser(desk.server, neighbour);
	await desk.change({ threepids: [mail(neighbour.email)] }, userId);
	await openTask(page, desk, 'emails');
	await emailField(page).fill(neighbour.email);
	await button(page, 'Save').click();
	await expect(page.getByRole('alert')).toContainText(`${neighbour.email} belongs to ${userId}`);
	expect(await addressesOf(desk, userId)).toEqual([neighbour.email]);
	expect(await addressesOf(desk)).toEqual([]);
	await page.getByRole('link', { name: userId, exact: true }).click();
	await expect(page.getByRole('heading', { level: 1, name: userId })).toBeVisible();
});

test('a change that did not arrive is found out, and sent once more', async ({
	page,
	person,
	portalOf,
	stack,
	watch
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	const added = newPerson().email;
	await openTask(page, desk, 'emails');
	const sent: string[] = [];
	await page.route('**/_synapse/admin/v2/users/*', (route) => {
		const method = route.request().method();
		if (method === 'OPTIONS') return route.continue();
		sent.push(method);
		return method === 'PUT' && !sent.slice(0, -1).includes('PUT')
			? route.abort()
			: route.continue();
	});
	watch.expectConsole(/ERR_FAILED/);
	await emailField(page).fill(added);
	await button(page, 'Save').click();
	await expectDone(page);
	expect(sent).toEqual(['GET', 'PUT', 'GET', 'PUT', 'GET']);
	expect(await addressesOf(desk)).toEqual([added]);
});

test('external identities: linked, unlinked, and each serves one account only', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	const neighbour = newPerson();
	const { userId } = await registerUser(desk.server, neighbour);
	const identity = (id: string) => ({ auth_provider: 'oidc-example', external_id: id });
	await desk.change({ external_ids: [identity(neighbour.username)] }, userId);
	await desk.change({ external_ids: [identity(desk.user.username)] });
	await openTask(page, desk, 'identities');
	await expect(page.getByText(/serves one account only/)).toBeVisible();
	await page.getByRole('textbox', { name: 'Provider', exact: true }).fill('oidc-example');
	const field = page.getByRole('textbox', { name: 'Identity at the provider' });
	await field.fill(neighbour.username);
	await button(page, 'Save').click();
	await expect(page.getByRole('alert')).toContainText(`belongs to ${userId}`);
	await button(page, `Remove ${neighbour.username}`).click();
	await button(page, `Remove ${desk.user.username}`).click();
	await field.fill(`${desk.user.username}/2`);
	await button(page, 'Save').click();
	await expectDone(page);
	expect(await desk.seen()).toMatchObject({
		external_ids: [identity(`${desk.user.username}/2`)]
	});
	expect(await desk.seen(userId)).toMatchObject({ external_ids: [identity(neighbour.username)] });
});

test('a name and the rights of an administrator', async ({ page, person, portalOf, stack }) => {
	const desk = await newDesk({ person, portalOf, stack });
	await openTask(page, desk, 'profile');
	await page.getByRole('textbox', { name: 'Display name' }).fill('Countess');
	await page.getByRole('checkbox', { name: 'Administrator' }).check();
	await expect(page.getByText(/about to make this user an administrator/)).toBeVisible();
	await button(page, 'Save').click();
	await expectDone(page);
	expect(await desk.seen()).toMatchObject({ displayname: 'Countess', admin: true });
	await page.getByRole('link', { name: `Back to ${desk.user.userId}` }).click();
	await button(page, 'Edit profile').click();
	await page.getByRole('textbox', { name: 'Display name' }).fill('');
	await page.getByRole('checkbox', { name: 'Administrator' }).uncheck();
	await button(page, 'Save').click();
	await expectDone(page);
	expect(await desk.seen()).toMatchObject({ displayname: null, admin: false });
	await page.getByRole('link', { name: 'Record of this visit' }).click();
	for (const text of ['Made an administrator', 'Administrator’s rights removed'])
		await expect(page.getByRole('table').getByText(text)).toBeVisible();
	expect(await signIn(desk, desk.user.username, desk.user.password)).toMatchObject({ status: 200 });
});

test('a picture is set, and one that should not be there taken away', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	await openTask(page, desk, 'profile');
	const file = { name: 'ada.png', mimeType: 'image/png', buffer: png({ width: 40, height: 20 }) };
	await page.getByLabel('Picture').setInputFiles(file);
	await expect(page.getByText('The picture is ready.')).toBeVisible();
	await expectAccessible(page);
	await button(page, 'Save').click();
	await expectDone(page);
	await expect(page.getByText('The picture is changed.')).toBeVisible();
	expect(await desk.seen()).toMatchObject({ avatar_url: expect.stringMatching(/^mxc:\/\//) });
	await page.getByRole('link', { name: `Back to ${desk.user.userId}` }).click();
	await button(page, 'Edit profile').click();
	await page.getByRole('checkbox', { name: 'Remove the picture' }).check();
	await expectAccessible(page);
	await button(page, 'Save').click();
	await expectDone(page);
	await expect(page.getByText('The picture is removed.')).toBeVisible();
	expect(await desk.seen()).toMatchObject({ avatar_url: null, displayname: 'Ada' });
	await page.getByRole('link', { name: `Back to ${desk.user.userId}` }).click();
	await button(page, 'Edit profile').click();
	await expect(page.getByRole('textbox', { name: 'Display name' })).toHaveValue('Ada');
	await expect(page.getByRole('checkbox', { name: 'Remove the picture' })).toHaveCount(0);
});
