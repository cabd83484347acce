import { newToken } from '../support/admin.ts';
import { linkIn } from '../support/register.ts';
import { expect, test } from '../support/test.ts';
import { untranslated } from '../support/untranslated.ts';

const LANGUAGES = ['English', 'Deutsch', 'Pseudo'];

test('every text of every step comes from the catalogue', async ({
	page,
	context,
	otherDevice,
	person,
	homeOf,
	stack,
	watch
}) => {
	const { portal, server } = await homeOf('strict');
	const token = await newToken(server, 1);
	const name = 'Terms of use and privacy';
	watch.expectOnly(portal, server.baseUrl);
	const known = [...LANGUAGES, name, person.email, server.serverName, person.username];
	const expectNone = async (where = page) => {
		expect(await untranslated(where, known)).toEqual([]);
	};
	await page.goto(`${portal}/en-XA/register`);
	await expect(page.locator('html[data-ready]')).toBeAttached();
	await expectNone();
	const filled = {
		username: person.username,
		password: 'password',
		email: person.email,
		token: 'wrong'
	};
	const next = page.locator('form [type=submit]');
	await next.click();
	await expect(page.locator('[aria-invalid=true]')).toHaveCount(4);
	await expectNone();
	for (const [name, text] of Object.entries(filled))
		await page.locator(`input[name=${name}]`).fill(text);
	await expect(page.locator('[data-score="0"]')).toBeVisible();
	await expectNone();
	await page.locator('input[name=password]').fill(person.password);
	await next.click();
	await expect(page.locator('[aria-invalid=true]')).toHaveCount(1);
	await expectNone();
	await page.locator('input[name=token]').fill(token);
	await next.click();

	await expect(page.getByRole('checkbox')).toBeVisible();
	await next.click();
	await expect(page.locator('[aria-invalid=true]')).toHaveCount(1);
	await expectNone();
	await page.getByRole('checkbox').check();
	await next.click();
	await expect(page.getByText(person.email)).toBeVisible();
	await expectNone();

	const closed = await context.newPage();
	await closed.goto(`${portal}/en-XA/register`);
	await expect(closed.getByText(`@${person.username}:${server.serverName}`)).toBeVisible();
	await expectNone(closed);
	await closed.goto(`${portal}/en-XA/verified`);
	await expect(closed.locator('html[data-ready]')).toBeAttached();
	await expectNone(closed);
	await closed.close();

	await page.getByRole('button').nth(1).click();
	await expect(page.locator('input[name=email]')).toBeVisible();
	await expectNone();
	await next.click();
	const phone = await otherDevice();
	await phone.goto(linkIn(await stack.waitForMail(person.email)));
	await expect(phone.getByRole('main').getByRole('button')).toBeVisible();
	await expectNone(phone);
	await phone.getByRole('main').getByRole('button').click();
	await expect(phone.getByText(`@${person.username}:${server.serverName}`)).toBeVisible();
	await expectNone(phone);
	await expect(page.getByText(`@${person.username}:${server.serverName}`)).toBeVisible();
	await expectNone();
});
