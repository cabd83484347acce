import {
	createRegistrationToken,
	registerAdmin,
	registerUser,
	setEmails,
	type Governed
} from '../../dev/synapse/admin.ts';
import { newPerson, type Person } from './person.ts';

/** A registration token that may be used so often, made as an operator makes it. */
export async function newToken(server: Governed, uses: number): Promise<string> {
	const operator = await registerAdmin(server, newPerson().username);
	return createRegistrationToken(server, operator.accessToken, { uses });
}

/** Somebody who has an account with an email address already. */
export async function newNeighbour(server: Governed): Promise<Person> {
	const [neighbour, operator] = [newPerson(), newPerson()];
	await registerAdmin(server, operator.username, operator.password);
	const { userId } = await registerUser(server, neighbour);
	await setEmails(server, operator, userId, [neighbour.email]);
	return neighbour;
}
