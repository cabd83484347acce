import type { Page } from '@playwright/test';
import { expectReady, expectStep } from '../support/register.ts';
import { expect, test } from '../support/test.ts';

/** Keeps all scripts of the portal away from a page, as a slow line does, until the answered function is called. */
async function holdScripts(page: Page): Promise<() => void> {
	const { promise, resolve } = Promise.withResolvers<undefined>();
	await page.route(/\/_app\/.*\.js$/, async (route) => {
		await promise;
		await route.continue();
	});
	return () => resolve(undefined);
}

const username = (page: Page) => page.getByRole('textbox', { name: 'Username' });
const password = (page: Page) => page.getByRole('textbox', { name: 'Password', exact: true });
const next = (page: Page) => page.getByRole('button', { name: 'Continue', exact: true });

test('what is typed before the script runs stays', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	const release = await holdScripts(page);
	await page.goto(`${portal}/register`, { waitUntil: 'commit' });
	await username(page).fill(person.username);
	await password(page).fill(person.password);
	release();
	await expect(page.locator('html[data-ready]')).toBeAttached();
	await expect(username(page)).toHaveValue(person.username);
	await expect(password(page)).toHaveValue(person.password);
	await next(page).click();
	await expectReady(page, person, server);
});

test('a press before the script runs is not lost', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	const release = await holdScripts(page);
	await page.goto(`${portal}/register`, { waitUntil: 'commit' });
	await expectStep(page, 'Create your account');
	await username(page).fill(person.username);
	await password(page).fill(person.password);
	await next(page).click();
	await expect(next(page)).toHaveAttribute('aria-busy', 'true');
	expect(page.url()).toBe(`${portal}/register`);
	release();
	await expectReady(page, person, server);
});
