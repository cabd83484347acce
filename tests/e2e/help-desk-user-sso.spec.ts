import type { Page } from '@playwright/test';
import { button, expectDone, isAlive, newDesk, openTask } from '../support/help-desk-user.ts';
import { keptSession } from '../support/homeserver.ts';
import { expectAccount, openLogin } from '../support/login.ts';
import { goToProvider, signInAtProvider, wayBack } from '../support/provider.ts';
import { expect, test } from '../support/test.ts';

/** Signs in through the provider, under the name that one has there. */
async function signInThrough(page: Page, portal: string, name: string): Promise<void> {
	await openLogin(page, portal);
	await goToProvider(page);
	await signInAtProvider(page, name);
	await wayBack(page);
	await page.getByRole('link', { name: 'Continue' }).click();
}

test('an identity is linked, and signs in; so it does after deactivation and back', async ({
	page,
	otherDevice,
	person,
	portalOf,
	stack
}) => {
	const desk = await newDesk({ person, portalOf, stack }, 'Ada', 'sso');
	const name = `outside-${desk.user.username}`;
	await openTask(page, desk, 'identities');
	const provider = page.getByRole('textbox', { name: 'Provider', exact: true });
	await expect(provider, 'the only one that there is').toHaveValue('oidc-example');
	await page.getByRole('textbox', { name: 'Identity at the provider' }).fill(name);
	await button(page, 'Save').click();
	await expectDone(page);
	const phone = await otherDevice();
	await signInThrough(phone, desk.portal, name);
	await expectAccount(phone, desk.portal, desk.user.userId);
	const token = (await keptSession(phone))?.accessToken ?? '';
	expect(await isAlive(desk, token)).toBe(true);

	await desk.change({ deactivated: true });
	expect(await isAlive(desk, token)).toBe(false);
	await page.goto(`${desk.portal}${desk.path('reactivate')}`);
	await expect(
		page.getByText('One external identity is still linked to the account.')
	).toBeVisible();
	await page.getByRole('checkbox', { name: 'Without a password, for single sign-on' }).check();
	await button(page, 'Reactivate').click();
	await expectDone(page);
	const laptop = await otherDevice();
	await signInThrough(laptop, desk.portal, name);
	await expectAccount(laptop, desk.portal, desk.user.userId);
});
