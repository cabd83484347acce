import { expectAccessible } from '../support/accessibility.ts';
import { expectChecked } from '../support/password.ts';
import { becomeUser, goToProvider, signInAtProvider } from '../support/provider.ts';
import { expectReady, expectStep, openForm } from '../support/register.ts';
import { expect, test } from '../support/test.ts';

test('an account that signs in through another service has no password to change', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const server = await stack.homeserver('sso');
	const portal = await portalOf('sso');
	await openForm(page, portal);
	await goToProvider(page);
	await signInAtProvider(page, person.username);
	await becomeUser(page, person.username);
	await page.getByRole('link', { name: 'Continue' }).click();
	await expectReady(page, person, server);

	await page.goto(`${portal}/account/password`);
	await expectChecked(page);
	await page.getByRole('button', { name: 'Continue', exact: true }).click();
	await expectStep(page, 'Your account has no password');
	await expect(page.getByText(/You sign in through another service/)).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('link', { name: 'Back to your account' }).click();
	await expectStep(page, 'Your account');
});
