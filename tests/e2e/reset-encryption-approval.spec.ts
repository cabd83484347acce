import type { BrowserContext, Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { OtherClient } from '../support/other-client.ts';
import type { Person } from '../support/person.ts';
import { expectStep } from '../support/register.ts';
import { agreeToReset, proveKept, resetPath, shownKey } from '../support/secure-backup.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';

const APPROVAL = 'https://account.example.org/approve';

/**
 * Makes the real homeserver ask for an approval on its account page, as one with the OAuth 2.0 API
 * does (measured): a challenge with the page's address until it was opened, no confirmation after.
 */
async function asksForApproval(
	context: BrowserContext,
	page: Page,
	{ username, password }: Person
): Promise<{ grant(): void }> {
	let approved = false;
	await context.route(`${APPROVAL}**`, (route) =>
		route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Approve</title>' })
	);
	await page.route('**/keys/device_signing/upload', async (route) => {
		const { auth: _, ...body } = route.request().postDataJSON() as Record<string, unknown>;
		if (!approved)
			return route.fulfill({
				status: 401,
				headers: { 'Access-Control-Allow-Origin': '*' },
				json: {
					session: 'approval',
					flows: [{ stages: ['m.oauth'] }],
					params: { 'm.oauth': { url: `${APPROVAL}?action=org.matrix.cross_signing_reset` } }
				}
			});
		const asked = await route.fetch({ postData: JSON.stringify(body) });
		if (asked.status() !== 401) return route.fulfill({ response: asked });
		const { session } = (await asked.json()) as { session: string };
		const identifier = { type: 'm.id.user', user: username };
		const auth = { type: 'm.login.password', identifier, password, session };
		return route.fulfill({
			response: await route.fetch({ postData: JSON.stringify({ ...body, auth }) })
		});
	});
	return { grant: () => void (approved = true) };
}

test('a reset that is approved on the homeserver’s account page', async ({
	context,
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const app = await OtherClient.signIn(server, person);
	await app.setUp(person.password);
	const approval = await asksForApproval(context, page, person);
	await openSignedIn(page, { portal, server, person }, resetPath);
	await agreeToReset(page);
	await expectStep(page, 'Confirm that it is you');
	await expect(page.getByText('(account.example.org)')).toBeVisible();
	await expectAccessible(page);

	// Closed without an approval: nothing has happened, and it can be opened once more.
	const open = page.getByRole('button', { name: 'Open the page' });
	const first = context.waitForEvent('page');
	await open.click();
	await (await first).close();
	await expect(page.getByRole('alert')).toBeVisible();
	expect(await app.isInOrder()).toBe(true);

	const second = context.waitForEvent('page');
	await open.click();
	const window = await second;
	await expect(window).toHaveURL(`${APPROVAL}?action=org.matrix.cross_signing_reset`);
	approval.grant();
	await window.close();
	const key = await shownKey(page);
	expect(await app.isInOrder()).toBe(true);
	await proveKept(page, key);
	await expectStep(page, 'Secure Backup is on');
	const later = await OtherClient.signIn(server, person, 'Element on Phone');
	await later.unlock(key);
	expect(await later.isInOrder()).toBe(true);
	app.stop();
});
