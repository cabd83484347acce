import { expectAccessible } from '../support/accessibility.ts';
import { keptSession, sessionsOf } from '../support/homeserver.ts';
import { awaitMail, expectReady, expectStep, linkIn, openForm } from '../support/register.ts';
import { expect, serverConfig, test } from '../support/test.ts';

test('a link that has expired: the homeserver says so, and "Send again" leads on', async ({
	page,
	otherDevice,
	person,
	stack,
	watch
}) => {
	const server = await stack.extraHomeserver({
		name: `brief-${person.username}`,
		variant: 'open',
		linkLifetime: '5s'
	});
	const portal = await stack.portal(serverConfig(server));
	watch.expectOnly(portal, server.baseUrl);
	await page.clock.install();
	await awaitMail(page, portal, person);
	const mail = await stack.waitForMail(person.email);
	// The homeserver counts from the moment when it has sent the mail, which is a little later.
	const end = Date.parse(mail.date) + 6_000;
	await expect.poll(() => Date.now() > end, { timeout: 10_000 }).toBe(true);

	const phone = await otherDevice();
	await phone.goto(linkIn(mail));
	await expect(
		phone.getByText(/token has expired|validation failed|failed/i).first()
	).toBeVisible();
	await expectStep(page, 'Check your email');
	await page.clock.fastForward('00:31');
	await page.getByRole('button', { name: 'Send again' }).click();
	await phone.goto(linkIn(await stack.waitForMail(person.email, mail.id)));
	await expectStep(phone, 'Email confirmed');
	await expectReady(page, person, server);
	await stack.stopHomeserver(server.name);
});

test('the homeserver refuses to lead back: the wizard goes on by polling', async ({
	page,
	otherDevice,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	// Synapse asks its whitelist for other mails only; a homeserver may ask it for this one too.
	await page.route('**/register/email/requestToken', async (route) => {
		const { next_link } = route.request().postDataJSON() as { next_link?: string };
		if (next_link === undefined) return route.continue();
		await route.fulfill({
			status: 400,
			headers: { 'access-control-allow-origin': '*' },
			json: { errcode: 'M_INVALID_PARAM', error: "'next_link' domain not included in whitelist" }
		});
	});
	await awaitMail(page, portal, person);
	await expect(page.getByRole('alert')).toHaveCount(0);
	await expectAccessible(page);
	const phone = await otherDevice();
	await phone.goto(linkIn(await stack.waitForMail(person.email)));
	expect(new URL(phone.url()).origin).toBe(server.baseUrl);
	await expectReady(page, person, server);
});

test('two tabs of one browser wait for one mail: one session, and both end at ready', async ({
	page,
	context,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	await awaitMail(page, portal, person);
	const second = await context.newPage();
	await openForm(second, portal);
	await expectStep(second, 'You have begun an account');
	await second.getByRole('button', { name: 'Go on with it' }).click();
	await expectStep(second, 'Check your email');

	const link = await context.newPage();
	await link.goto(linkIn(await stack.waitForMail(person.email)));
	await expect(link.getByText(/You can close this tab/)).toBeVisible();
	await expectReady(page, person, server);
	await expectReady(second, person, server);
	const sessions = [await keptSession(page), await keptSession(second)].filter(
		(session) => session !== undefined
	);
	expect(sessions).toHaveLength(1);
	expect(await sessionsOf(server, sessions[0]?.accessToken ?? '')).toHaveLength(1);
	expect(await stack.mails(person.email)).toHaveLength(1);
});

test('a hidden page does not poll, but hears the link that is opened beside it', async ({
	page,
	context,
	person,
	homeOf,
	stack,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	await page.clock.install();
	await page.addInitScript(() => {
		const state = { hidden: false };
		Object.defineProperty(document, 'visibilityState', {
			get: () => (state.hidden ? 'hidden' : 'visible')
		});
		addEventListener('test-hide', () => {
			state.hidden = !state.hidden;
			document.dispatchEvent(new Event('visibilitychange'));
		});
	});
	const turn = () => page.evaluate(() => dispatchEvent(new Event('test-hide')));
	/** A minute, and a request of the page itself: a look would have been sent before its answer. */
	const pass = async () => {
		await page.clock.fastForward('01:00');
		await page.evaluate(async () => {
			await navigator.locks.request('test', () => fetch('/config.json'));
			await fetch('/config.json');
		});
	};
	const looks = () => watch.matrixRequests().filter((line) => line === 'POST /register').length;
	await awaitMail(page, portal, person);
	await expect.poll(looks).toBeGreaterThan(1);

	await turn();
	// A look that has begun may still end; from then on there is none, however long it takes.
	await pass();
	const before = looks();
	for (let minute = 0; minute < 3; minute++) await pass();
	expect(looks()).toBe(before);

	await turn();
	await expect.poll(looks).toBeGreaterThan(before);
	await turn();
	const link = await context.newPage();
	await link.goto(linkIn(await stack.waitForMail(person.email)));
	await expect(link.getByText(/You can close this tab/)).toBeVisible();
	await expectReady(page, person, server);
});
