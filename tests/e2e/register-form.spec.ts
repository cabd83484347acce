import { registerUser } from '../../dev/synapse/admin.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { newNeighbour } from '../support/admin.ts';
import { newPerson } from '../support/person.ts';
import { expectReady, fillForm, openForm, submitForm } from '../support/register.ts';
import { expect, test } from '../support/test.ts';
import { expectNoTraces } from '../support/watch.ts';

test('username: the whole Matrix ID grows, and what cannot be a name is told at once', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const taken = newPerson();
	await registerUser(server, taken);
	await openForm(page, portal);
	const username = page.getByRole('textbox', { name: 'Username' });
	let asked = 0;
	page.on('response', (answer) => {
		// Homeservers limit these questions by address, and all tests share one.
		if (answer.url().includes('/register/available') && answer.status() !== 429) asked += 1;
	});
	await expect(username).toHaveAccessibleDescription(/can never be changed/);

	await username.pressSequentially('An');
	await expect(page.getByText(`@an:${server.serverName}`)).toBeVisible();
	await username.pressSequentially('na');
	await expect(page.getByText(`@anna:${server.serverName}`)).toBeVisible();

	for (const impossible of ['anna maria', 'änna', '123456', '_anna']) {
		await username.fill(impossible);
		await username.press('Tab');
		await expect(username).toHaveAccessibleDescription(/not possible here.*not digits alone/);
		await expect(username).toHaveAttribute('aria-invalid', 'true');
	}
	await expectAccessible(page);
	expect(asked).toBe(0);

	await username.fill(taken.username.toUpperCase());
	await username.press('Tab');
	await expect(username).toHaveAccessibleDescription(/This username is taken/);
	await expectAccessible(page);
	await username.fill(person.username);
	await username.press('Tab');
	await expect(page.getByText('This name is free.')).toBeVisible();
	await expect(username).toHaveAttribute('aria-invalid', 'false');
	await username.focus();
	await username.press('Tab');
	expect(asked, 'each name is asked for once').toBe(2);
});

test('a name that is taken meanwhile is told at its field, and nothing typed is lost', async ({
	page,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	const taken = newPerson();
	await registerUser(server, taken);
	// The answer to the first question comes too late, as on a slow line.
	await page.route('**/register/available?**', (route) => route.abort());
	await openForm(page, portal);
	await fillForm(page, {
		username: taken.username,
		password: person.password,
		email: person.email
	});
	await submitForm(page);
	const username = page.getByRole('textbox', { name: 'Username' });
	await expect(username).toHaveAccessibleDescription(/This username is taken/);
	await expect(username).toBeFocused();
	await expectAccessible(page);
	await expect(page.getByRole('textbox', { name: 'Password', exact: true })).toHaveValue(
		person.password
	);
	await expect(page.getByRole('textbox', { name: /^Email/ })).toHaveValue(person.email);
	expect(await stack.mails(person.email), 'no mail for an attempt that is refused').toEqual([]);

	await fillForm(page, { username: person.username, email: '' });
	await submitForm(page);
	await expectReady(page, person, server);
});

test('email: malformed, in use, or refused by the mail server', async ({
	page,
	person,
	homeOf,
	stack,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	const other = await newNeighbour(server);
	await openForm(page, portal);
	const email = page.getByRole('textbox', { name: 'Email (optional)' });
	const expectKept = async () => {
		await expect(page.getByRole('textbox', { name: 'Username' })).toHaveValue(person.username);
		await expect(page.getByRole('textbox', { name: 'Password', exact: true })).toHaveValue(
			person.password
		);
	};

	await fillForm(page, { ...person, email: 'person at example' });
	await submitForm(page);
	await expect(email).toHaveAccessibleDescription(/This is not an email address/);
	await expect(email).toBeFocused();
	expect(watch.matrixRequests().filter((line) => line === 'POST /register')).toHaveLength(1);

	await email.fill(other.email);
	await submitForm(page);
	await expect(email).toHaveAccessibleDescription(/belongs to another account/);
	await expectKept();
	await expectAccessible(page);

	await email.fill(`${person.username}@fail.test`);
	await submitForm(page);
	await expect(page.getByRole('alert')).toContainText(/could not send the email/);
	await expectKept();
	await expectAccessible(page);
	await expectNoTraces(page, watch, [person.password]);

	await email.fill(person.email);
	await submitForm(page);
	await stack.waitForMail(person.email);
});

test('a double press makes one account with one request', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	await openForm(page, portal);
	await fillForm(page, { username: person.username, password: person.password });
	await page.getByRole('button', { name: 'Continue', exact: true }).dblclick();
	await expectReady(page, person, server);
	const requests = watch.matrixRequests().filter((line) => line === 'POST /register');
	expect(requests, 'one for the flows, one for the account').toHaveLength(2);
});
