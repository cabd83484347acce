import type { Locator } from '@playwright/test';
import { newToken } from '../support/admin.ts';
import { keptSession, sessionsOf } from '../support/homeserver.ts';
import {
	acceptPolicies,
	expectReady,
	fillForm,
	linkIn,
	openForm,
	submitForm
} from '../support/register.ts';
import { serverConfig } from '../support/test.ts';
import {
	expect,
	expectAtRest,
	expectTyped,
	held,
	stopClock,
	test,
	UNREACHABLE,
	waitOut
} from '../support/trouble.ts';

test('the answer that the account is made gets lost: it is there, with one session', async ({
	page,
	badLine,
	person,
	stack,
	watch
}) => {
	const server = await stack.homeserver('open');
	const line = await badLine(server);
	const portal = await stack.portal(serverConfig({ ...server, baseUrl: line.baseUrl }));
	watch.expectOnly(portal, line.baseUrl);
	const typed = { username: person.username, password: person.password };
	await openForm(page, portal);
	await fillForm(page, typed);
	line.lose((asked, body) => asked.startsWith('POST ') && body.includes('"auth"'));
	await stopClock(page);
	await submitForm(page);
	await expect(held(page, UNREACHABLE)).toBeVisible();
	await expectTyped(page, typed);
	await waitOut(page, page.getByRole('heading', { name: 'Your account is ready' }));
	await expectReady(page, person, server);
	await expectAtRest(page);

	const session = await keptSession(page);
	expect(session?.userId).toBe(`@${person.username}:${server.serverName}`);
	expect(await sessionsOf(server, session?.accessToken ?? '')).toHaveLength(1);
});

test('the first answer to every single request gets lost: once is done what was asked once', async ({
	page,
	badLine,
	otherDevice,
	person,
	stack,
	watch
}) => {
	const server = await stack.homeserver('strict');
	const line = await badLine(server);
	const portal = await stack.portal(serverConfig({ ...server, baseUrl: line.baseUrl }));
	watch.expectOnly(portal, line.baseUrl);
	const token = await newToken(server, 1);
	const seen = new Set<string>();
	const isNew = (asked: string, body: string) => {
		const isSeen = seen.has(asked + body);
		seen.add(asked + body);
		return !isSeen;
	};
	line.lose(isNew, Infinity);
	await page.clock.install();
	// One wait can follow another in the same moment: they are gone through until nothing waits.
	const goOnTo = (next: Locator) =>
		expect(async () => {
			if (await held(page, UNREACHABLE).isVisible()) await page.clock.fastForward('00:31');
			await expect(next).toBeVisible({ timeout: 200 });
		}).toPass({ timeout: 20_000 });
	const step = (name: string) => page.getByRole('heading', { level: 1, name });

	await openForm(page, portal);
	await fillForm(page, { username: person.username, password: person.password });
	await goOnTo(page.getByRole('textbox', { name: 'Registration token' }));
	await fillForm(page, { email: person.email, token });
	await submitForm(page);
	await goOnTo(step('Review the policies'));
	await acceptPolicies(page);
	await goOnTo(step('Check your email'));
	expect(seen.size, 'requests whose first answer was lost').toBeGreaterThanOrEqual(6);
	await expectAtRest(page);

	const mail = await stack.waitForMail(person.email);
	const phone = await otherDevice();
	await phone.goto(linkIn(mail));
	for (let look = 0; look < 3; look += 1) await page.clock.fastForward('00:16');
	await expectReady(page, person, server);
	await expectAtRest(page);
	expect(await stack.mails(person.email)).toHaveLength(1);
	const session = await keptSession(page);
	expect(await sessionsOf(server, session?.accessToken ?? '')).toHaveLength(1);
});
