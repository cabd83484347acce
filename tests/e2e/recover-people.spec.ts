import { pressBy, typeInto } from '../support/keyboard.ts';
import { expectToFit, WIDTH } from '../support/narrow.ts';
import { CROSS_ORIGIN } from '../support/trouble.ts';
import { confirmReset, expectReset, lockedOut, newPasswordField } from '../support/recover.ts';
import { expectStep } from '../support/register.ts';
import { expect, test } from '../support/test.ts';
import { untranslated } from '../support/untranslated.ts';

const NEW = 'Another-horse-9-for-the-stable';

test('by keyboard alone', async ({ page, otherDevice, person, homeOf, stack }) => {
	const { portal, server } = await homeOf('open');
	const before = await lockedOut(server, person);
	await page.goto(`${portal}/recover`);
	await expect(page.locator('html[data-ready]')).toBeAttached();
	await pressBy(page, page.getByText('Are you still signed in on another device?'));
	await expect(page.getByText(/Then use that device first/)).toBeVisible();
	await typeInto(page, page.getByRole('textbox', { name: 'Email' }), person.email);
	await typeInto(page, newPasswordField(page), NEW);
	await page.keyboard.press('Enter');
	const heading = page.getByRole('heading', { level: 1, name: 'Check your email' });
	await expect(heading).toBeFocused();
	await pressBy(page, page.getByRole('button', { name: 'I have verified my email address' }));
	await expect(page.getByRole('alert')).toBeVisible();

	const phone = await otherDevice();
	await confirmReset(phone, await stack.waitForMail(person.email));
	await expect(
		page.getByRole('heading', { level: 1, name: 'Your password is reset' })
	).toBeFocused();
	await expectReset(server, person, NEW, before);
	await pressBy(page, page.getByRole('link', { name: 'Return to sign in' }));
	await expectStep(page, 'Sign in');
});

test('every text of every step comes from the catalogue', async ({
	page,
	context,
	otherDevice,
	person,
	homeOf,
	stack,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	// Whom to ask is asked for; this homeserver does not say, and not to pages of other origins.
	watch.expectConsole(CROSS_ORIGIN);
	await lockedOut(server, person);
	const known = ['English', 'Deutsch', 'Pseudo', person.email, server.serverName];
	const expectNone = async (where = page) => {
		expect(await untranslated(where, known)).toEqual([]);
	};
	await page.goto(`${portal}/en-XA/recover`);
	await expect(page.locator('html[data-ready]')).toBeAttached();
	for (const summary of await page.locator('summary').all()) await summary.click();
	await page.locator('form [type=submit]').click();
	await expect(page.locator('[aria-invalid=true]')).toHaveCount(2);
	await expectNone();
	await page.locator('input[name=email]').fill(person.email);
	await page.locator('input[name=password]').fill(NEW);
	await page.locator('form [type=submit]').click();
	await expect(page.getByText(person.email)).toBeVisible();
	await page.locator('summary').click();
	await expectNone();

	const second = await context.newPage();
	await second.goto(`${portal}/en-XA/recover`);
	await expect(second.getByText(person.email)).toBeVisible();
	await expectNone(second);
	await second.close();
	await page.reload();
	await expect(page.getByText(person.email)).toBeVisible();
	const phone = await otherDevice();
	await confirmReset(phone, await stack.waitForMail(person.email));
	await expect(phone.locator('input[name=password]')).toBeVisible();
	await expectNone(phone);
	await page.locator('input[name=password]').fill(NEW);
	await expectNone();
	await page.locator('form [type=submit]').click();
	await expect(page.locator('main a[href$="/login"]')).toBeVisible();
	await expectNone();
});

test.describe('320 pixels wide, in German', () => {
	test.use({ viewport: { width: WIDTH, height: 568 } });

	test('every step fits', async ({ page, otherDevice, person, homeOf, stack, watch }) => {
		const { portal, server } = await homeOf('open');
		watch.expectConsole(CROSS_ORIGIN);
		await lockedOut(server, person);
		await page.goto(`${portal}/de/recover`);
		await expect(page.locator('html[data-ready]')).toBeAttached();
		for (const summary of await page.locator('summary').all()) await summary.click();
		const send = page.getByRole('button', { name: 'E-Mail zum Zurücksetzen senden' });
		await send.click();
		await expectToFit(page);
		await page.getByRole('textbox', { name: 'E-Mail' }).fill(person.email);
		await page.getByRole('textbox', { name: 'Neues Passwort' }).fill(NEW);
		await send.click();
		await expectStep(page, 'Sehen Sie in Ihre E-Mails');
		await page.locator('summary').click();
		await expectToFit(page);

		await page.reload();
		await expectStep(page, 'Sehen Sie in Ihre E-Mails');
		const phone = await otherDevice();
		await phone.setViewportSize({ width: WIDTH, height: 568 });
		await confirmReset(phone, await stack.waitForMail(person.email));
		await expectStep(phone, 'E-Mail bestätigt');
		await expect(phone.getByRole('button', { name: 'Hier abschließen' })).toBeVisible();
		await expectToFit(phone);
		await expectStep(page, 'Wählen Sie ein neues Passwort');
		await expectToFit(page);
		await page.getByRole('textbox', { name: 'Neues Passwort' }).fill(NEW);
		await page.getByRole('button', { name: 'Passwort setzen' }).click();
		await expectStep(page, 'Ihr Passwort ist zurückgesetzt');
		await expectToFit(page);
	});
});
