import { leanChromiumFlags, findChromium } from '../../dev/chromium.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { goToProvider, signInAtProvider, becomeUser, wayBack } from '../support/provider.ts';
import { expectReady, fillForm, openForm, submitForm } from '../support/register.ts';
import { expect, expectAtRest, expectTyped, test } from '../support/trouble.ts';

const executablePath = findChromium();

// As people have it: a page that was left is kept in memory, and shown again on Back.
test.use({
	launchOptions: {
		args: [...leanChromiumFlags],
		ignoreDefaultArgs: ['--disable-back-forward-cache'],
		...(executablePath !== undefined && { executablePath })
	}
});

test('Back from the provider: a sentence, what was typed, and the form works', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const server = await stack.homeserver('sso');
	await openForm(page, await portalOf('sso'));
	const { username, password } = person;
	await fillForm(page, { username, password });
	// A page that still waits for an answer is not kept.
	await expect(page.getByText('This name is free.')).toBeVisible();
	await page.evaluate(() => Object.assign(window, { sameDocument: true }));
	await goToProvider(page);
	// A page that is shown from memory does not load once more.
	await page.goBack({ waitUntil: 'commit' });
	await expect(page.getByRole('alert')).toContainText('was not finished');
	// From memory, not loaded anew: otherwise this would test something else.
	expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
	await expectTyped(page, { username, password });
	await expectAtRest(page);
	await expectAccessible(page);

	await submitForm(page);
	await expect(page.getByRole('heading', { name: 'Review the policies' })).toBeVisible();
	await page.getByRole('checkbox').check();
	await page.getByRole('button', { name: 'Accept' }).click();
	await expectReady(page, person, server);
});

test('Back, and to the provider once more', async ({ page, person, portalOf, stack }) => {
	const server = await stack.homeserver('sso');
	await openForm(page, await portalOf('sso'));
	await goToProvider(page);
	// A page that is shown from memory does not load once more.
	await page.goBack({ waitUntil: 'commit' });
	await expect(page.getByRole('alert')).toContainText('was not finished');
	await goToProvider(page);
	await signInAtProvider(page, person.username);
	await becomeUser(page, person.username);
	await wayBack(page);
	await page.getByRole('link', { name: 'Continue' }).click();
	await expectReady(page, person, server);
});
