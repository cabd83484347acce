import { expectAccessible } from '../support/accessibility.ts';
import { expect, serverConfig, test } from '../support/test.ts';

// What is not there, or not for browsers, is what this page looks for.
const notForBrowsers = /blocked by CORS policy/;

test.describe('the set-up check', () => {
	test('finds what is right and what is missing, and changes nothing', async ({
		page,
		portalOf,
		stack,
		watch
	}) => {
		const { baseUrl, serverName } = await stack.homeserver('strict');
		const portal = await portalOf('strict');
		watch.expectOnly(portal, baseUrl);
		watch.expectConsole(notForBrowsers);
		await page.goto(`${portal}/check`);
		await expect(page.locator('html[data-ready]')).toBeAttached();
		const item = (name: string) =>
			page
				.getByRole('list', { name: 'Checks' })
				.getByRole('listitem')
				.filter({ has: page.getByRole('heading', { name, exact: true }) });
		await expect(item('Homeserver')).toContainText(serverName);
		await expect(item('Access from browsers')).toContainText('Good');
		await expect(item('Links of password resets')).toContainText('Good');
		await expect(item('Mail of password resets')).toContainText('they may lead back here');
		await expect(item('Support contact')).toContainText('To change');
		await expect(item('Security headers')).toContainText('All of them are sent');
		await expect(item('Content security policy')).toContainText('Good');
		await expect(item('Compression')).toContainText('Good');
		await expect(item('Caching of scripts')).toContainText('Good');
		await expect(page.getByText('1 thing needs a change.')).toBeVisible();
		await expectAccessible(page);
		expect(await stack.mails('set-up-check@vestibule.invalid')).toEqual([]);
	});

	test('says that mails may not lead back', async ({ page, portalOf, watch }) => {
		watch.expectConsole(notForBrowsers);
		await page.goto(`${await portalOf('whitelist')}/check`);
		await expect(page.getByText(/next_link_domain_whitelist/)).toBeVisible();
	});

	test('says that reset links do not reach the homeserver', async ({ page, portalOf, watch }) => {
		watch.expectConsole(notForBrowsers);
		await page.route('**/_synapse/client/**', (route) =>
			route.fulfill({ status: 404, contentType: 'text/html', body: '<h1>404</h1>' })
		);
		await page.goto(`${await portalOf('open')}/check`);
		await expect(page.getByText(/Let your proxy forward \/_synapse\/client/)).toBeVisible();
	});

	test('works without a homeserver, and at 320 pixels', async ({ page, stack }) => {
		await page.setViewportSize({ width: 320, height: 700 });
		await page.goto(`${await stack.portal(null)}/check`);
		await expect(page.getByText(/config.json names no homeserver/)).toBeVisible();
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
		await expectAccessible(page);
	});

	test('can look at another homeserver', async ({ page, stack }) => {
		const open = await stack.homeserver('open');
		const closed = await stack.homeserver('closed');
		const portal = await stack.portal(serverConfig(open));
		await page.goto(`${portal}/check?homeserver=${encodeURIComponent(closed.serverName)}`);
		await expect(page.getByText(`${closed.serverName} was found by its name`)).toBeVisible();
		await expect(page.getByText('The homeserver names whom to ask.')).toBeVisible();
	});
});
