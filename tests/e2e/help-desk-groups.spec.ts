import { registerAdmin } from '../../dev/synapse/admin.ts';
import {
	expectUsers,
	newAdministrator,
	newUsers,
	openHelpDesk,
	search,
	usersTable,
	withHelpDesk
} from '../support/help-desk.ts';
import { startFakeHomeserver } from '../support/fake-homeserver.ts';
import { expectHarmless, MARKUP } from '../support/hostile.ts';
import { newPerson } from '../support/person.ts';
import { expect, serverConfig, test } from '../support/test.ts';

/** Does what an administrator can do to a user, past the portal. */
async function change(
	server: { baseUrl: string },
	token: string,
	userId: string,
	body: object
): Promise<void> {
	const url = `${server.baseUrl}/_synapse/admin/v2/users/${encodeURIComponent(userId)}`;
	const headers = { authorization: `Bearer ${token}` };
	const answer = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(body) });
	expect(answer.ok).toBe(true);
}

test('each group holds those who belong to it, and no others', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open', withHelpDesk);
	const { accessToken } = await newAdministrator(server, person);
	const mark = newPerson().username;
	const users = await newUsers(server, mark, 3);
	const [plain = '', locked = '', deactivated = ''] = users;
	const { userId: chief } = await registerAdmin(server, `${mark}-chief`);
	await change(server, accessToken, locked, { locked: true });
	await change(server, accessToken, deactivated, { deactivated: true });
	await openHelpDesk(page, { portal, server, person });
	await search(page).fill(mark);
	await expectUsers(page, [...users, chief]);
	const stateOf = (userId: string) => usersTable(page).getByRole('row').filter({ hasText: userId });
	await expect(stateOf(deactivated)).toContainText('Deactivated');
	await expect(stateOf(locked)).toContainText('Locked');
	await expect(stateOf(chief)).toContainText('Administrator');
	const groups: [string, string[]][] = [
		['Active', [plain, locked, chief]],
		['Administrators', [chief]],
		['Deactivated', [deactivated]],
		['Locked', [locked]],
		['Guests', []]
	];
	for (const [name, members] of groups) {
		await page.getByRole('radio', { name, exact: true }).check();
		await expectUsers(page, members);
		const counted = members.length === 1 ? 'of 1 user' : `of ${members.length} users`;
		await expect(page.getByRole('status')).toContainText(
			members.length === 0 ? 'No users match.' : counted
		);
		// The homeserver can put these in front, and sorts by nothing else then.
		const sortable = name !== 'Locked' && name !== 'Guests';
		await expect(page.getByRole('button', { name: 'Created' })).toHaveCount(sortable ? 1 : 0);
	}
});

test('what is typed on over is not asked for, and a late answer is not shown', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open', withHelpDesk);
	await newAdministrator(server, person);
	const mark = newPerson().username;
	const [first = '', second = ''] = await newUsers(server, mark, 2);
	await openHelpDesk(page, { portal, server, person });
	await expect(usersTable(page)).toBeVisible();
	const held = Promise.withResolvers<void>();
	await page.route(/name=.*-000&/, async (route) => {
		await held.promise;
		await route.continue().catch(() => undefined);
	});
	const asked = () => watch.requests.filter(({ url }) => url.includes('name=')).length;
	await search(page).fill(`${mark}-000`);
	await expect.poll(asked).toBeGreaterThan(0);
	await search(page).fill(`${mark}-001`);
	await expectUsers(page, [second]);
	held.resolve();
	await search(page).fill(`${mark}-00`);
	await expectUsers(page, [first, second]);
	const before = asked();
	await search(page).pressSequentially('1', { delay: 10 });
	await expectUsers(page, [second]);
	expect(asked()).toBeGreaterThan(before);
});

test('what is typed before the script has come is searched for', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open', withHelpDesk);
	const { userId } = await newAdministrator(server, person);
	await openHelpDesk(page, { portal, server, person }, '/help-desk/record');
	const script = Promise.withResolvers<void>();
	await page.route(/\.js$/, async (route) => {
		await script.promise;
		await route.continue();
	});
	await page.goto(`${portal}/help-desk`, { waitUntil: 'commit' });
	await search(page).fill(person.username);
	script.resolve();
	await expectUsers(page, [userId]);
	await expect(search(page)).toHaveValue(person.username);
	await expect(page).toHaveURL(new RegExp(`search=${person.username}`));
});

test('a hostile list harms nobody', async ({ page, stack }) => {
	const name = (index: number) => `@${MARKUP}${index}:example.org`;
	const users = [0, 1, 1].map((index) => ({
		name: name(index),
		displayname: MARKUP,
		creation_ts: 1e300,
		last_seen_ts: -1e300,
		admin: 'yes'
	}));
	const hostile = await startFakeHomeserver({
		'GET /_synapse/admin/v2/users': {
			body: { users: [...users, null, { name: 7 }], total: 1e308 }
		},
		'GET /_synapse/admin/v1/users/@ada:example.org/admin': { body: { admin: true } },
		'GET /_synapse/admin/v1/users/%40ada%3Aexample.org/admin': { body: { admin: true } }
	});
	try {
		const portal = await stack.portal({ ...serverConfig(hostile), ...withHelpDesk });
		await page.goto(`${portal}/config.json`);
		await page.evaluate(
			(server) =>
				sessionStorage.setItem(
					'vestibule.account',
					JSON.stringify({
						server,
						userId: '@ada:example.org',
						deviceId: 'ABC',
						accessToken: 'token'
					})
				),
			{ baseUrl: hostile.baseUrl, serverName: hostile.serverName }
		);
		await page.goto(`${portal}/help-desk`);
		await expectUsers(page, [name(0), name(1)]);
		await expectHarmless(page);
		await page.getByRole('button', { name: 'Export list' }).click();
		await expect(page.getByRole('progressbar', { name: 'Export list' })).toBeVisible();
		await page.getByRole('button', { name: 'Cancel' }).click();
		await expect(page.getByRole('progressbar')).toHaveCount(0);
	} finally {
		await hostile.stop();
	}
});
