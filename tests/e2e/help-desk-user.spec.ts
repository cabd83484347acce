import { registerUser } from '../../dev/synapse/admin.ts';
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
import { expectHarmless, MARKUP } from '../support/hostile.ts';
import { newPerson } from '../support/person.ts';
import { expect, test } from '../support/test.ts';
import { expectNoTraces } from '../support/watch.ts';

test('one user: what the homeserver tells, and what can be done', async ({
	page,
	person,
	portalOf,
	stack,
	watch
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	watch.expectOnly(desk.portal, desk.server.baseUrl);
	await desk.change({
		threepids: [{ medium: 'email', address: desk.user.email }],
		external_ids: [{ auth_provider: 'oidc-example', external_id: desk.user.username }]
	});
	await openTask(page, desk);
	await expect(heading(page, desk.user.userId)).toBeVisible();
	const facts = page.locator('dl');
	for (const text of ['Active', 'Ada', desk.user.email, `${desk.user.username} · oidc-example`])
		await expect(facts.getByText(text, { exact: true })).toBeVisible();
	for (const name of [
		'Edit emails',
		'Edit external identities',
		'Edit profile',
		'Sign out sessions',
		'Lock',
		'Suspend',
		'Deactivate'
	])
		await expect(button(page, name)).toBeVisible();
	await button(page, 'Set a new password').click();
	await expect(heading(page, 'Set a new password')).toBeFocused();
	await page.getByRole('link', { name: `Back to ${desk.user.userId}` }).click();
	await expect(heading(page, desk.user.userId)).toBeFocused();
});

test('locked out, without an email: a new password in under a minute, shown once', async ({
	page,
	person,
	portalOf,
	stack,
	watch
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	await openTask(page, desk);
	await button(page, 'Set a new password').click();
	await expect(page.getByRole('checkbox', { name: 'Sign out all sessions' })).toBeChecked();
	await button(page, 'Set password').click();
	await expectDone(page);
	const password = await shownPassword(page).innerText();
	await expect(page.getByText('One session was signed out.')).toBeVisible();
	expect(await isAlive(desk, desk.user.accessToken)).toBe(false);
	expect(await signIn(desk, desk.user.username, desk.user.password)).toMatchObject({ status: 403 });
	expect(await signIn(desk, desk.user.username, password)).toMatchObject({ status: 200 });
	await page.emulateMedia({ media: 'print' });
	await expect(shownPassword(page), 'on paper').toBeVisible();
	await expect(heading(page, 'Set a new password'), 'and nothing else').toBeHidden();
	await page.emulateMedia({ media: 'screen' });
	await expectNoTraces(page, watch, [password]);
	const sent = watch.requests.filter(({ url }) => url.includes(password));
	expect(sent).toEqual([]);
	await page.getByRole('link', { name: 'Record of this visit' }).click();
	await expect(page.getByText('New password set')).toBeVisible();
	await expect(page.getByText(password)).toHaveCount(0);
	await page.goBack();
	await expect(button(page, 'Set password')).toBeVisible();
	await expect(page.getByText(password)).toHaveCount(0);
});

test('sessions stay where that is wanted', async ({ page, person, portalOf, stack }) => {
	const desk = await newDesk({ person, portalOf, stack });
	await openTask(page, desk, 'password');
	await page.getByRole('checkbox', { name: 'Sign out all sessions' }).uncheck();
	await button(page, 'Set password').click();
	await expectDone(page);
	const password = await shownPassword(page).innerText();
	await expect(page.getByText('The one session stays signed in.')).toBeVisible();
	expect(await isAlive(desk, desk.user.accessToken)).toBe(true);
	expect(await signIn(desk, desk.user.username, password)).toMatchObject({ status: 200 });
});

test('a password whose answer is lost is the one that is shown', async ({
	page,
	person,
	portalOf,
	stack,
	watch
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	await openTask(page, desk, 'password');
	let lost = 0;
	await page.route('**/_synapse/admin/v2/users/*', async (route) => {
		if (route.request().method() !== 'PUT' || lost > 0) return route.continue();
		lost += 1;
		await route.fetch();
		await route.abort();
	});
	watch.expectConsole(/ERR_FAILED/);
	await button(page, 'Set password').click();
	await expectDone(page);
	expect(lost).toBe(1);
	const password = await shownPassword(page).innerText();
	expect(await signIn(desk, desk.user.username, password)).toMatchObject({ status: 200 });
});

test('one’s own account cannot be shut out', async ({ page, person, portalOf, stack }) => {
	const desk = await newDesk({ person, portalOf, stack });
	const own = { ...desk, path: (task?: string) => desk.path(task) };
	own.path = (task) =>
		`/help-desk/user?id=${encodeURIComponent(desk.operator.userId)}${task ? `&task=${task}` : ''}`;
	await openTask(page, own);
	await expect(page.getByText(/you would shut yourself out/)).toBeVisible();
	for (const name of ['Set a new password', 'Lock', 'Suspend', 'Deactivate'])
		await expect(button(page, name)).toHaveCount(0);
	for (const task of ['password', 'lock', 'suspend', 'deactivate', 'profile']) {
		await page.goto(`${desk.portal}${own.path(task)}`);
		await expect(page.getByText(/This is your own account/)).toBeVisible();
		const pressable = page.getByRole('main').getByRole('button', { name: /Set|Lock|Susp|Deact/ });
		await expect(pressable).toHaveCount(0);
		await expect(page.getByRole('checkbox')).toHaveCount(0);
	}
	expect(await desk.seen(desk.operator.userId)).toMatchObject({ admin: true, locked: false });
});

test('nobody, somebody elsewhere, and no Matrix ID at all', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	await openTask(page, desk);
	const ghost = `@${newPerson().username}:${desk.server.serverName}`;
	for (const [id, text] of [
		[ghost, /no user with this Matrix ID/],
		['@ada:elsewhere.test', /belongs to another homeserver/],
		['ada', /does not name a user/]
	] as const) {
		await page.goto(`${desk.portal}/help-desk/user?id=${encodeURIComponent(id)}`);
		await expect(page.getByRole('alert')).toContainText(text);
	}
	// Synapse would make an account of a change: nothing is sent.
	await page.goto(`${desk.portal}/help-desk/user?id=${encodeURIComponent(ghost)}&task=password`);
	await expect(page.getByRole('alert')).toContainText('no user with this Matrix ID');
	await expect(button(page, 'Set password')).toHaveCount(0);
	await expect(desk.seen(ghost)).rejects.toThrow('User not found');
});

test('a hostile name stays a text, also in the record', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const desk = await newDesk({ person, portalOf, stack }, `\u202e${MARKUP}`);
	await openTask(page, desk);
	await expect(page.getByText(MARKUP)).toBeVisible();
	await expectHarmless(page);
	await button(page, 'Edit profile').click();
	await expect(page.getByRole('textbox', { name: 'Display name' })).toHaveValue(MARKUP);
	await expectHarmless(page);
});

test('no longer an administrator in the middle of a visit', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	const other = newPerson();
	const { accessToken } = await registerUser(desk.server, { ...other, admin: true });
	await openTask(page, desk, 'password');
	await expect(button(page, 'Set password')).toBeVisible();
	await fetch(
		`${desk.server.baseUrl}/_synapse/admin/v2/users/${encodeURIComponent(desk.operator.userId)}`,
		{
			method: 'PUT',
			headers: { authorization: `Bearer ${accessToken}` },
			body: JSON.stringify({ admin: false })
		}
	);
	await button(page, 'Set password').click();
	await expect(page.getByRole('alert')).toContainText('not an administrator');
	await expect(shownPassword(page)).toHaveCount(0);
	expect(await signIn(desk, desk.user.username, desk.user.password)).toMatchObject({ status: 200 });
});
