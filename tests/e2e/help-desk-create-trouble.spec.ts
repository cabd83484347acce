import { registerUser } from '../../dev/synapse/admin.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { field, fillUsername, newMaker } from '../support/help-desk-create.ts';
import { button, heading, shownPassword, signIn } from '../support/help-desk-user.ts';
import { newPerson } from '../support/person.ts';
import { expect, held, stopClock, test, UNREACHABLE, waitOut } from '../support/trouble.ts';

const isEmpty = (body: string) => !body.includes('password');

test('an account that somebody else makes at the same moment keeps its password', async ({
	page,
	person,
	stack
}) => {
	const maker = await newMaker({ person, stack });
	const other = newPerson();
	await maker.open(page);
	await fillUsername(page, other.username);
	await field(page, 'Email').fill(other.email);
	let isThere = false;
	// Between the look and the making, the worst moment.
	await page.route(
		(url) => url.pathname.startsWith('/_synapse/admin/v2/users/'),
		async (route) => {
			if (route.request().method() === 'PUT' && !isThere) {
				isThere = true;
				await registerUser(maker.server, other);
			}
			await route.continue();
		}
	);
	await button(page, 'Create').click();
	await expect(page.getByText('This username is taken. Choose another one.')).toBeVisible();
	expect(await signIn(maker, other.username, other.password)).toMatchObject({ status: 200 });
	expect(await maker.seen(other.username)).toMatchObject({ threepids: [], admin: false });
});

test('a lost answer is looked for, and the operator decides whose the account is', async ({
	page,
	badLine,
	person,
	stack
}) => {
	const line = await badLine(await stack.homeserver('open'));
	const maker = await newMaker({ person, stack }, 'open', line);
	const { username, email } = newPerson();
	await maker.open(page);
	await fillUsername(page, username);
	await field(page, 'Email').fill(email);
	line.lose((asked, body) => asked.startsWith('PUT /_synapse/admin/v2/users/') && isEmpty(body));
	await button(page, 'Create').click();
	await expect(heading(page, 'Is this the account you asked for?')).toBeVisible();
	await expectAccessible(page);
	expect(await maker.seen(username)).toMatchObject({ threepids: [] });
	await button(page, 'Finish this account').click();
	await expect(heading(page, 'User created')).toBeVisible();
	const password = await shownPassword(page).innerText();
	expect(await signIn(maker, username, password)).toMatchObject({ status: 200 });
	expect(await maker.seen(username)).toMatchObject({ threepids: [{ address: email }] });
});

test('a password whose answer is lost is sent again, the same', async ({
	page,
	badLine,
	person,
	stack
}) => {
	const line = await badLine(await stack.homeserver('open'));
	const maker = await newMaker({ person, stack }, 'open', line);
	const { username } = newPerson();
	await maker.open(page);
	await fillUsername(page, username);
	line.lose((asked, body) => asked.startsWith('PUT /_synapse/admin/v2/users/') && !isEmpty(body));
	await stopClock(page);
	await button(page, 'Create').click();
	await expect(held(page, UNREACHABLE)).toBeVisible();
	await waitOut(page, heading(page, 'User created'));
	const password = await shownPassword(page).innerText();
	expect(await signIn(maker, username, password)).toMatchObject({ status: 200 });
	expect(
		line.answered.filter((asked) => asked.startsWith('PUT /_synapse/admin/v2/users/'))
	).toHaveLength(3);
});

test('rights that end in the middle leave nothing half done unsaid', async ({
	page,
	person,
	stack
}) => {
	const maker = await newMaker({ person, stack });
	const { username } = newPerson();
	await maker.open(page);
	await fillUsername(page, username);
	await maker.setRights(false);
	await button(page, 'Create').click();
	await expect(page.getByRole('alert')).toContainText('not an administrator');
	await expect(field(page, 'Username')).toHaveValue(username);
	await expectAccessible(page);

	// Given back, and taken again between the two requests.
	await maker.setRights(true);
	let taken = false;
	await page.route(
		(url) => url.pathname.startsWith('/_synapse/admin/v2/users/'),
		async (route) => {
			const { method, body } = {
				method: route.request().method(),
				body: route.request().postData() ?? ''
			};
			if (method === 'PUT' && !isEmpty(body) && !taken) {
				taken = true;
				await maker.setRights(false);
			}
			await route.continue();
		}
	);
	await button(page, 'Create').click();
	await expect(heading(page, 'The account is not finished')).toBeVisible();
	await expectAccessible(page);
	await maker.setRights(true);
	await button(page, 'Try again').click();
	await expect(heading(page, 'User created')).toBeVisible();
	const password = await shownPassword(page).innerText();
	expect(await signIn(maker, username, password)).toMatchObject({ status: 200 });
});
