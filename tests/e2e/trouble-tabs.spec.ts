import { keptSession, sessionsOf } from '../support/homeserver.ts';
import {
	awaitMail,
	expectReady,
	expectStep,
	fillForm,
	linkIn,
	openForm,
	submitForm
} from '../support/register.ts';
import { expect, expectAtRest, expectTyped, test } from '../support/trouble.ts';

const continueButton = { name: 'Continue', exact: true };

test('pressed twice, sent once', async ({ page, person, homeOf, watch }) => {
	const { portal, server } = await homeOf('open');
	await openForm(page, portal);
	await fillForm(page, { username: person.username, password: person.password });
	await page.getByRole('button', continueButton).dblclick();
	await expectReady(page, person, server);
	const posts = watch.matrixRequests().filter((line) => line === 'POST /register');
	expect(posts).toHaveLength(2);
	const session = await keptSession(page);
	expect(await sessionsOf(server, session?.accessToken ?? '')).toHaveLength(1);
});

test('pressed again while it waits for the homeserver, sent once', async ({
	page,
	fakePortal,
	person
}) => {
	let answer = () => {};
	const slow = new Promise<void>((done) => (answer = done));
	const { fake, portal } = await fakePortal();
	await openForm(page, portal);
	await page.route(`${fake.baseUrl}/**/register`, async (route) => {
		await slow;
		await route.continue();
	});
	await fillForm(page, { username: person.username, password: person.password });
	await submitForm(page);
	await expect(page.getByRole('button', continueButton)).toHaveAttribute('aria-busy', 'true');
	await submitForm(page);
	await page.getByRole('textbox', { name: 'Username' }).press('Enter');
	answer();
	await expectStep(page, 'Your account is ready');
	await expectAtRest(page);
	expect(fake.asked.filter(({ body }) => 'auth' in body)).toHaveLength(1);
});

test('two tabs wait for the same link: one account, one session, both end well', async ({
	page,
	context,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	await awaitMail(page, portal, person);
	const other = await context.newPage();
	await other.goto(`${portal}/register`);
	await expectStep(other, 'You have begun an account');
	await other.getByRole('button', { name: 'Go on with it' }).click();
	await expectStep(other, 'Check your email');

	const link = await context.newPage();
	await link.goto(linkIn(await stack.waitForMail(person.email)));
	await expectStep(link, 'Email confirmed');
	await Promise.all([expectReady(page, person, server), expectReady(other, person, server)]);
	await expectAtRest(page);
	await expectAtRest(other);
	const kept = await Promise.all([keptSession(page), keptSession(other)]);
	const tokens = kept.flatMap((session) => (session ? [session.accessToken] : []));
	expect(tokens).toHaveLength(1);
	expect(await sessionsOf(server, tokens[0] ?? '')).toHaveLength(1);
});

test('two tabs want the same name: the later one is told, and takes another', async ({
	page,
	context,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const typed = { username: person.username, password: person.password };
	const other = await context.newPage();
	for (const tab of [page, other]) {
		await openForm(tab, portal);
		await fillForm(tab, typed);
		await expect(tab.getByText('This name is free.')).toBeVisible();
	}
	await submitForm(page);
	await expectReady(page, person, server);
	await submitForm(other);
	await expect(other.getByText('This username is taken. Choose another one.')).toBeVisible();
	await expectTyped(other, typed);
	await expectAtRest(other);
	const next = { ...person, username: `${person.username}2` };
	await fillForm(other, { username: next.username });
	await submitForm(other);
	await expectReady(other, next, server);
});
