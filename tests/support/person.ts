import { randomBytes } from 'node:crypto';

/** Somebody who comes to the portal for the first time. */
export interface Person {
	username: string;
	password: string;
	email: string;
}

/** Makes a person whom nobody else can be: tests share homeservers and run side by side. */
export function newPerson(): Person {
	const name = `p${randomBytes(6).toString('hex')}`;
	return {
		username: name,
		// Meets every policy of the test homeservers, and is easy to find where it must not be.
		password: `Correct-horse-7-${randomBytes(8).toString('hex')}`,
		email: `${name}@people.test`
	};
}
