import type { BrowserContext, Page } from '@playwright/test';
import { captchaScript, captchaScriptUrl } from '../../dev/captcha.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { keptSession } from '../support/homeserver.ts';
import type { Person } from '../support/person.ts';
import { expectReady, expectStep, fillForm, openForm, submitForm } from '../support/register.ts';
import { expect, expectAtRest, test } from '../support/trouble.ts';
import { expectNoTraces } from '../support/watch.ts';

const OPEN = { name: 'Open the page' };
const DONE = { name: 'I have finished there' };

/** Nothing is asked of the company whose captcha it is. */
async function replaceCaptcha(context: BrowserContext): Promise<void> {
	await context.route(`${captchaScriptUrl}**`, (route) =>
		route.fulfill({ contentType: 'text/javascript', body: captchaScript })
	);
}

async function comeToCaptcha(page: Page, portal: string, person: Person): Promise<void> {
	await replaceCaptcha(page.context());
	await openForm(page, portal);
	await fillForm(page, { username: person.username, password: person.password });
	await submitForm(page);
	await expectStep(page, 'One more step at the homeserver');
}

/** The window may be closed at once: nothing can be waited for after the press. */
const answer = (popup: Page) =>
	popup.getByRole('button', { name: 'I am a person' }).click({ noWaitAfter: true });

test('the captcha is solved in a window, and the page goes on by itself', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('captcha');
	await comeToCaptcha(page, portal, person);
	await expectAccessible(page);
	await expectNoTraces(page, watch, [person.password]);

	const [popup] = await Promise.all([
		page.waitForEvent('popup'),
		page.getByRole('button', OPEN).click()
	]);
	await expect(page.getByText('Waiting for the other window')).toBeVisible();
	await expectAccessible(page);
	await Promise.all([popup.waitForEvent('close'), answer(popup)]);
	await expectReady(page, person, server);
	await expectAtRest(page);
	expect((await keptSession(page))?.userId).toBe(`@${person.username}:${server.serverName}`);
});

test('only the window that was opened can say that it is done', async ({
	page,
	person,
	portalOf,
	stack,
	watch
}) => {
	const server = await stack.homeserver('captcha');
	await comeToCaptcha(page, await portalOf('captcha'), person);
	const [popup] = await Promise.all([
		page.waitForEvent('popup'),
		page.getByRole('button', OPEN).click()
	]);
	await popup.waitForLoadState();

	await page.evaluate(() => {
		postMessage('authDone', '*');
	});
	for (const address of [stack.addresses.mail.url, server.baseUrl]) {
		const [other] = await Promise.all([
			page.waitForEvent('popup'),
			page.evaluate((url) => void open(url, '_blank', 'popup'), address)
		]);
		await other.waitForLoadState();
		await other.evaluate(() => {
			(opener as Window).postMessage('authDone', '*');
		});
		await other.close();
	}
	await popup.evaluate(() => {
		(opener as Window).postMessage({ word: 'authDone' }, '*');
	});

	await answer(popup);
	await expectReady(page, person, server);
	// To learn what is asked for, after the captcha, and to finish: nobody else's word led to another.
	expect(watch.matrixRequests().filter((line) => line === 'POST /register')).toHaveLength(3);
});

test('a window that is closed too early: said, and opened again', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const server = await stack.homeserver('captcha');
	await comeToCaptcha(page, await portalOf('captcha'), person);
	const [popup] = await Promise.all([
		page.waitForEvent('popup'),
		page.getByRole('button', OPEN).click()
	]);
	await popup.close();
	await expect(page.getByRole('alert')).toContainText('did not accept this step');
	await expect(page.getByText('Waiting for the other window')).toHaveCount(0);
	await expectAtRest(page);
	await expectAccessible(page);

	const [again] = await Promise.all([
		page.waitForEvent('popup'),
		page.getByRole('button', OPEN).click()
	]);
	await answer(again);
	await expectReady(page, person, server);
});

test('a blocked window: said, with a way on', async ({
	page,
	context,
	person,
	portalOf,
	stack
}) => {
	const server = await stack.homeserver('captcha');
	await page.addInitScript(() => {
		window.open = () => null;
	});
	await comeToCaptcha(page, await portalOf('captcha'), person);
	await page.getByRole('button', OPEN).click();
	await expect(page.getByRole('alert')).toContainText('Your browser blocked the window.');
	await expectAtRest(page);
	await expectAccessible(page);

	await page.getByRole('button', DONE).click();
	await expect(page.getByText(/did not accept this step/)).toBeVisible();
	await expectAtRest(page);

	const [tab] = await Promise.all([
		context.waitForEvent('page'),
		page.getByRole('link', OPEN).click()
	]);
	await answer(tab);
	await expect(tab.getByText(/close this window/i)).toBeVisible();
	await page.getByRole('button', DONE).click();
	await expectReady(page, person, server);
});

test('a reload before the captcha is solved asks nothing twice', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const server = await stack.homeserver('captcha');
	await comeToCaptcha(page, await portalOf('captcha'), person);
	const [popup] = await Promise.all([
		page.waitForEvent('popup'),
		page.getByRole('button', OPEN).click()
	]);
	// The homeserver is asked, and has the name and the password from then on.
	await popup.close();
	await expect(page.getByRole('alert')).toContainText('did not accept this step');
	await page.reload();
	await expectStep(page, 'One more step at the homeserver');
	const [again] = await Promise.all([
		page.waitForEvent('popup'),
		page.getByRole('button', OPEN).click()
	]);
	await answer(again);
	await expectReady(page, person, server);
});
