/** One request to the homeserver. */
export type Asked = {
	/** Like `POST /register`, without the version. */
	line: string;
	/** The type of the stage that it answers, where it answers one. */
	stage?: string | undefined;
};

/** How often something was asked in one registration, and how often it may be; `most` absent: any number. */
export type AskedOften = { what: string; times: number; most?: number };

const EMAIL = 'm.login.email.identity';

/** What every registration may ask once, by its line. */
const once: Record<string, string> = {
	'POST /register': 'flows',
	'GET /login': 'providers of single sign-on',
	'GET /password_policy': 'password policy',
	'GET /register/available': 'is the name free',
	'GET /register/m.login.registration_token/validity': 'is the token valid',
	'POST /register/email/requestToken': 'mail'
};

/** Counts the requests of a registration by what they are for, in the order of their first one. */
export function countAsked(asked: readonly Asked[]): AskedOften[] {
	const counts = new Map<string, AskedOften>();
	for (const each of asked) {
		const purpose = purposeOf(each);
		const known = counts.get(purpose.what);
		counts.set(purpose.what, { ...purpose, times: (known?.times ?? 0) + 1 });
	}
	return [...counts.values()];
}

/** Whether nothing was asked more often than it may be. */
export const isThrifty = (counts: readonly AskedOften[]): boolean =>
	counts.every(({ times, most = Infinity }) => times <= most);

function purposeOf({ line, stage }: Asked): Omit<AskedOften, 'times'> {
	// Until the link is opened, asking for this stage is how one learns that it is.
	if (stage === EMAIL) return { what: 'stage email, which are the polls' };
	if (stage !== undefined) return { what: `stage ${stage.replace('m.login.', '')}`, most: 1 };
	const what = once[line];
	return what === undefined ? { what: line, most: 0 } : { what, most: 1 };
}
