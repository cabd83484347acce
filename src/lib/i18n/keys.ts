import type account from './messages/en/account.json';
import type common from './messages/en/common.json';
import type errors from './messages/en/errors.json';
import type home from './messages/en/home.json';
import type register from './messages/en/register.json';
import type verified from './messages/en/verified.json';
import type wizard from './messages/en/wizard.json';

/** The areas of the catalogue, typed by the English files. Types only: nothing of them is bundled. */
interface Areas {
	account: typeof account;
	common: typeof common;
	errors: typeof errors;
	home: typeof home;
	register: typeof register;
	verified: typeof verified;
	wizard: typeof wizard;
}

/** The name of a message file, which is the prefix of its keys. */
export type Area = keyof Areas;

/** Every key of the catalogue: `register.title`. */
export type MessageKey = { [A in Area]: `${A}.${keyof Areas[A] & string}` }[Area];

/** What a page takes from the catalogue. */
interface PageUse {
	areas: readonly Area[];
	/** Its description for search engines. */
	description: MessageKey;
}

const everywhere: readonly Area[] = ['common', 'errors'];
const anyPage: PageUse = { areas: [], description: 'common.description' };

/** By the first segment of a page's path, '' for the start page. */
const pages: Readonly<Record<string, PageUse>> = {
	'': { areas: ['home'], description: 'home.description' },
	register: { areas: ['wizard', 'register'], description: 'register.description' },
	verified: { areas: ['wizard', 'verified'], description: 'verified.description' },
	account: { areas: ['wizard', 'account'], description: 'account.description' },
	login: { areas: ['wizard', 'account'], description: 'account.description' },
	recover: { areas: ['wizard', 'account'], description: 'account.description' }
};

/**
 * The areas and the description of a page.
 * @param routeId as SvelteKit names it (`/[[locale=locale]]/register`); null on an error page
 */
export function pageUse(routeId: string | null): PageUse {
	const [first = ''] = (routeId ?? '/-').split('/').filter((segment) => /^[^[]/.test(segment));
	const { areas, description } = pages[first] ?? anyPage;
	return { areas: [...everywhere, ...areas], description };
}
