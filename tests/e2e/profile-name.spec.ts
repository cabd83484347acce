import { expectAccessible } from '../support/accessibility.ts';
import { keptSession } from '../support/homeserver.ts';
import {
	exhaustProfile,
	expectOpen,
	on,
	openProfile,
	profileOf,
	suspend
} from '../support/profile.ts';
import { openSignedIn } from '../support/signed-in.ts';
import { expect, expectAtRest, held, OFFLINE, stopClock, test } from '../support/trouble.ts';
import { serverConfig } from '../support/test.ts';
import { expectNoTraces } from '../support/watch.ts';

test('a name is saved, emptied, and costs nothing when it is the same', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	await openProfile(page, { portal, server, person });
	const { name, save, said } = on(page);
	await expect(page.getByRole('heading', { level: 1, name: 'Profile' })).toBeVisible();
	await expect(name).toHaveValue(person.username);
	await expectAccessible(page);

	await name.fill('  Ada Lovelace  ');
	await save.click();
	await expect(said('Your display name is saved.')).toBeVisible();
	expect(await profileOf(server, person)).toEqual({ displayname: 'Ada Lovelace' });
	await expectAtRest(page);

	const before = watch.matrixRequests().length;
	await name.press('Enter');
	await expect(said('This is your display name already.')).toBeVisible();
	expect(watch.matrixRequests()).toHaveLength(before);

	await name.fill('');
	await save.click();
	await expect(said('Others see your Matrix ID.')).toBeVisible();
	expect(await profileOf(server, person)).toEqual({});
	await page.reload();
	await expectOpen(page);
	await expect(name).toHaveValue('');
	await expectNoTraces(page, watch, [person.password, 'Ada Lovelace']);
});

test('a name may hold anything, and is text only', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await openProfile(page, { portal, server, person });
	const { name, save, said } = on(page);
	const hostile = '<img src=x onerror=alert(1)> \u202eעדה 👩‍🚀';
	await name.fill(hostile);
	await save.click();
	await expect(said('Your display name is saved.')).toBeVisible();
	expect(await profileOf(server, person)).toEqual({ displayname: hostile });
	await page.reload();
	await expectOpen(page);
	await expect(name).toHaveValue(hostile);
	await expect(name).toHaveAttribute('dir', 'auto');
	await expect(page.locator('img')).toHaveCount(0);
});

test('a name that is too long is told in words, and the longest is taken', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	await openProfile(page, { portal, server, person });
	const { name, save, said } = on(page);
	await name.fill('😀'.repeat(257));
	await save.click();
	await expect(name).toHaveAccessibleDescription(/This name is too long: 256 characters at most\./);
	await expect(name).toBeFocused();
	await expectAccessible(page);
	expect(watch.matrixRequests().filter((line) => line.startsWith('PUT'))).toEqual([]);
	await name.fill('😀'.repeat(256));
	await expect(name).not.toHaveAccessibleDescription(/too long/);
	await save.click();
	await expect(said('Your display name is saved.')).toBeVisible();
});

test('a suspended account hears of it', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	const { userId } = await openProfile(page, { portal, server, person });
	await suspend(server, userId);
	const { name, save, alert } = on(page);
	await name.fill('Ada');
	await save.click();
	await expect(alert).toContainText('This account is suspended');
	await expect(name).toHaveValue('Ada');
	await expectAccessible(page);
});

test('a real limit is counted down, and it goes on by itself', async ({
	page,
	person,
	stack,
	watch
}) => {
	const server = await stack.extraHomeserver({
		name: `limits-${person.username}`,
		variant: 'limits'
	});
	const portal = await stack.portal(serverConfig(server));
	watch.expectOnly(portal, server.baseUrl);
	await openProfile(page, { portal, server, person });
	const { name, save, said } = on(page);
	await name.fill('Ada');
	await stopClock(page);
	await exhaustProfile(server, await keptSession(page));
	await save.click();
	await expect(held(page, /asks you to wait \d+ seconds? before the next attempt/)).toBeVisible();
	await expect(page.locator('[aria-busy=true]')).toHaveText('Save');
	await page.clock.resume();
	await expect(said('Your display name is saved.')).toBeVisible({ timeout: 20_000 });
	await expectAtRest(page);
	await page.reload();
	await expect(name).toHaveValue('Ada');
	await stack.stopHomeserver(server.name);
});

test('without a network it waits, and goes on', async ({ page, person, homeOf, context }) => {
	const { portal, server } = await homeOf('open');
	await openProfile(page, { portal, server, person });
	const { name, save, said } = on(page);
	await context.setOffline(true);
	await name.fill('Ada');
	await save.click();
	await expect(held(page, OFFLINE)).toBeVisible();
	await expect(name).toHaveValue('Ada');
	await context.setOffline(false);
	await expect(said('Your display name is saved.')).toBeVisible();
	expect(await profileOf(server, person)).toEqual({ displayname: 'Ada' });
});

test('a lost answer: the profile itself says that the name is saved', async ({
	page,
	person,
	stack,
	badLine
}) => {
	const server = await stack.homeserver('open');
	const line = await badLine(server);
	const through = { ...server, baseUrl: line.baseUrl };
	const portal = await stack.portal(serverConfig(through));
	await openProfile(page, { portal, server: through, person });
	const { name, save, said } = on(page);
	line.lose((request) => request.startsWith('PUT'));
	await name.fill('Ada');
	await save.click();
	await expect(said('Your display name is saved.')).toBeVisible();
	expect(line.answered.filter((request) => request.startsWith('PUT'))).toHaveLength(1);
});

test('a session that has ended loses no typed name', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await openProfile(page, { portal, server, person });
	const { name, save } = on(page);
	const session = await keptSession(page);
	const ended = await fetch(`${server.baseUrl}/_matrix/client/v3/logout`, {
		method: 'POST',
		headers: { authorization: `Bearer ${session?.accessToken ?? ''}` }
	});
	expect(ended.status).toBe(200);
	await name.fill('Ada, unsaved');
	await save.click();
	await expect(page).toHaveURL(/\/login$/);
	await openSignedIn(page, { portal, server, person }, '/account/profile');
	await expectOpen(page);
	await expect(name).toHaveValue('Ada, unsaved');
	expect(await profileOf(server, person)).toEqual({ displayname: person.username });
});
