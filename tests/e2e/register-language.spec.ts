import type { Page } from '@playwright/test';
import { awaitMail, expectStep, linkIn, openForm } from '../support/register.ts';
import { expect, test } from '../support/test.ts';
import { stopClock } from '../support/trouble.ts';

const ENGLISH = 'Create your account';
const GERMAN = 'Legen Sie Ihr Konto an';

/** Notes in the tab whether a page showed anything before it was left for another. */
const notePaints = (page: Page) =>
	page.addInitScript(() => {
		addEventListener('pagehide', () => {
			const shown = performance.getEntriesByName('first-contentful-paint').length > 0;
			if (shown) sessionStorage.setItem('test-painted', location.pathname);
		});
	});
const painted = (page: Page) => page.evaluate(() => sessionStorage.getItem('test-painted'));

test('every page comes in its language from the homeserver on: no script has to run', async ({
	portalOf,
	browser
}) => {
	const portal = await portalOf('open');
	const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' });
	const page = await context.newPage();
	for (const [path, lang, heading] of [
		['/register', 'en', ENGLISH],
		['/de/register', 'de', GERMAN]
	] as const) {
		await page.goto(portal + path);
		await expectStep(page, heading);
		await expect(page.locator('html')).toHaveAttribute('lang', lang);
		await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
	}
	await context.close();
});

test.describe('a browser in German', () => {
	test.use({ locale: 'de-AT' });

	test('is led to the German page before anything is painted', async ({
		page,
		portalOf,
		stack,
		watch
	}) => {
		const portal = await portalOf('open');
		watch.expectOnly(portal, (await stack.homeserver('open')).baseUrl);
		await notePaints(page);
		await page.goto(`${portal}/register?client=app`);
		await expectStep(page, GERMAN);
		await expect(page).toHaveURL(`${portal}/de/register?client=app`);
		expect(await painted(page)).toBeNull();
		// And again with what the first visit has left.
		await page.goto(`${portal}/register`);
		await expect(page).toHaveURL(`${portal}/de/register`);
		await page.goto(portal);
		await expectStep(page, 'Ihr Matrix-Konto');
		expect(await painted(page)).toBe('/de/register');
	});
});

test('the operator’s language comes first, the person’s choice before it, and it stays', async ({
	page,
	person,
	portalOf,
	stack,
	watch
}) => {
	const portal = await portalOf('open', { default_language: 'de' });
	watch.expectOnly(portal, (await stack.homeserver('open')).baseUrl);
	// A reader of English may see the first page in it, until the operator's wish is known. The page
	// waits a second for it, and here for as long as it takes.
	await stopClock(page);
	await page.goto(`${portal}/register`);
	await expect(page).toHaveURL(`${portal}/de/register`);
	await expectStep(page, GERMAN);
	await page.clock.resume();
	await notePaints(page);
	await page.goto(`${portal}/register`);
	await expect(page).toHaveURL(`${portal}/de/register`);
	expect(await painted(page)).not.toBe('/register');
	await expect(page.locator('html[data-ready]')).toBeAttached();
	await page.getByRole('textbox', { name: 'Benutzername' }).fill(person.username);
	await page.getByRole('textbox', { name: 'Passwort', exact: true }).fill(person.password);

	await page.getByRole('link', { name: 'English' }).click();
	await expectStep(page, ENGLISH);
	await expect(page).toHaveURL(`${portal}/register`);
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	await expect(page).toHaveTitle(ENGLISH);
	await expect(page.getByRole('textbox', { name: 'Username' })).toHaveValue(person.username);
	await expect(page.getByRole('textbox', { name: 'Password', exact: true })).toHaveValue(
		person.password
	);
	await openForm(page, portal);
	await expectStep(page, ENGLISH);
});

test('another language in the middle of the wait changes the words and nothing else', async ({
	page,
	otherDevice,
	person,
	portalOf,
	stack,
	watch
}) => {
	const portal = await portalOf('open');
	watch.expectOnly(portal, (await stack.homeserver('open')).baseUrl);
	await awaitMail(page, portal, person);
	await page.getByRole('link', { name: 'Deutsch' }).click();
	await expectStep(page, 'Sehen Sie in Ihre E-Mails');
	await expect(page.getByText(person.email)).toBeVisible();
	await (await otherDevice()).goto(linkIn(await stack.waitForMail(person.email)));
	await expectStep(page, 'Ihr Konto ist fertig');
	expect(await stack.mails(person.email)).toHaveLength(1);
});
