import { expectAccessible } from '../support/accessibility.ts';
import {
	expectHomeserver,
	homeserverDialog,
	nameHomeserver,
	openHomeserverDialog
} from '../support/homeserver-dialog.ts';
import { expectHarmless, MARKUP } from '../support/hostile.ts';
import { expectReady, fillForm, openForm, submitForm } from '../support/register.ts';
import { expect, expectAtRest, expectTyped, test } from '../support/trouble.ts';

test('a link can preselect the homeserver', async ({ page, portalOf, stack, watch }) => {
	const strict = await stack.homeserver('strict');
	const portal = await portalOf('open');
	watch.expectOnly(portal, strict.baseUrl);
	await openForm(page, portal, `?homeserver=${encodeURIComponent(strict.baseUrl)}`);
	await expectHomeserver(page, strict.serverName);
	await expect(page.getByRole('textbox', { name: 'Registration token' })).toBeVisible();
});

test('a link that names no homeserver says so, and another can be chosen', async ({
	page,
	portalOf,
	stack
}) => {
	const open = await stack.homeserver('open');
	await openForm(page, await portalOf('strict'), '?homeserver=nobody.invalid');
	await expect(page.getByRole('alert')).toContainText('There is no server at nobody.invalid.');
	await expectAtRest(page);
	await expectAccessible(page);
	await nameHomeserver(await openHomeserverDialog(page), open.baseUrl);
	await expectHomeserver(page, open.serverName);
	await expect(page.getByRole('alert')).toHaveCount(0);
	await expectAtRest(page);
});

test('links with nonsense in them harm nobody', async ({ page, portalOf, stack, watch }) => {
	const { baseUrl } = await stack.homeserver('open');
	const portal = await portalOf('open', {
		clients: [{ id: 'web', name: 'Web app', url: 'https://web.example.org/' }]
	});
	watch.expectOnly(portal, baseUrl);
	const nonsense = ['javascript:window.harmed=true', '<img src=x>', '//example.org', '@a:b@c'];
	for (const homeserver of nonsense) {
		const query = new URLSearchParams({ homeserver, client: MARKUP, token: MARKUP });
		await openForm(page, portal, `?${query.toString()}`);
		await expect(page.getByRole('alert')).toContainText('This is not the name of a homeserver.');
		await expectHarmless(page);
	}
});

test('disable_custom_urls hides the choice and leaves links without a say', async ({
	page,
	portalOf,
	stack,
	watch
}) => {
	const [open, strict] = await Promise.all([stack.homeserver('open'), stack.homeserver('strict')]);
	const portal = await portalOf('open', { disable_custom_urls: true });
	watch.expectOnly(portal, open.baseUrl);
	await openForm(page, portal, `?homeserver=${encodeURIComponent(strict.baseUrl)}`);
	await expectHomeserver(page, open.serverName);
	await expect(page.getByRole('button', { name: 'Edit homeserver' })).toHaveCount(0);
	await expectAccessible(page);
});

test('without config.json the person is asked at once, and everything works', async ({
	page,
	person,
	stack,
	watch
}) => {
	const open = await stack.homeserver('open');
	const portal = await stack.portal(null);
	watch.expectOnly(portal, open.baseUrl);
	await openForm(page, portal);
	const dialog = await homeserverDialog(page);
	await expect(dialog.getByRole('textbox', { name: 'Homeserver' })).toBeFocused();
	await expectAccessible(page);

	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();
	await expect(page.getByText('none chosen yet')).toBeVisible();
	await expectAccessible(page);
	await fillForm(page, { username: person.username, password: person.password });
	await submitForm(page);
	await nameHomeserver(await homeserverDialog(page), open.serverName);
	await expectHomeserver(page, open.serverName);
	await expectTyped(page, { username: person.username, password: person.password });

	await submitForm(page);
	await expectReady(page, person, open);
});

test('default_server_name is looked up', async ({ page, stack, watch }) => {
	const open = await stack.homeserver('open');
	const portal = await stack.portal({ default_server_name: open.serverName });
	watch.expectOnly(portal, open.baseUrl);
	await openForm(page, portal);
	await expectHomeserver(page, open.serverName);
	await fillForm(page, { username: 'somebody' });
	await expect(page.getByText(`@somebody:${open.serverName}`)).toBeVisible();
	await expectAtRest(page);
});

test('a default_server_name that leads nowhere says so and can be changed', async ({
	page,
	person,
	stack
}) => {
	const open = await stack.homeserver('open');
	await openForm(page, await stack.portal({ default_server_name: 'nobody.invalid' }));
	await expect(page.getByRole('alert')).toContainText('There is no server at nobody.invalid.');
	await fillForm(page, { username: person.username, password: person.password });
	await nameHomeserver(await openHomeserverDialog(page), `@someone:${open.serverName}`);
	await expectHomeserver(page, open.serverName);
	await submitForm(page);
	await expectReady(page, person, open);
});
