import { expectAccessible } from '../support/accessibility.ts';
import { keptSession } from '../support/homeserver.ts';
import { giveKeys, setUpCrossSigning } from '../support/session-keys.ts';
import {
	accountWith,
	agree,
	confirm,
	HERE,
	isSignedIn,
	list,
	namesOf,
	openSessions,
	row,
	shownNames
} from '../support/sessions.ts';
import { expect, test } from '../support/test.ts';
import { expectNoTraces } from '../support/watch.ts';

const COST = /Encrypted messages whose keys are only in this session/;

test('each session says what is known of it', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	const names = ['app.element.io: Firefox on Linux', 'Phone', 'Script'];
	const [laptop, phone] = await accountWith(server, person, names);
	if (!laptop || !phone) throw new Error('No sessions');
	const key = await setUpCrossSigning(laptop);
	await giveKeys(laptop, key);
	await giveKeys(phone);
	await openSessions(page, { portal, server, person });

	await expect(list(page).getByRole('listitem')).toHaveCount(4);
	expect((await shownNames(page))[0]).toContain(HERE);
	const here = row(page, HERE);
	await expect(here).toContainText('This session');
	await expect(list(page).getByText('This session', { exact: true })).toHaveCount(1);
	await expect(row(page, 'Phone')).toContainText('Not verified');
	await expect(row(page, names[0] ?? '')).toContainText('Element on Linux');
	await expect(row(page, names[0] ?? '').getByText('Verified', { exact: true })).toBeVisible();
	// Without keys there is nothing to verify: neither is said.
	for (const name of [HERE, 'Script']) await expect(row(page, name)).not.toContainText(/verified/i);
	await expect(here.getByRole('time').or(here.locator('time'))).toHaveText(/^Last used .+ \(.+\)$/);
	await expect(here).toContainText('from 127.0.0.1');
	// This session stands open, and no other one does.
	await expect(page.getByRole('textbox', { name: 'Session name', exact: true })).toHaveValue(HERE);
	await expect(here.getByRole('button', { name: 'Rename', exact: true })).toBeVisible();
	await expectAccessible(page);
});

test('a session is renamed', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await accountWith(server, person, ['Phone']);
	await openSessions(page, { portal, server, person });
	await page.getByRole('button', { name: 'Phone', exact: true }).click();
	const field = page.getByRole('textbox', { name: 'Session name' });
	await expect(field).toHaveValue('Phone');
	await expectAccessible(page);
	await field.fill(' ');
	await page.getByRole('button', { name: 'Rename', exact: true }).click();
	await expect(field).toHaveAccessibleDescription(/Enter a name/);
	await field.fill('Old “phone” <b>');
	await page.getByRole('button', { name: 'Rename', exact: true }).click();
	await expect(page.getByRole('status')).toHaveText('The session is now called “Old “phone” <b>”.');
	await expect(page.getByRole('button', { name: 'Sign out Old “phone” <b>' })).toBeVisible();
	expect(await namesOf(server, page)).toEqual(['Old “phone” <b>', HERE]);

	await field.fill('x'.repeat(101));
	await page.getByRole('button', { name: 'Rename', exact: true }).click();
	await expect(page.getByRole('alert')).toContainText('too large');
	await expect(field).toHaveValue('x'.repeat(101));
});

test('one session is signed out, with the password, and nothing stays behind', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	const [phone] = await accountWith(server, person, ['Phone', 'Laptop']);
	if (!phone) throw new Error('No session');
	await giveKeys(phone);
	await openSessions(page, { portal, server, person });

	await page.getByRole('button', { name: 'Sign out Laptop' }).click();
	await expect(page.getByRole('dialog', { name: 'Sign out “Laptop”?' })).toBeVisible();
	await expect(page.getByRole('dialog')).not.toContainText(COST);
	await page.getByRole('button', { name: 'Cancel' }).click();
	await expect(page.getByRole('button', { name: 'Sign out Laptop' })).toBeFocused();
	await page.getByRole('button', { name: 'Sign out Phone' }).click();
	await expect(page.getByRole('dialog')).toContainText(COST);
	await expectAccessible(page);
	await agree(page);

	const heading = page.getByRole('heading', { level: 1, name: 'Confirm that it is you' });
	await expect(heading).toBeFocused();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Continue', exact: true }).click();
	const password = page.getByRole('textbox', { name: 'Password', exact: true });
	await expect(password).toHaveAccessibleDescription(/Enter a password/);
	await confirm(page, 'wrong');
	await expect(password).toHaveAccessibleDescription(/This is not the password of your account/);
	await expect(password).toHaveValue('wrong');
	expect(await isSignedIn(phone)).toBe(true);
	await confirm(page, person.password);

	await expect(page.getByRole('status')).toHaveText('1 session is signed out.');
	await expect(list(page).getByRole('listitem')).toHaveCount(2);
	expect(await isSignedIn(phone)).toBe(false);
	expect(await namesOf(server, page)).toEqual(['Laptop', HERE]);
	await expectAccessible(page);
	await expectNoTraces(page, watch, [person.password, 'wrong']);
});

test('several sessions are signed out, with one confirmation', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	const others = await accountWith(server, person, ['A', 'B', 'C']);
	await openSessions(page, { portal, server, person });
	await expect(page.getByRole('checkbox', { name: `Select ${HERE}` })).toHaveCount(0);
	await page.getByRole('checkbox', { name: 'Select A' }).check();
	await page.getByRole('checkbox', { name: 'Select C' }).check();
	await expect(page.getByText('2 selected')).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Sign out selected' }).click();
	await expect(page.getByRole('dialog', { name: 'Sign out 2 sessions?' })).toBeVisible();
	await agree(page);
	await page.getByRole('button', { name: 'Back' }).click();
	// Nothing that was selected is lost on the way.
	await expect(page.getByRole('checkbox', { name: 'Select A' })).toBeChecked();
	await page.getByRole('button', { name: 'Sign out selected' }).click();
	await agree(page);
	await confirm(page, person.password);
	await expect(page.getByRole('status')).toHaveText('2 sessions are signed out.');
	expect(await Promise.all(others.map(isSignedIn))).toEqual([false, true, false]);
	expect(await namesOf(server, page)).toEqual(['B', HERE]);
	const removals = watch.matrixRequests().filter((line) => line === 'POST /delete_devices');
	expect(removals).toHaveLength(3);
});

test('all others are signed out', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	const others = await accountWith(server, person, ['A', 'B', 'C']);
	await openSessions(page, { portal, server, person });
	await page.getByRole('button', { name: 'Sign out all other sessions' }).click();
	await expect(page.getByRole('dialog', { name: 'Sign out all 3 other sessions?' })).toBeVisible();
	await agree(page);
	await confirm(page, person.password);
	await expect(page.getByRole('status')).toHaveText('3 sessions are signed out.');
	await expect(page.getByRole('button', { name: 'Sign out all other sessions' })).toHaveCount(0);
	expect(await Promise.all(others.map(isSignedIn))).toEqual([false, false, false]);
	expect(await namesOf(server, page)).toEqual([HERE]);
});

test('this session is signed out: the portal forgets it', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	const [phone] = await accountWith(server, person, ['Phone']);
	if (!phone) throw new Error('No session');
	await openSessions(page, { portal, server, person });
	const kept = await keptSession(page);
	await page.getByRole('button', { name: `Sign out ${HERE}` }).click();
	await expect(page.getByRole('dialog', { name: 'Sign out of this session?' })).toBeVisible();
	await agree(page);
	await expect(page).toHaveURL(/\/login$/);
	expect(await keptSession(page)).toBeUndefined();
	expect(await isSignedIn({ ...phone, accessToken: kept?.accessToken ?? '' })).toBe(false);
	expect(await isSignedIn(phone)).toBe(true);
});
