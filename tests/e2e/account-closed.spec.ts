import { registerAdmin } from '../../dev/synapse/admin.ts';
import { expectPage, expectSignIn, goTo } from '../support/account.ts';
import { newPerson } from '../support/person.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';

type Server = Parameters<typeof newAccount>[0];

/** An operator changes an account. */
async function change(server: Server, userId: string, body: object): Promise<void> {
	const { accessToken } = await registerAdmin(server, newPerson().username);
	const users = `${server.baseUrl}/_synapse/admin/v2/users`;
	const answer = await fetch(`${users}/${encodeURIComponent(userId)}`, {
		method: 'PUT',
		headers: { authorization: `Bearer ${accessToken}` },
		body: JSON.stringify(body)
	});
	expect(answer.ok, await answer.text()).toBe(true);
}

for (const [name, body, reason, words] of [
	['locked', { locked: true }, 'locked', 'This account is locked'],
	['deactivated', { deactivated: true }, 'ended', 'You are signed out']
] as const)
	test(`an account that is ${name} meanwhile leads to sign-in, with the reason`, async ({
		page,
		person,
		homeOf
	}) => {
		const { portal, server } = await homeOf('open');
		const { userId } = await newAccount(server, person);
		await openSignedIn(page, { portal, server, person }, '/account/profile');
		await expectPage(page, 'Profile');
		await change(server, userId, body);
		await goTo(page, 'Emails');
		await expectSignIn(page, { path: '/account/emails', reason });
		await expect(page.getByText(words, { exact: false }).first()).toBeVisible();
	});
