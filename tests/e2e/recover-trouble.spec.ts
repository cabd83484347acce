import { expectAccessible } from '../support/accessibility.ts';
import {
	awaitReset,
	confirmReset,
	emailField,
	expectReset,
	lockedOut,
	newPasswordField,
	openRecover,
	press,
	sendReset
} from '../support/recover.ts';
import { expectStep } from '../support/register.ts';
import { serverConfig } from '../support/test.ts';
import { expect, expectAtRest, held, test, UNREACHABLE, waitOut } from '../support/trouble.ts';
import { followUiaSessions, forgetUiaSessions } from '../support/uia-sessions.ts';

const NEW = 'Another-horse-9-for-the-stable';

test('a password that the homeserver refuses at the end: another one, without a new mail', async ({
	page,
	otherDevice,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('policy');
	const before = await lockedOut(server, person);
	let hidden = true;
	await page.route('**/password_policy', (route) =>
		hidden ? route.fulfill({ json: {} }) : route.continue()
	);
	await awaitReset(page, portal, person, 'tooweak');
	hidden = false;
	await confirmReset(await otherDevice(), await stack.waitForMail(person.email));
	await expectStep(page, 'Choose a new password');
	await expect(page.getByText(/no new email is needed/)).toBeVisible();
	await expectAccessible(page);
	await newPasswordField(page).fill('stillweak');
	await press(page, 'Set password');
	await expect(newPasswordField(page)).toHaveAccessibleDescription(/too short/);
	await expect(newPasswordField(page)).toBeFocused();
	await newPasswordField(page).fill(NEW);
	await press(page, 'Set password');
	await expectStep(page, 'Your password is reset');
	await expectReset(server, person, NEW, before);
	expect(await stack.mails(person.email)).toHaveLength(1);
});

test('a lost answer at the end is asked for again', async ({
	page,
	otherDevice,
	person,
	badLine,
	stack,
	watch
}) => {
	const server = await stack.homeserver('open');
	const line = await badLine(server);
	const portal = await stack.portal(
		serverConfig({ baseUrl: line.baseUrl, serverName: server.serverName })
	);
	watch.expectOnly(portal, line.baseUrl);
	const before = await lockedOut(server, person);
	await awaitReset(page, portal, person, NEW);
	line.lose((request, body) => request.endsWith('/password') && body.includes('new_password'));
	await confirmReset(await otherDevice(), await stack.waitForMail(person.email));
	await expectStep(page, 'Your password is reset');
	await expectReset(server, person, NEW, before);
});

test('the homeserver goes and comes back between any two steps', async ({
	page,
	otherDevice,
	person,
	stack,
	watch
}) => {
	test.slow();
	const server = await stack.extraHomeserver({
		name: `recover-${person.username}`,
		variant: 'open'
	});
	const portal = await stack.portal(serverConfig(server));
	watch.expectOnly(portal, server.baseUrl);
	const before = await lockedOut(server, person);
	await page.clock.install();

	await stack.stopHomeserver(server.name);
	await openRecover(page, portal);
	await sendReset(page, person.email, NEW);
	await expect(held(page, UNREACHABLE)).toBeVisible();
	await expect(emailField(page)).toHaveValue(person.email);
	await expect(newPasswordField(page)).toHaveValue(NEW);
	await expectAccessible(page);
	await stack.startHomeserver(server.name);
	await waitOut(page, page.getByRole('heading', { name: 'Check your email' }));

	const mail = await stack.waitForMail(person.email);
	await stack.stopHomeserver(server.name);
	for (let look = 0; look < 3; look += 1) await page.clock.fastForward('00:16');
	await expect(page.getByText(UNREACHABLE)).toBeVisible();
	await expectAccessible(page);
	await stack.startHomeserver(server.name);
	await confirmReset(await otherDevice(), mail);
	await waitOut(page, page.getByRole('heading', { name: 'Your password is reset' }));
	await expectAtRest(page);
	await expectReset(server, person, NEW, before);
	await stack.stopHomeserver(server.name);
});

test('the homeserver has forgotten the session: it goes on unseen', async ({
	page,
	otherDevice,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	const before = await lockedOut(server, person);
	const sessions = followUiaSessions(page);
	await awaitReset(page, portal, person, NEW);
	await expect.poll(() => sessions.size).toBe(1);
	forgetUiaSessions(server, sessions);
	await press(page, 'I have verified my email address');
	await expect.poll(() => sessions.size).toBe(2);
	await confirmReset(await otherDevice(), await stack.waitForMail(person.email));
	await expectStep(page, 'Your password is reset');
	await expectReset(server, person, NEW, before);
});

test('resets switched off, or done elsewhere: it says so and leads on', async ({
	page,
	fakeHomeserver,
	fakePortal,
	watch
}) => {
	const challenge = { session: 's1', flows: [{ stages: ['m.login.email.identity'] }], params: {} };
	const { fake, portal } = await fakePortal({
		'POST /account/password': { status: 401, body: challenge },
		'POST /account/password/email/requestToken': {
			status: 400,
			body: { errcode: 'M_UNKNOWN', error: 'Password resets have been disabled on this server' }
		}
	});
	const other = await fakeHomeserver({
		'GET /auth_metadata': { body: { issuer: 'https://id.test/' } }
	});
	watch.expectOnly(portal, fake.baseUrl, other.baseUrl);
	await openRecover(page, portal);
	await sendReset(page, 'ada@people.test', NEW);
	await expect(page.getByText(/does not reset passwords by email/)).toBeVisible();
	await expect(page.getByText(/Ask its administrators for a new password/)).toBeVisible();
	await expectAccessible(page);

	await openRecover(page, portal, `?homeserver=${encodeURIComponent(other.baseUrl)}`);
	await expect(emailField(page)).toHaveValue('ada@people.test');
	await newPasswordField(page).fill(NEW);
	await press(page, 'Send reset email');
	await expect(page.getByRole('link', { name: 'Go to id.test' })).toBeVisible();
	await expectAccessible(page);
});
