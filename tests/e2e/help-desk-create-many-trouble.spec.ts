import { expectAccessible } from '../support/accessibility.ts';
import { checkList, FROM_FILE, newMaker, savePasswords } from '../support/help-desk-create.ts';
import { button, heading, signIn } from '../support/help-desk-user.ts';
import { newPerson } from '../support/person.ts';
import { expect, held, test, UNREACHABLE } from '../support/trouble.ts';

const named = (count: number) => {
	const { username } = newPerson();
	return Array.from({ length: count }, (_, at) => `${username}-${String(at)}`);
};
const listOf = (names: readonly string[]) => `username\n${names.join('\n')}\n`;

test('stopped and continued, every account is made once', async ({ page, person, stack }) => {
	const maker = await newMaker({ person, stack });
	const names = named(4);
	await maker.open(page, FROM_FILE);
	await checkList(page, listOf(names));
	let let1: () => void = () => undefined;
	const gate = new Promise<void>((open) => (let1 = open));
	await page.route(
		(url) =>
			decodeURIComponent(url.pathname).endsWith(`@${names[1] ?? ''}:${maker.server.serverName}`),
		async (route) => {
			if (route.request().method() === 'PUT') await gate;
			await route.continue();
		}
	);
	await button(page, 'Create 4 accounts').click();
	await expect(page.getByText('1 of 4 done')).toBeVisible();
	await expectAccessible(page);
	await button(page, 'Stop').click();
	await expect(button(page, 'Stop')).toHaveAttribute('aria-busy', 'true');
	let1();
	await expect(heading(page, 'Stopped')).toBeVisible();
	await expect(page.getByText('2 of 4 accounts made.')).toBeVisible();
	await expectAccessible(page);
	await expect(maker.seen(names[2] ?? '')).rejects.toThrow('User not found');
	// Another page of the help desk costs nothing of it.
	await page.getByRole('link', { name: 'Invitations' }).click();
	await expect(heading(page, 'Invitations')).toBeVisible();
	await page.goBack();
	await button(page, 'Continue with 2 rows').click();
	await expect(heading(page, 'The list is done')).toBeVisible();
	const { of } = await savePasswords(page);
	expect(Object.keys(of)).toEqual(names);
	for (const name of names)
		expect(await signIn(maker, name, of[name] ?? '')).toMatchObject({ status: 200 });
});

test('a request that fails is waited out, or stopped in the middle', async ({
	page,
	badLine,
	person,
	stack
}) => {
	const line = await badLine(await stack.homeserver('open'));
	const maker = await newMaker({ person, stack }, 'open', line);
	const names = named(2);
	await maker.open(page, FROM_FILE);
	await checkList(page, listOf(names));
	line.lose(
		(asked, body) => asked.startsWith('PUT /_synapse/admin/v2/users/') && body.includes('password'),
		Infinity
	);
	await button(page, 'Create 2 accounts').click();
	await expect(held(page, UNREACHABLE)).toBeVisible();
	await button(page, 'Stop').click();
	await expect(heading(page, 'Stopped')).toBeVisible();
	line.lose(() => false);
	await expect(page.getByText('0 of 2 accounts made.')).toBeVisible();
	await button(page, 'Continue with 2 rows').click();
	await expect(heading(page, 'The list is done')).toBeVisible({ timeout: 15_000 });
	const { of } = await savePasswords(page);
	for (const name of names)
		expect(await signIn(maker, name, of[name] ?? '')).toMatchObject({ status: 200 });
});

test('an account whose answer is lost is never called done, and can be finished', async ({
	page,
	badLine,
	person,
	stack
}) => {
	const line = await badLine(await stack.homeserver('open'));
	const maker = await newMaker({ person, stack }, 'open', line);
	const [first = '', second = ''] = named(2);
	await maker.open(page, FROM_FILE);
	await checkList(page, listOf([first, second]));
	line.lose((asked) => asked.startsWith('PUT /_synapse/admin/v2/users/'));
	await button(page, 'Create 2 accounts').click();
	await expect(heading(page, 'The list is done')).toBeVisible();
	await expect(page.getByText('1 of 2 accounts made.')).toBeVisible();
	await expect(page.getByText(/Most likely it is yours/)).toBeVisible();
	await expectAccessible(page);
	await button(page, 'Finish 1 account').click();
	await expect(page.getByText('2 of 2 accounts made.')).toBeVisible();
	const { of } = await savePasswords(page);
	expect(await signIn(maker, first, of[first] ?? '')).toMatchObject({ status: 200 });
});

test('after a reload the same list finishes what was begun', async ({ page, person, stack }) => {
	const maker = await newMaker({ person, stack });
	const names = named(3);
	await maker.open(page, FROM_FILE);
	await checkList(page, listOf(names));
	// The second account is made, and its password is on its way, when the tab goes.
	const isSecond = (path: string) => decodeURIComponent(path).includes(`@${names[1] ?? ''}:`);
	let hangs: () => void = () => undefined;
	const hanging = new Promise<void>((seen) => (hangs = seen));
	await page.route(
		(url) => isSecond(url.pathname),
		(route) => {
			if (route.request().postData()?.includes('password')) hangs();
			else void route.continue();
		}
	);
	await button(page, 'Create 3 accounts').click();
	await hanging;
	page.once('dialog', (dialog) => void dialog.accept());
	await page.reload();
	await page.unrouteAll();
	await expect(heading(page, 'Create users from a file')).toBeVisible();
	expect(await maker.seen(names[1] ?? '')).toMatchObject({ last_seen_ts: null });

	await checkList(page, listOf(names));
	await expect(page.getByText(/2 of them were begun in this tab before/)).toBeVisible();
	await expectAccessible(page);
	await button(page, 'Create 3 accounts').click();
	await expect(heading(page, 'The list is done')).toBeVisible();
	const { of } = await savePasswords(page);
	for (const name of names)
		expect(await signIn(maker, name, of[name] ?? '')).toMatchObject({ status: 200 });
	// Handed over, they are nobody's to change any more.
	await button(page, 'Another list').click();
	await checkList(page, listOf(names));
	await expect(page.getByText('No account is made.')).toBeVisible();
});

test('rights that end in the middle stop it, and it goes on when they are back', async ({
	page,
	person,
	stack
}) => {
	const maker = await newMaker({ person, stack });
	const names = named(3);
	await maker.open(page, FROM_FILE);
	await checkList(page, listOf(names));
	let taken = false;
	await page.route(
		(url) => decodeURIComponent(url.pathname).includes(`@${names[1] ?? ''}:`),
		async (route) => {
			if (route.request().method() === 'PUT' && !taken) {
				taken = true;
				await maker.setRights(false);
			}
			await route.continue();
		}
	);
	await button(page, 'Create 3 accounts').click();
	await expect(heading(page, 'Stopped')).toBeVisible();
	await expect(page.getByRole('alert')).toContainText('not an administrator');
	await expect(page.getByText('1 of 3 accounts made.')).toBeVisible();
	await expectAccessible(page);
	await maker.setRights(true);
	await button(page, 'Continue with 2 rows').click();
	await expect(heading(page, 'The list is done')).toBeVisible();
	await expect(page.getByText('3 of 3 accounts made.')).toBeVisible();
});

test('a session that ends in the middle costs nothing of what was done', async ({
	page,
	person,
	stack
}) => {
	const maker = await newMaker({ person, stack });
	const names = named(3);
	await maker.open(page, FROM_FILE);
	await checkList(page, listOf(names));
	let ended = false;
	await page.route(
		(url) => decodeURIComponent(url.pathname).includes(`@${names[1] ?? ''}:`),
		async (route) => {
			if (route.request().method() === 'PUT' && !ended) {
				ended = true;
				const headers = { authorization: route.request().headers().authorization ?? '' };
				await fetch(`${maker.server.baseUrl}/_matrix/client/v3/logout`, {
					method: 'POST',
					headers
				});
			}
			await route.continue();
		}
	);
	await button(page, 'Create 3 accounts').click();
	await expect(page).toHaveURL(/\/login$/);
	await page.getByRole('textbox', { name: 'Username or email' }).fill(person.username);
	await page.getByRole('textbox', { name: 'Password', exact: true }).fill(person.password);
	await button(page, 'Sign in').click();
	await expect(heading(page, 'Stopped')).toBeVisible();
	await expect(page.getByText('1 of 3 accounts made.')).toBeVisible();
	await button(page, 'Continue with 2 rows').click();
	await expect(page.getByText('3 of 3 accounts made.')).toBeVisible();
	const { of } = await savePasswords(page);
	for (const name of names)
		expect(await signIn(maker, name, of[name] ?? '')).toMatchObject({ status: 200 });
});
