import { newToken } from '../support/admin.ts';
import { expectToFit, WIDTH } from '../support/narrow.ts';
import { expectStep, linkIn } from '../support/register.ts';
import { expect, test } from '../support/test.ts';

test.use({ viewport: { width: WIDTH, height: 568 } });

test('320 pixels wide, in German, with a long name', async ({
	page,
	context,
	person,
	homeOf,
	stack,
	watch
}) => {
	const { portal, server } = await homeOf('strict');
	const token = await newToken(server, 1);
	watch.expectOnly(portal, server.baseUrl);
	const username = `${person.username}${'-und-noch-laenger'.repeat(3)}`;
	await page.goto(`${portal}/de/register?token=${token}`);
	await expect(page.locator('html[data-ready]')).toBeAttached();
	await expectToFit(page);
	await page.getByRole('button', { name: 'Homeserver ändern' }).click();
	await expectToFit(page);
	await page.getByRole('button', { name: 'Abbrechen' }).click();
	const next = page.getByRole('button', { name: 'Weiter', exact: true });
	await next.click();
	await expect(page.getByText('Geben Sie', { exact: false }).first()).toBeVisible();
	await expectToFit(page);
	await page.getByRole('textbox', { name: 'Benutzername' }).fill(username);
	await page.getByRole('textbox', { name: 'Passwort', exact: true }).fill(person.password);
	await page.getByRole('textbox', { name: 'E-Mail' }).fill(person.email);
	await expect(page.getByText('Sehr gut.')).toBeVisible();
	await expectToFit(page);
	await next.click();

	await expectStep(page, 'Lesen Sie die Richtlinien');
	await expectToFit(page);
	await page.getByRole('checkbox').check();
	await page.getByRole('button', { name: 'Akzeptieren' }).click();
	await expectStep(page, 'Sehen Sie in Ihre E-Mails');
	await expectToFit(page);
	await page.getByRole('button', { name: 'Andere Adresse verwenden' }).click();
	await expectStep(page, 'Andere Adresse verwenden');
	await expectToFit(page);
	await page.getByRole('button', { name: 'Zurück' }).click();

	const link = await context.newPage();
	await link.goto(linkIn(await stack.waitForMail(person.email)));
	await expectStep(link, 'E-Mail bestätigt');
	await expectToFit(link);
	await expectStep(page, 'Ihr Konto ist fertig');
	await expect(page.getByText(`@${username}:${server.serverName}`)).toBeVisible();
	await expectToFit(page);
});
