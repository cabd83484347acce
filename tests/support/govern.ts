import { registerAdmin, type Governed } from '../../dev/synapse/admin.ts';
import { newPerson } from './person.ts';

/** What an operator does to an account. */
type Change = { locked: true } | { deactivated: true } | { suspended: true };

/** Changes an account as an operator does, with an operator's account of its own. */
export async function govern(server: Governed, userId: string, change: Change): Promise<void> {
	const { accessToken } = await registerAdmin(server, newPerson().username);
	const user = encodeURIComponent(userId);
	const [path, body] =
		'suspended' in change
			? [`v1/suspend/${user}`, { suspend: true }]
			: [`v2/users/${user}`, change];
	const answer = await fetch(`${server.baseUrl}/_synapse/admin/${path}`, {
		method: 'PUT',
		headers: { authorization: `Bearer ${accessToken}` },
		body: JSON.stringify(body)
	});
	if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
}
