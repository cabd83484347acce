import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import {
	button,
	expectDone,
	heading,
	newDesk,
	openTask,
	shownPassword,
	signIn,
	type Desk
} from '../support/help-desk-user.ts';
import { pressBy, typeInto } from '../support/keyboard.ts';
import { expectToFit } from '../support/narrow.ts';
import { expect, test } from '../support/test.ts';
import { untranslated } from '../support/untranslated.ts';
import { expectNoTraces } from '../support/watch.ts';

test('with the keyboard alone: a new password, then deactivated', async ({
	page,
	person,
	portalOf,
	stack,
	watch
}) => {
	const desk = await newDesk({ person, portalOf, stack });
	await openTask(page, desk);
	await expectAccessible(page);
	await pressBy(page, button(page, 'Set a new password'));
	await expect(heading(page, 'Set a new password')).toBeFocused();
	await expect(button(page, 'Set password')).toBeVisible();
	await expectAccessible(page);
	await pressBy(page, page.getByRole('checkbox', { name: 'Sign out all sessions' }), ' ');
	await page.keyboard.press('Enter');
	await expectDone(page);
	await expect(heading(page, 'Set a new password')).toBeFocused();
	await expectAccessible(page);
	const password = await shownPassword(page).innerText();
	await expectNoTraces(page, watch, [password]);
	await pressBy(page, page.getByRole('link', { name: /^Back to @/ }));
	await expect(heading(page, desk.user.userId)).toBeFocused();
	expect(await signIn(desk, desk.user.username, password)).toMatchObject({ status: 200 });
	await pressBy(page, button(page, 'Deactivate'));
	await expect(button(page, 'Deactivate')).toBeVisible();
	await expectAccessible(page);
	const field = page.getByRole('textbox', { name: 'Type the Matrix ID to confirm' });
	await typeInto(page, field, 'somebody');
	await page.keyboard.press('Enter');
	await expect(field).toBeFocused();
	await expect(field).toHaveAttribute('aria-invalid', 'true');
	await expectAccessible(page);
	await page.keyboard.press('ControlOrMeta+a');
	await page.keyboard.type(desk.user.userId);
	await page.keyboard.press('Enter');
	await expectDone(page);
	await expectAccessible(page);
	expect(await desk.seen()).toMatchObject({ deactivated: true });
	await expectNoTraces(page, watch, [password]);
});

type Walk = (page: Page, desk: Desk, locale: string, atEach: () => Promise<void>) => Promise<void>;

/** Opens a page of the user, and waits until it is there. */
async function openReady(page: Page, desk: Desk, locale: string, task?: string): Promise<void> {
	await page.goto(`${desk.portal}${locale}${desk.path(task)}`);
	await expect(page.locator('html[data-ready]')).toBeAttached();
	await expect(page.locator('main [role=status] > span')).toHaveCount(0);
}

/** The page of a user, and what each task says before: by what is the same in every language. */
const tasks: Walk = async (page, desk, locale, atEach) => {
	await openReady(page, desk, locale);
	await expect(page.locator('main h2')).toBeVisible();
	await atEach();
	for (const task of ['password', 'lock', 'suspend', 'sessions', 'profile', 'identities']) {
		await openReady(page, desk, locale, task);
		await expect(page.locator('main .actions button').first()).toBeVisible();
		await atEach();
	}
};

/** Emails and a password, to their ends. */
const ends: Walk = async (page, desk, locale, atEach) => {
	await openReady(page, desk, locale, 'emails');
	const email = page.locator('input[name=email]');
	await email.fill('nobody');
	await page.locator('form [type=submit]').click();
	await expect(page.locator('[aria-invalid=true]')).toHaveCount(1);
	await atEach();
	await email.fill(`${'long.'.repeat(12)}${desk.user.email}`);
	await page.locator('form [type=submit]').click();
	await page.locator('main li button').first().click();
	await atEach();
	await page.locator('form .actions button').last().click();
	await expect(page.locator('main .actions a.primary')).toBeVisible();
	await atEach();
	await openReady(page, desk, locale, 'password');
	await page.locator('form [type=submit]').click();
	await expect(page.locator('code')).toBeVisible();
	await atEach();
};

/** The batch, from a pasted list to its end. */
const batch: Walk = async (page, desk, locale, atEach) => {
	await page.goto(`${desk.portal}${locale}/help-desk/user?task=deactivate`);
	const list = page.locator('textarea');
	await expect(list).toBeVisible();
	await page.locator('form [type=submit]').click();
	await expect(page.locator('[aria-invalid=true]')).toHaveCount(1);
	await atEach();
	await list.fill(`${desk.user.userId} ${desk.operator.userId} nobody @a:elsewhere.test`);
	await page.locator('form [type=submit]').click();
	const typed = page.locator('input[name=confirmation]');
	await expect(typed).toBeVisible();
	await page.locator('form [type=submit]').click();
	await expect(page.locator('[aria-invalid=true]')).toHaveCount(1);
	await atEach();
	await typed.fill('1');
	await page.locator('form [type=submit]').click();
	await expect(page.locator('main [data-kind=good]')).toBeVisible();
	await atEach();
	await page.goto(`${desk.portal}${locale}${desk.path('reactivate')}`);
	await expect(page.locator('form [type=submit]')).toBeVisible();
	await atEach();
};

const filled = async (fixtures: Parameters<typeof newDesk>[0]): Promise<Desk> => {
	const desk = await newDesk(fixtures);
	await desk.change({
		threepids: [{ medium: 'email', address: desk.user.email }],
		external_ids: [{ auth_provider: 'oidc-example', external_id: desk.user.username }]
	});
	return desk;
};

const walks = { 'every task': tasks, 'two tasks to their ends': ends, 'several users': batch };

for (const [name, walk] of Object.entries(walks)) {
	test(`${name}, 320 pixels wide, in German`, async ({ page, person, portalOf, stack }) => {
		await page.setViewportSize({ width: 320, height: 568 });
		const desk = await filled({ person, portalOf, stack });
		await openTask(page, desk, undefined, '/de');
		await walk(page, desk, '/de', () => expectToFit(page));
	});

	test(`${name}: every text comes from the catalogue`, async ({
		page,
		person,
		portalOf,
		stack
	}) => {
		const desk = await filled({ person, portalOf, stack });
		await openTask(page, desk, undefined, '/en-XA');
		const { userId, username, email } = desk.user;
		const known = ['English', 'Deutsch', 'Pseudo', 'Ada', userId, username, email];
		const ids = [`@${desk.operator.username}`, `@${username}`, `:${desk.server.serverName}`];
		const mine = [...ids, 'oidc-example', 'nobody', '@a', ':elsewhere.test', 'byte', 'long.'];
		await walk(page, desk, '/en-XA', async () => {
			const found = await untranslated(page, [...known, ...mine]);
			// Dates, session IDs and the password are nobody's words.
			const data = / \d{1,2}, \d{4}|^[A-Z]{10}\b|^[A-Z][a-z]{3}(-[a-z]{4}){5}-/;
			expect(found.filter((text) => !data.test(text.trim()))).toEqual([]);
		});
	});
}
