/** The names that the provider takes: short, and good for the first half of an email address. */
const allowed = /^[a-z0-9][a-z0-9._-]{0,40}$/;

/** The account that a typed name means, or nothing when no account can have that name. */
export function accountFor(typed: string): string | undefined {
	const name = typed.trim().toLowerCase();
	return allowed.test(name) ? name : undefined;
}

/** What the provider tells a homeserver about an account (OpenID Connect Core, section 5.1). */
export function claimsOf(account: string) {
	return {
		sub: account,
		preferred_username: account,
		name: account.charAt(0).toUpperCase() + account.slice(1),
		email: `${account}@example-id.test`,
		email_verified: true
	};
}
