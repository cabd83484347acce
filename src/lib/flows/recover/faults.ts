import { faultOfEmail } from '$lib/base/email';
import type { PortalError } from '$lib/base/errors';
import { passwordFaults, type PasswordPolicy } from '$lib/base/password-policy';
import type { Secret } from '$lib/base/secret';
import type { Faults, Field, Typed } from './states';

/** What can be seen to be wrong before anything is sent; nothing for a form that may be sent. */
export function findFaults({ email, password }: Typed, policy: PasswordPolicy): Faults {
	const emailFault = faultOfEmail(email);
	const passwordFault = faultOfPassword(password, policy);
	return {
		...(emailFault && { email: emailFault }),
		...(passwordFault && { password: passwordFault })
	};
}

/** The first rule that a new password does not meet. */
export function faultOfPassword(
	password: Secret | undefined,
	policy: PasswordPolicy
): PortalError | undefined {
	const text = password?.reveal() ?? '';
	if (text === '') return { kind: 'passwordMissing' };
	const [fault] = passwordFaults(text, policy);
	return fault && { kind: fault };
}

/** The field that a failure concerns; undefined when it concerns the whole step. */
export function fieldOf({ kind }: PortalError): Field | undefined {
	if (kind === 'passwordWrong') return undefined;
	if (kind.startsWith('password')) return 'password';
	return kind.startsWith('email') ? 'email' : undefined;
}
