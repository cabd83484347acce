/** A page to measure. */
export type Subject = {
	/** What the table calls it. */
	name: string;
	url: string;
	/** What people come for: once it can be used, the page can. */
	selector: string;
	/** What the tab keeps in session storage: whoever is signed in. */
	inTab?: Readonly<Record<string, string>>;
	/** The page's file below the built site; absent for the floor. */
	file?: string;
};

const username = 'input[autocomplete=username]';
const email = 'input[autocomplete=email]';

/** The floor page, by which the others are judged. */
export const FLOOR = 'floor';

/** The pages that begin with the form: the bounds are for these. */
export const formPages = ['/register', '/login', '/recover'].flatMap((path) => [
	path,
	`/de${path}`
]);

/** The page that begins with what the homeserver says of an account. */
export const ACCOUNT = '/account';

/** The page that lists the users of a homeserver, for those who run it. */
export const HELP_DESK = '/help-desk';

/** The first of what the homeserver says of an account. */
export const finding = 'main li:is([data-kind=good], [data-kind=todo])';

/** The pages of an account, and what people come for there. */
const accountPages: Readonly<Record<string, string>> = {
	[ACCOUNT]: finding,
	'/account/profile': 'main input[name=name]',
	'/account/emails': 'main input[autocomplete=email]',
	'/account/password': 'main li[data-kind]',
	'/account/sessions': 'main [aria-label=Sessions] > li',
	'/account/encryption': finding
};

/**
 * All pages to measure, the floor first.
 * @param addresses of the portal, the floor's server and the homeserver
 * @param inTab somebody's session, as the portal keeps it
 */
export function subjects(
	addresses: { portal: string; floor: string; homeserver: string },
	inTab: Readonly<Record<string, string>>
): Subject[] {
	const { portal, floor, homeserver } = addresses;
	const query = new URLSearchParams({ homeserver });
	return [
		{ name: FLOOR, url: `${floor}/floor?${query}`, selector: username },
		...formPages.map((path) => page(portal, path, path.endsWith('/recover') ? email : username)),
		page(portal, '/', 'main a'),
		page(portal, '/verified', 'main h1'),
		...Object.entries(accountPages).map(([path, selector]) => ({
			...page(portal, path, selector),
			inTab
		}))
	];
}

const page = (portal: string, path: string, selector: string): Subject => ({
	name: path,
	url: portal + path,
	selector,
	file: path === '/' ? 'index.html' : `${path.slice(1)}.html`
});
