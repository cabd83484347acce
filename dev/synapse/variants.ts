/** A homeserver that a test or a person can ask for. Each has its own process and address. */
export type Variant =
	'open' | 'strict' | 'sso' | 'policy' | 'limits' | 'captcha' | 'closed' | 'whitelist' | 'example';

/** The kinds of set-up that differ between variants; the rest is the same for all. */
export type Traits = {
	/** May people register at all? */
	registration: 'open' | 'emailRequired' | 'closed';
	/** A registration token is asked for. */
	token?: true;
	/** The policies must be accepted at registration. */
	policies?: true;
	/** Registration and sign-in through the OpenID provider. */
	singleSignOn?: true;
	/** At least 10 characters of all four kinds. */
	passwordPolicy?: true;
	/** The rate limits that the homeserver has when nobody sets any. */
	defaultLimits?: true;
	captcha?: true;
	/**
	 * Links in mails may not lead back to the portal. Synapse looks at it for resets and for adding an
	 * email, not for registrations.
	 */
	noNextLink?: true;
	/** Whoever asks for a mail is not told whether an account has the address. */
	hidesEmails?: true;
	/** Says whom to ask, in /.well-known/matrix/support. */
	support?: true;
};

export const variants: Record<Variant, Traits> = {
	open: { registration: 'open' },
	strict: { registration: 'emailRequired', token: true, policies: true },
	sso: { registration: 'open', singleSignOn: true, policies: true },
	policy: { registration: 'open', passwordPolicy: true },
	limits: { registration: 'open', defaultLimits: true },
	captcha: { registration: 'open', captcha: true },
	closed: { registration: 'closed', support: true },
	whitelist: { registration: 'emailRequired', noNextLink: true, hidesEmails: true },
	example: { registration: 'open', singleSignOn: true, policies: true, support: true }
};

/** The variants that end-to-end tests use: all but the one of `npm start`. */
export type TestVariant = Exclude<Variant, 'example'>;
export const testVariants = (Object.keys(variants) as Variant[]).filter(
	(variant): variant is TestVariant => variant !== 'example'
);
