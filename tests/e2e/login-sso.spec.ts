import { expectAccessible } from '../support/accessibility.ts';
import { keptSession } from '../support/homeserver.ts';
import { expectAccount, fillLogin, openLogin } from '../support/login.ts';
import { becomeUser, goToProvider, signInAtProvider, wayBack } from '../support/provider.ts';
import { expect, expectAtRest, test } from '../support/trouble.ts';
import { expectNoTraces } from '../support/watch.ts';

const identifier = { name: 'Username or email' };

test('somebody who has an account comes back signed in', async ({
	page,
	otherDevice,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('sso');
	const userId = `@${person.username}:${server.serverName}`;
	await openLogin(page, portal);
	await expectAccessible(page);
	await goToProvider(page);
	await signInAtProvider(page, person.username);
	await becomeUser(page, person.username);
	await wayBack(page);
	await page.getByRole('link', { name: 'Continue' }).click();
	await expectAccount(page, portal, userId);

	// Elsewhere, and this time the account is there already.
	const phone = await otherDevice();
	await openLogin(phone, portal);
	await goToProvider(phone);
	await signInAtProvider(phone, person.username);
	const token = (await wayBack(phone)).searchParams.get('loginToken') ?? '';
	expect(token).not.toBe('');
	const urls: string[] = [];
	await phone.route(`${server.baseUrl}/**/login`, (route) => {
		urls.push(phone.url());
		return route.continue();
	});
	await phone.getByRole('link', { name: 'Continue' }).click();
	await expectAccount(phone, portal, userId);
	expect(urls.join('\n')).toContain(portal);
	expect(urls.join('\n')).not.toContain(token);
	await expectNoTraces(phone, watch, [token]);
});

test('refused at the provider: a sentence, and the form works', async ({
	page,
	person,
	portalOf
}) => {
	const portal = await portalOf('sso');
	await openLogin(page, portal);
	await fillLogin(page, { username: person.username });
	await goToProvider(page);
	await page.getByRole('button', { name: 'Cancel' }).click();
	await expect(page.getByRole('heading', { name: 'There was an error' })).toBeVisible();
	await openLogin(page, portal);
	await expect(page.getByRole('alert')).toContainText('was not finished');
	await expect(page.getByRole('textbox', identifier)).toHaveValue(person.username);
	await expectAccessible(page);
	await expectAtRest(page);
	await goToProvider(page);
});

test('a token that is spent: a sentence, and the provider once more', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('sso');
	await openLogin(page, portal);
	await goToProvider(page);
	await signInAtProvider(page, person.username);
	await becomeUser(page, person.username);
	const token = (await wayBack(page)).searchParams.get('loginToken') ?? '';
	const spent = await fetch(`${server.baseUrl}/_matrix/client/v3/login`, {
		method: 'POST',
		body: JSON.stringify({ type: 'm.login.token', token })
	});
	expect(spent.status).toBe(200);
	await page.getByRole('link', { name: 'Continue' }).click();
	await expect(page.getByRole('alert')).toContainText('took too long');
	await expect(page.getByRole('textbox', identifier)).toBeVisible();
	await expectAccessible(page);
	expect(await keptSession(page)).toBeUndefined();
	await goToProvider(page);
	await signInAtProvider(page, person.username);
	await wayBack(page);
	await page.getByRole('link', { name: 'Continue' }).click();
	await expectAccount(page, portal, `@${person.username}:${server.serverName}`);
});

test('a token that nobody here asked for is not used', async ({ page, watch, homeOf }) => {
	const { portal } = await homeOf('sso');
	await openLogin(page, portal, '?loginToken=somebody-elses-token');
	await expect(page.getByRole('alert')).toContainText('was not started in this browser');
	await expect(page).toHaveURL(`${portal}/login`);
	expect(watch.matrixRequests()).not.toContain('POST /login');
	expect(await keptSession(page)).toBeUndefined();
	await expectNoTraces(page, watch, ['somebody-elses-token']);
	await expectAccessible(page);
});
