import {
	expectPage,
	expectSignIn,
	goTo,
	isAlive,
	runOut,
	spend,
	tokensOf
} from '../support/account.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { pressBy, tabTo } from '../support/keyboard.ts';
import { expectToFit, WIDTH } from '../support/narrow.ts';
import { signInAs, deleteSessions } from '../support/sessions.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';
import { traces } from '../support/watch.ts';

test('nobody gets in: sign-in knows where one was going, with the query', async ({
	page,
	portalOf,
	stack,
	watch
}) => {
	const portal = await portalOf('open');
	watch.expectOnly(portal, (await stack.homeserver('open')).baseUrl);
	await page.goto(`${portal}/account/emails?client=app`);
	await expectSignIn(page, { path: '/account/emails?client=app' });
	await page.goto(`${portal}/de/account/password`);
	await expect(page).toHaveURL(`${portal}/de/login`);
	await page.goBack();
	await expect(page).toHaveURL(/\/login$/);
});

test('list and gate are in the page before any script', async ({ browser, portalOf }) => {
	const portal = await portalOf('open');
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(`${portal}/account/emails`);
	await expect(page.getByRole('heading', { level: 1, name: 'Emails' })).toBeVisible();
	await expect(page.getByRole('link', { name: 'Emails', exact: true })).toHaveAttribute(
		'aria-current',
		'page'
	);
	await expect(page.getByText('Opening your account')).toBeVisible();
	await context.close();
});

test('signing out ends the session, and leaves nothing behind', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person });
	await expectPage(page, 'Your account');
	const { accessToken, refreshToken, deviceId } = await tokensOf(page);
	await page.getByRole('button', { name: 'Sign out', exact: true }).click();
	await expectSignIn(page, { path: '/account', reason: 'signedOut' });
	expect(await isAlive(server, accessToken)).toBe(false);
	const left = Object.entries(await traces(page)).filter(([, text]) =>
		[accessToken, refreshToken, deviceId, person.username].some((mark) => text.includes(mark))
	);
	expect(left).toEqual([]);
	await page.goBack();
	await expect(page.getByText(person.username)).toHaveCount(0);
});

test('a token that has run out is renewed to sign out with', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person });
	await expectPage(page, 'Your account');
	await runOut(page);
	const ended = page.waitForRequest(
		(request) => request.url().endsWith('/logout') && request.method() === 'POST'
	);
	await page.getByRole('button', { name: 'Sign out', exact: true }).click();
	const token = (await (await ended).allHeaders()).authorization?.replace('Bearer ', '') ?? '';
	await expectSignIn(page, { path: '/account', reason: 'signedOut' });
	const posted = watch.matrixRequests().filter((line) => line.startsWith('POST'));
	expect(posted.slice(-2)).toEqual(['POST /refresh', 'POST /logout']);
	expect(await isAlive(server, token)).toBe(false);
});

test('a session that was removed elsewhere leads to sign-in at the next touch', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/profile');
	await expectPage(page, 'Profile');
	const { deviceId } = await tokensOf(page);
	await deleteSessions(await signInAs(server, person, 'Phone'), person, [deviceId]);
	await goTo(page, 'Emails');
	await expectSignIn(page, { path: '/account/emails', reason: 'ended' });
});

test('a session that cannot be renewed has expired', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/profile');
	await expectPage(page, 'Profile');
	await spend(server, (await tokensOf(page)).refreshToken);
	await runOut(page);
	await goTo(page, 'Sessions');
	await expectSignIn(page, { path: '/account/sessions', reason: 'expired' });
});

test('by keyboard from page to page: the heading takes the focus', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person });
	await expectPage(page, 'Your account');
	await expect(page).toHaveTitle('Your account');
	for (const name of ['Profile', 'Emails', 'Sessions', 'Encryption']) {
		const link = page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name });
		await page.getByRole('link', { name: 'Overview' }).focus();
		await pressBy(page, link);
		await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeFocused();
		await expect(page).toHaveTitle(name);
		await expect(link).toHaveAttribute('aria-current', 'page');
		await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
		await expectAccessible(page);
	}
});

test('320 pixels wide, in German: the menu opens, closes and leads on', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await page.setViewportSize({ width: WIDTH, height: 568 });
	await openSignedIn(page, { portal, server, person }, '/de/account/encryption');
	await expectPage(page, 'Verschlüsselung');
	await expectToFit(page);
	const menu = page.getByRole('button', { name: 'Menü' });
	const link = page.getByRole('link', { name: 'Sitzungen', exact: true });
	await expect(menu).toHaveAttribute('aria-expanded', 'false');
	await expect(link).toBeHidden();
	await pressBy(page, menu);
	await expect(menu).toHaveAttribute('aria-expanded', 'true');
	await expectToFit(page);
	await page.keyboard.press('Escape');
	await expect(link).toBeHidden();
	await expect(menu).toBeFocused();
	await page.keyboard.press('Enter');
	await tabTo(page, link);
	await page.keyboard.press('Enter');
	await expectPage(page, 'Sitzungen');
	await expect(link).toBeHidden();
	await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});
