import { expectAccessible } from '../support/accessibility.ts';
import {
	addEmail,
	emailField,
	expectAdded,
	expectEmails,
	passwordField,
	press
} from '../support/emails.ts';
import type { Scripts } from '../support/fake-homeserver.ts';
import { pressBy, tabTo, typeInto } from '../support/keyboard.ts';
import { expectToFit } from '../support/narrow.ts';
import { becomeUser, goToProvider, signInAtProvider, wayBack } from '../support/provider.ts';
import { expectReady, expectStep, linkIn, openForm } from '../support/register.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/trouble.ts';
import { untranslated } from '../support/untranslated.ts';

test('somebody without a password confirms through single sign-on', async ({
	page,
	otherDevice,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('sso');
	await openForm(page, portal);
	await goToProvider(page);
	await signInAtProvider(page, person.username);
	await becomeUser(page, person.username);
	await page.goto((await wayBack(page)).href);
	await expectReady(page, person, server);
	await page.goto(`${portal}/account/emails`);
	await addEmail(page, person.email);
	await expect(passwordField(page)).toHaveCount(0);
	await expectAccessible(page);

	const window = page.waitForEvent('popup');
	await press(page, 'Continue with single sign-on');
	const popup = await window;
	await popup.getByRole('link', { name: /Example ID/ }).click();
	await signInAtProvider(popup, person.username);
	await expectStep(page, 'Check your email');
	await (await otherDevice()).goto(linkIn(await stack.waitForMail(person.email)));
	// The provider has brought an address of its own.
	await expect(page.getByText(`${person.email} was added to your account.`)).toBeVisible();
	await expect(page.getByRole('list', { name: 'Email addresses' })).toContainText(person.email);
});

test('by keyboard alone', async ({ page, otherDevice, person, homeOf, stack }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/emails');
	await expectEmails(page);
	const button = (name: string) => page.getByRole('button', { name, exact: true });
	const heading = page.getByRole('heading', { level: 1 });
	await typeInto(page, emailField(page), person.email);
	await pressBy(page, button('Add'));
	await expectStep(page, 'Confirm that it is you');
	await expect(heading).toBeFocused();
	await typeInto(page, passwordField(page), person.password);
	await page.keyboard.press('Enter');
	await expectStep(page, 'Check your email');
	await expect(heading).toBeFocused();
	await (await otherDevice()).goto(linkIn(await stack.waitForMail(person.email)));
	await expectAdded(page, person.email);
	await expect(heading).toBeFocused();

	const remove = button(`Remove ${person.email}`);
	await pressBy(page, remove, 'Space');
	await tabTo(page, button('Cancel'));
	await page.keyboard.press('Escape');
	// It is hidden a moment before the page has heard of it.
	await expect(page.locator('dialog')).toHaveCount(0);
	await expect(remove).toBeFocused();
	await page.keyboard.press('Enter');
	await pressBy(page, button('Remove'));
	await expect(heading).toBeFocused();
	await expectEmails(page);
});

test.describe('320 pixels wide', () => {
	test.use({ viewport: { width: 320, height: 568 } });

	test('in German, with a long address', async ({ page, context, person, homeOf, stack }) => {
		const { portal, server } = await homeOf('open');
		await newAccount(server, person);
		const address = `eine-ziemlich-lange-adresse-von-${person.email}`;
		await openSignedIn(page, { portal, server, person }, '/de/account/emails');
		const field = page.getByRole('textbox', { name: 'E-Mail', exact: true });
		await field.fill('x');
		await press(page, 'Hinzufügen');
		await expect(field).toHaveAttribute('aria-invalid', 'true');
		await expectToFit(page);
		await field.fill(address);
		await press(page, 'Hinzufügen');
		await expectStep(page, 'Bestätigen Sie, dass Sie es sind');
		await expectToFit(page);
		await page.getByRole('textbox', { name: 'Passwort', exact: true }).fill(person.password);
		await press(page, 'Weiter');
		await expectStep(page, 'Sehen Sie in Ihre E-Mails');
		await expectToFit(page);
		await (await context.newPage()).goto(linkIn(await stack.waitForMail(address)));
		await expect(page.getByText(`${address} wurde Ihrem Konto hinzugefügt.`)).toBeVisible();
		await page.getByText('Auch eine Telefonnummer verwenden').click();
		await expectToFit(page);
		await press(page, `${address} entfernen`);
		await expect(page.getByRole('dialog')).toBeVisible();
		await expectToFit(page);
	});
});

test('every text of every step comes from the catalogue', async ({
	page,
	context,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const userId = `@${person.username}:${server.serverName}`;
	const known = ['English', 'Deutsch', 'Pseudo', person.email, userId, person.username];
	const expectNone = async () => {
		expect(await untranslated(page, known)).toEqual([]);
	};
	const send = () => page.locator('main form [type=submit]').first().click();
	await openSignedIn(page, { portal, server, person }, '/en-XA/account/emails');
	await expect(page.locator('html[data-ready]')).toBeAttached();
	await send();
	await expect(page.locator('[aria-invalid=true]')).toHaveCount(1);
	await expectNone();
	await page.locator('input[name=email]').fill(person.email);
	await send();
	await expect(page.locator('input[name=password]')).toBeVisible();
	await expectNone();
	await page.locator('input[name=password]').fill(person.password);
	await send();
	await expect(page.locator('input[name=password]')).toHaveCount(0);
	await expect(page.getByText(person.email)).toBeVisible();
	await expectNone();
	await (await context.newPage()).goto(linkIn(await stack.waitForMail(person.email)));
	const list = page.locator('main ul[aria-labelledby]');
	await expect(list.getByRole('listitem')).toHaveCount(1);
	await expectNone();
	await list.getByRole('button').click();
	await expect(page.getByRole('dialog')).toBeVisible();
	await expectNone();
});

const signedIn: Scripts = {
	'POST /login': {
		body: {
			user_id: '@fake:localhost',
			device_id: 'DEVICE',
			access_token: 'fake-token',
			expires_in_ms: 3_600_000
		}
	},
	'GET /account/3pid': { body: { threepids: [{ medium: 'email', address: 'old@example.org' }] } }
};

test('a phone number: its code, the password, and it is in the list', async ({
	page,
	fakePortal,
	person
}) => {
	let added = false;
	const { fake: server, portal } = await fakePortal({
		...signedIn,
		'GET /account/3pid': () => ({
			body: { threepids: added ? [{ medium: 'msisdn', address: '447700900000' }] : [] }
		}),
		'POST /account/3pid/msisdn/requestToken': ({ body }) =>
			body.phone_number === '+447700900000'
				? { body: { sid: '23', submit_url: `${server.baseUrl}/submit` } }
				: { status: 400, body: { errcode: 'M_INVALID_PARAM' } },
		'POST /submit': ({ body }) => ({ body: { success: body.token === '123456' } }),
		'POST /account/3pid/add': ({ body }) => {
			added = 'auth' in body;
			return added
				? {}
				: { status: 401, body: { session: 's', flows: [{ stages: ['m.login.password'] }] } };
		}
	});
	await openSignedIn(
		page,
		{ portal, server: { ...server, sharedSecret: '' }, person },
		'/account/emails'
	);
	await expectEmails(page);
	await page.getByText('Use a phone number too').click();
	const number = page.getByRole('textbox', { name: 'Phone number' });
	await number.fill('+44 7700 900001');
	await press(page, 'Send a code');
	await expect(number).toHaveAccessibleDescription(/not a whole phone number/);
	await number.fill('+44 7700 900000');
	await press(page, 'Send a code');
	await expectStep(page, 'Enter the code');
	await expectAccessible(page);
	const code = page.getByRole('textbox', { name: 'Code' });
	await code.fill('1');
	await press(page, 'Continue');
	await expect(code).toHaveAccessibleDescription(/not the code of the newest text message/);
	await code.fill('123456');
	await press(page, 'Continue');
	await expectStep(page, 'Confirm that it is you');
	await passwordField(page).fill('password');
	await press(page, 'Continue');
	await expectStep(page, 'Emails');
	await expect(page.getByRole('list', { name: 'Phone numbers' })).toContainText('+447700900000');
	await expect(page.getByText('+447700900000 was added to your account.')).toBeVisible();
});

test('a homeserver without text messages says so, and asks for no number any more', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/emails');
	await page.getByText('Use a phone number too').click();
	await page.getByRole('textbox', { name: 'Phone number' }).fill('+44 7700 900000');
	await press(page, 'Send a code');
	await expect(page.getByText(/sends no text messages/)).toBeVisible();
	await expect(page.getByRole('textbox', { name: 'Phone number' })).toHaveCount(0);
	await expectAccessible(page);
});

test('where nothing can be changed there is no form, but words and the way', async ({
	page,
	fakePortal,
	person
}) => {
	const { fake, portal } = await fakePortal({
		...signedIn,
		'GET /capabilities': { body: { capabilities: { 'm.3pid_changes': { enabled: false } } } }
	});
	const server = { ...fake, sharedSecret: '' };
	await openSignedIn(page, { portal, server, person }, '/account/emails');
	await expectEmails(page, 'old@example.org');
	await expect(page.getByText(/does not let anybody change email addresses/)).toBeVisible();
	await expect(emailField(page)).toHaveCount(0);
	await expect(page.getByRole('main').getByRole('button', { name: /Remove/ })).toHaveCount(0);
	await expectAccessible(page);

	fake.script({
		'GET /auth_metadata': {
			body: {
				account_management_uri: 'https://account.example.org/',
				account_management_actions_supported: ['org.matrix.profile']
			}
		}
	});
	await page.reload();
	await expect(page.getByRole('link', { name: 'Go to account.example.org' })).toHaveAttribute(
		'href',
		'https://account.example.org/?action=org.matrix.profile'
	);
	await expectAccessible(page);
});
