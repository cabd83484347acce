import type { Route } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { dummyChallenge } from '../support/fake-homeserver.ts';
import { newPerson } from '../support/person.ts';
import { expectReady, fillForm, openForm, submitForm } from '../support/register.ts';
import { serverConfig } from '../support/test.ts';
import { expect, expectAtRest, expectTyped, held, stopClock, test } from '../support/trouble.ts';

/** Registers past the portal, until the homeserver has had enough. */
async function exhaust(baseUrl: string): Promise<void> {
	for (let status = 0; status !== 429;) {
		const { username, password } = newPerson();
		const auth = { type: 'm.login.dummy' };
		const answer = await fetch(`${baseUrl}/_matrix/client/v3/register`, {
			method: 'POST',
			body: JSON.stringify({ username, password, auth, inhibit_login: true })
		});
		status = answer.status;
	}
}

test('a real limit: the wait is told, counted down, and it goes on by itself', async ({
	page,
	person,
	stack,
	watch
}) => {
	const server = await stack.extraHomeserver({
		name: `limits-${person.username}`,
		variant: 'limits'
	});
	const portal = await stack.portal(serverConfig(server));
	watch.expectOnly(portal, server.baseUrl);
	const typed = { username: person.username, password: person.password };
	await openForm(page, portal);
	await fillForm(page, typed);
	await stopClock(page);
	await exhaust(server.baseUrl);
	await submitForm(page);

	const wait = held(page, /asks you to wait \d+ seconds? before the next attempt/);
	await expect(wait).toBeVisible();
	await expect(wait).toContainText(/This page goes on by itself in [1-6] seconds?\./);
	await expect(page.locator('[aria-busy=true]')).toHaveText('Continue');
	await expectTyped(page, typed);
	await page.clock.resume();
	await expectReady(page, person, server);
	await expectAtRest(page);

	// A visitor who comes at such a moment finds a form that can be filled in.
	const begin = async (route: Route) => {
		await exhaust(server.baseUrl);
		await route.continue();
	};
	await page.route('**/v3/register', begin, { times: 1 });
	const next = newPerson();
	await openForm(page, portal);
	await expect(held(page, 'asks you to wait')).toBeVisible();
	await fillForm(page, { username: next.username, password: next.password });
	await submitForm(page);
	await expectReady(page, next, server);
	await stack.stopHomeserver(server.name);
});

test('a long wait is told in minutes, and what was typed stays', async ({
	page,
	fakePortal,
	person,
	watch
}) => {
	const limited = {
		status: 429,
		body: { errcode: 'M_LIMIT_EXCEEDED', error: 'Too Many Requests', retry_after_ms: 300_000 }
	};
	let sent = 0;
	const { fake, portal } = await fakePortal({
		'POST /register': ({ body }) => {
			if (!('auth' in body)) return { status: 401, body: dummyChallenge };
			sent += 1;
			if (sent === 1) return limited;
			return { body: { user_id: `@${person.username}:${fake.serverName}` } };
		}
	});
	watch.expectOnly(portal, fake.baseUrl);
	await page.clock.install();
	await openForm(page, portal);
	const typed = { username: person.username, password: person.password };
	await fillForm(page, typed);
	await submitForm(page);
	await expect(held(page, 'asks you to wait 5 minutes')).toBeVisible();
	await page.clock.fastForward('04:00');
	await expect(page.getByText(/^This page goes on by itself in (5\d|60) seconds\.$/)).toBeVisible();
	await expectTyped(page, typed);
	await expectAccessible(page);
	expect(sent).toBe(1);
	await page.clock.fastForward('01:00');
	await expectReady(page, person, fake);
	expect(sent).toBe(2);
});

test('a limit on names is no error of the form', async ({ page, fakePortal, person, watch }) => {
	const { fake, portal } = await fakePortal({
		'GET /register/available': { status: 429, body: { errcode: 'M_LIMIT_EXCEEDED' } },
		'POST /register': ({ body }) =>
			'auth' in body
				? { body: { user_id: `@${person.username}:${fake.serverName}` } }
				: { status: 401, body: dummyChallenge }
	});
	watch.expectOnly(portal, fake.baseUrl);
	await openForm(page, portal);
	await fillForm(page, { username: person.username, password: person.password });
	await expect.poll(() => fake.asked.map(({ line }) => line)).toContain('GET /register/available');
	await expect(page.getByRole('textbox', { name: 'Username' })).toHaveAttribute(
		'aria-invalid',
		'false'
	);
	await expectAtRest(page);
	await submitForm(page);
	await expectReady(page, person, fake);
});
