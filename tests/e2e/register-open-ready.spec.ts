import { expectAccessible } from '../support/accessibility.ts';
import { expectReady, fillForm, openForm, submitForm } from '../support/register.ts';
import { expect, test } from '../support/test.ts';

const clients = [
	{ id: 'web', name: 'Web Chat', url: 'https://chat.vestibule.test/' },
	{ id: 'app', name: 'Chat App', url: 'https://app.vestibule.test/open' }
];

test('ready: the Matrix ID can be copied, and the operator’s apps can be opened', async ({
	page,
	context,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open', { clients });
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await openForm(page, portal);
	await fillForm(page, { username: person.username, password: person.password });
	await submitForm(page);
	await expectReady(page, person, server);
	await expectAccessible(page);
	for (const { name, url } of clients)
		await expect(page.getByRole('link', { name: `Open ${name}` })).toHaveAttribute('href', url);
	const account = page.getByRole('link', { name: 'Go to your account' });
	await expect(account).toHaveAttribute('href', '/account');

	await page.getByRole('button', { name: 'Copy' }).click();
	await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
	await expectAccessible(page);
	const pasted = await context.newPage();
	await openForm(pasted, portal);
	const username = pasted.getByRole('textbox', { name: 'Username' });
	await username.press('Control+V');
	await expect(username).toHaveValue(`@${person.username}:${server.serverName}`);

	await account.click();
	await expect(page).toHaveURL(`${portal}/account`);
});

test('ready: who came from an app is led back to it', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open', { clients });
	await openForm(page, portal, '?client=app');
	await fillForm(page, { username: person.username, password: person.password });
	await submitForm(page);
	await expectReady(page, person, server);
	await expect(page.getByRole('link', { name: 'Open Chat App' })).toBeVisible();
	await expect(page.getByRole('link', { name: 'Open Web Chat' })).toHaveCount(0);
	await expect(page.getByText(/a lost password cannot be reset/)).toBeVisible();
});
