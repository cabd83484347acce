import { faultOfEmail } from '$lib/base/email';
import { keptEmail } from '$lib/base/kept-email';
import { isLocalpart, localpartOf, matrixId } from '$lib/base/matrix-id';
import { LONGEST_NAME, type NewUser, type Taken } from '$lib/matrix/admin-ports';
import type { EmailFault, Faults, Form, IdentityFault } from './states';

export const emptyForm: Form = {
	username: '',
	displayName: '',
	emails: [''],
	identities: [],
	administrator: false,
	passwordless: false
};

/** What can be seen to be wrong before anything is sent; undefined when nothing is. */
export function faultsOf(form: Form, serverName: string): Faults | undefined {
	const name = localpartOf(form.username);
	const emails = form.emails.map((_email, index) => emailFault(form.emails, index));
	const identities = form.identities.map((_id, index) => identityFault(form.identities, index));
	const faults: Faults = {
		...(name === '' && { username: { kind: 'usernameMissing' } }),
		...(name !== '' && !isLocalpart(name, serverName) && { username: { kind: 'usernameInvalid' } }),
		...(Array.from(form.displayName.trim()).length > LONGEST_NAME && { displayName: 'tooLong' }),
		...(emails.some(Boolean) && { emails }),
		...(identities.some(Boolean) && { identities })
	};
	return Object.keys(faults).length > 0 ? faults : undefined;
}

function emailFault(all: readonly string[], index: number): EmailFault | undefined {
	const email = keptEmail(all[index] ?? '');
	if (email === '') return undefined;
	const isTwice = all.some((other, at) => at < index && keptEmail(other) === email);
	return isTwice ? { kind: 'twice' } : faultOfEmail(email);
}

function identityFault(all: Form['identities'], index: number): IdentityFault | undefined {
	const { provider, id } = trimmed(all[index] ?? { provider: '', id: '' });
	if (provider === '' && id === '') return undefined;
	if (provider === '' || id === '') return { kind: 'incomplete' };
	const isTwice = all
		.map(trimmed)
		.some((other, at) => at < index && other.provider === provider && other.id === id);
	return isTwice ? { kind: 'twice' } : undefined;
}

const trimmed = ({ provider, id }: { provider: string; id: string }) => ({
	provider: provider.trim(),
	id: id.trim()
});

/** The account that a form without faults asks for, without its password. */
export const userOf = (form: Form, serverName: string): NewUser => ({
	userId: matrixId(localpartOf(form.username), serverName),
	displayName: form.displayName.trim(),
	emails: form.emails.map(keptEmail).filter((email) => email !== ''),
	identities: form.identities.map(trimmed).filter(({ provider }) => provider !== ''),
	administrator: form.administrator,
	...(form.picture && { picture: form.picture })
});

/** What belongs to somebody else, at the field that asks for it. */
export function takenFault(form: Form, taken: Taken): Faults {
	const fault = { kind: 'taken', by: taken.by } as const;
	if (taken.kind === 'emailTaken') {
		const address = keptEmail(taken.address);
		return {
			emails: form.emails.map((email) => (keptEmail(email) === address ? fault : undefined))
		};
	}
	const { provider, id } = taken.identity;
	return {
		identities: form.identities.map((each) => {
			const own = trimmed(each);
			return own.provider === provider && own.id === id ? fault : undefined;
		})
	};
}
