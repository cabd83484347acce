import { expectAccessible } from '../support/accessibility.ts';
import { field, newMaker, type Maker } from '../support/help-desk-create.ts';
import { button, heading, signIn } from '../support/help-desk-user.ts';
import { pressBy, tabTo } from '../support/keyboard.ts';
import { expectToFit, WIDTH } from '../support/narrow.ts';
import { newPerson } from '../support/person.ts';
import { acceptPolicies, expectStep, fillForm, linkIn, submitForm } from '../support/register.ts';
import { expect, test } from '../support/test.ts';
import { held, stopClock, test as troubled, UNREACHABLE, waitOut } from '../support/trouble.ts';
import { expectNoTraces } from '../support/watch.ts';
import type { Page } from '@playwright/test';

const PATH = '/help-desk/invitations';

/** What the homeserver keeps of an invitation; undefined when it has none of this name. */
async function kept({ server, operator }: Maker, token: string): Promise<unknown> {
	const url = `${server.baseUrl}/_synapse/admin/v1/registration_tokens/${token}`;
	const headers = { authorization: `Bearer ${operator.accessToken}` };
	const answer = await fetch(url, { headers });
	return answer.ok ? ((await answer.json()) as unknown) : undefined;
}

/** Makes an invitation; its link and its token. */
async function invite(
	page: Page,
	uses: string,
	until = ''
): Promise<{ link: string; token: string }> {
	await button(page, 'New invitation').click();
	await field(page, 'Uses').fill(uses);
	await field(page, 'Valid until').fill(until);
	await button(page, 'Create').click();
	const shown = page.getByText(/\/register\?token=/);
	await expect(shown).toBeVisible();
	const link = await shown.innerText();
	return { link, token: new URL(link).searchParams.get('token') ?? '' };
}

/** Draws the whole list, in which those that are used up come last: tests share the homeserver. */
async function showAll(page: Page): Promise<void> {
	await expect(page.getByRole('list', { name: 'All invitations' })).toBeVisible();
	const more = page.getByRole('button', { name: /^Show more/ });
	while ((await more.count()) > 0) await more.click();
}

const row = (page: Page, token: string) => page.getByRole('listitem').filter({ hasText: token });

test('an invitation lets somebody in, as often as it says', async ({
	page,
	otherDevice,
	person,
	stack,
	watch
}) => {
	const maker = await newMaker({ person, stack }, 'strict');
	watch.expectOnly(maker.portal, maker.server.baseUrl);
	await maker.open(page, PATH);
	await expect(page.getByText(/Registration does not ask for invitations/)).toHaveCount(0);
	await expectAccessible(page);
	const { link, token } = await invite(page, '1', '2999-12-31');
	await expectAccessible(page);
	await expect(page.getByRole('img', { name: `QR code of ${link}` })).toBeVisible();
	await expect(row(page, token)).toContainText('0 of 1 used.');
	expect(await kept(maker, token)).toMatchObject({
		uses_allowed: 1,
		expiry_time: new Date(2999, 11, 31, 23, 59, 59, 999).getTime()
	});
	await expectNoTraces(page, watch, [token]);

	const guest = newPerson();
	const phone = await otherDevice();
	await phone.goto(link);
	await expect(phone.locator('html[data-ready]')).toBeAttached();
	await fillForm(phone, guest);
	await submitForm(phone);
	await acceptPolicies(phone);
	await expectStep(phone, 'Check your email');
	const mail = await stack.waitForMail(guest.email);
	const opened = await phone.context().newPage();
	await opened.goto(linkIn(mail));
	await expectStep(phone, 'Your account is ready');
	expect(await signIn(maker, guest.username, guest.password)).toMatchObject({ status: 200 });

	await page.reload();
	await showAll(page);
	await expect(row(page, token)).toContainText('Used up');
	await expect(row(page, token)).toContainText('1 of 1 used.');
	await expect(button(page, `Show link ${token}`)).toHaveCount(0);
});

test('revoked after a question, it lets nobody in', async ({ page, person, stack }) => {
	const maker = await newMaker({ person, stack }, 'strict');
	await maker.open(page, PATH);
	const { token } = await invite(page, '');
	await expect(row(page, token)).toContainText('any number possible');
	await button(page, `Revoke ${token}`).click();
	const dialog = page.getByRole('dialog', { name: `Revoke ${token}?` });
	await expectAccessible(page);
	await dialog.getByRole('button', { name: 'Cancel' }).click();
	expect(await kept(maker, token)).toBeDefined();
	await button(page, `Revoke ${token}`).click();
	await dialog.getByRole('button', { name: 'Revoke' }).click();
	await expect(page.getByText(`The invitation ${token} is revoked.`)).toBeVisible();
	await expect(heading(page, 'Invitations')).toBeFocused();
	await expectAccessible(page);
	expect(await kept(maker, token)).toBeUndefined();
	await page.getByRole('link', { name: 'Record of this visit' }).click();
	await expect(page.getByText('Invitation made')).toBeVisible();
	await expect(page.getByText('Invitation revoked')).toBeVisible();
	await expect(page.getByText(token)).toHaveCount(0);
});

test('faults are told at their fields', async ({ page, person, stack }) => {
	const maker = await newMaker({ person, stack });
	await maker.open(page, PATH);
	await button(page, 'New invitation').click();
	await expect(field(page, 'Uses')).toBeFocused();
	await field(page, 'Uses').fill('-3');
	await field(page, 'Valid until').fill('2001-01-01');
	await button(page, 'Create').click();
	await expect(page.getByText('Enter a number from 1 to 999999, or nothing.')).toBeVisible();
	await expect(page.getByText('This day is over.')).toBeVisible();
	await expect(field(page, 'Uses')).toBeFocused();
	await expectAccessible(page);
});

test('where invitations do not count, or are not there, it is said', async ({
	page,
	person,
	stack
}) => {
	const open = await newMaker({ person, stack });
	await open.open(page, PATH);
	await expect(page.getByText(/Registration does not ask for invitations/)).toBeVisible();
	const closed = await newMaker({ person: newPerson(), stack }, 'closed');
	await closed.open(page, PATH);
	await expect(page.getByText(/Registration is closed, so no invitation works/)).toBeVisible();
	// As a homeserver answers that leaves registration to an account service.
	await page.route('**/_synapse/admin/v1/registration_tokens', (route) =>
		route.fulfill({
			status: 404,
			headers: { 'access-control-allow-origin': '*' },
			json: { errcode: 'M_UNRECOGNIZED', error: 'Unrecognized request' }
		})
	);
	await page.reload();
	await expect(page.getByText(/This homeserver has no invitations/)).toBeVisible();
	await expect(button(page, 'New invitation')).toHaveCount(0);
	await expectAccessible(page);
});

test('by keyboard alone, and on a small phone', async ({ page, person, stack }) => {
	const maker = await newMaker({ person, stack });
	await page.setViewportSize({ width: WIDTH, height: 640 });
	await maker.open(page, PATH);
	await pressBy(page, button(page, 'New invitation'));
	await expect(field(page, 'Uses')).toBeFocused();
	await expectToFit(page);
	await page.keyboard.press('Enter');
	const shown = page.getByText(/\/register\?token=/);
	await expect(shown).toBeVisible();
	await expectToFit(page);
	const token = new URL(await shown.innerText()).searchParams.get('token') ?? '';
	await button(page, `Revoke ${token}`).focus();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('dialog').getByRole('button', { name: 'Cancel' })).toBeFocused();
	await expectToFit(page);
	await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Revoke' }));
	await page.keyboard.press('Enter');
	await expect(page.getByText(`The invitation ${token} is revoked.`)).toBeVisible();
});

troubled('a lost answer costs no second invitation', async ({ page, badLine, person, stack }) => {
	const line = await badLine(await stack.homeserver('open'));
	const maker = await newMaker({ person, stack }, 'open', line);
	await maker.open(page, PATH);
	line.lose((asked) => asked.startsWith('POST /_synapse/admin/v1/registration_tokens'));
	const sent: unknown[] = [];
	page.on('request', (request) => {
		if (request.method() === 'POST' && request.url().endsWith('/registration_tokens/new'))
			sent.push(request.postDataJSON());
	});
	await button(page, 'New invitation').click();
	await stopClock(page);
	await button(page, 'Create').click();
	await expect(held(page, UNREACHABLE)).toBeVisible();
	const shown = page.getByText(/\/register\?token=/);
	await waitOut(page, shown);
	await page.clock.resume();
	const token = new URL(await shown.innerText()).searchParams.get('token') ?? '';
	expect(sent).toHaveLength(2);
	expect(sent).toEqual([expect.objectContaining({ token }), expect.objectContaining({ token })]);
	expect(await kept(maker, token)).toMatchObject({ uses_allowed: 1 });

	await maker.setRights(false);
	await button(page, `Revoke ${token}`).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
	await expect(page.getByRole('alert')).toContainText('not an administrator');
	await expect(row(page, token)).toBeVisible();
});
