import { expectAccessible } from '../support/accessibility.ts';
import { newToken } from '../support/admin.ts';
import { newPerson } from '../support/person.ts';
import {
	acceptPolicies,
	expectReady,
	expectStep,
	fillForm,
	linkIn,
	openForm,
	submitForm
} from '../support/register.ts';
import { expect, test } from '../support/test.ts';

test('registration token: a wrong one is told before anything is sent, a link fills the right one', async ({
	page,
	context,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('strict');
	const bodies: string[] = [];
	page.on('request', (request) => {
		if (request.method() === 'POST') bodies.push(request.postData() ?? '');
	});
	const token = page.getByRole('textbox', { name: 'Registration token' });
	await openForm(page, portal);
	await fillForm(page, { ...person, token: '' });
	await submitForm(page);
	await expect(token).toHaveAccessibleDescription(/Enter the registration token/);
	await expect(token).toBeFocused();
	await token.fill('no-such-token');
	await submitForm(page);
	await expect(token).toHaveAccessibleDescription(/This registration token is not valid/);
	await expect(token).toBeFocused();
	await expectAccessible(page);
	expect(bodies.filter((body) => body.includes(person.username))).toEqual([]);

	const right = await newToken(server, 1);
	await openForm(page, portal, `?token=${right}`);
	await expect(token).toHaveValue(right);
	await fillForm(page, person);
	await submitForm(page);
	await acceptPolicies(page);
	await expectStep(page, 'Check your email');
	await (await context.newPage()).goto(linkIn(await stack.waitForMail(person.email)));
	await expectReady(page, person, server);

	const late = await context.newPage();
	await openForm(late, portal, `?token=${right}`);
	await fillForm(late, newPerson());
	await submitForm(late);
	await expect(
		late.getByRole('textbox', { name: 'Registration token' })
	).toHaveAccessibleDescription(/used up/);
	await expectStep(late, 'Create your account');
});

test('policies: each opens apart and has to be accepted; German shows what the homeserver has', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('strict');
	const token = await newToken(server, 1);
	watch.expectOnly(portal, server.baseUrl);
	await page.goto(`${portal}/de/register?token=${token}`);
	await expect(page.locator('html[data-ready]')).toBeAttached();
	await page.getByRole('textbox', { name: 'Benutzername' }).fill(person.username);
	await page.getByRole('textbox', { name: 'Passwort', exact: true }).fill(person.password);
	await page.getByRole('textbox', { name: 'E-Mail' }).fill(person.email);
	await page.getByRole('button', { name: 'Weiter', exact: true }).click();
	await expectStep(page, 'Lesen Sie die Richtlinien');
	await expectAccessible(page);

	const name = 'Terms of use and privacy';
	const link = page.getByRole('link', { name });
	await expect(link).toHaveAttribute('target', '_blank');
	await expect(link).toHaveAttribute('rel', /noopener/);
	const [document] = await Promise.all([page.waitForEvent('popup'), link.click()]);
	await expectStep(document, name);
	expect(await document.evaluate(() => window.opener === null && window.document.referrer)).toBe(
		''
	);
	await document.close();

	const box = page.getByRole('checkbox', { name: `Ich habe „${name}“ gelesen und akzeptiere es` });
	const accept = page.getByRole('button', { name: 'Akzeptieren' });
	await accept.click();
	await expect(box).toHaveAttribute('aria-invalid', 'true');
	await expect(box).toHaveAccessibleDescription(/Akzeptieren Sie jedes Dokument/);
	await expect(box).toBeFocused();
	await expectAccessible(page);
	await box.check();
	await accept.click();
	await expectStep(page, 'Sehen Sie in Ihre E-Mails');
	await expectAccessible(page);
});
