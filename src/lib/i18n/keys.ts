import type account from './messages/en/account.json';
import type adminErrors from './messages/en/adminErrors.json';
import type check from './messages/en/check.json';
import type common from './messages/en/common.json';
import type confirm from './messages/en/confirm.json';
import type data from './messages/en/data.json';
import type deactivate from './messages/en/deactivate.json';
import type emails from './messages/en/emails.json';
import type encryption from './messages/en/encryption.json';
import type errors from './messages/en/errors.json';
import type helpDesk from './messages/en/helpDesk.json';
import type helpDeskCreate from './messages/en/helpDeskCreate.json';
import type helpDeskInvitations from './messages/en/helpDeskInvitations.json';
import type helpDeskUser from './messages/en/helpDeskUser.json';
import type home from './messages/en/home.json';
import type keyEntry from './messages/en/keyEntry.json';
import type keyErrors from './messages/en/keyErrors.json';
import type keyFiles from './messages/en/keyFiles.json';
import type login from './messages/en/login.json';
import type oneTime from './messages/en/oneTime.json';
import type overview from './messages/en/overview.json';
import type password from './messages/en/password.json';
import type picture from './messages/en/picture.json';
import type profile from './messages/en/profile.json';
import type recover from './messages/en/recover.json';
import type register from './messages/en/register.json';
import type secureBackup from './messages/en/secureBackup.json';
import type sessions from './messages/en/sessions.json';
import type verified from './messages/en/verified.json';
import type verify from './messages/en/verify.json';
import type wizard from './messages/en/wizard.json';

/** The areas of the catalogue, typed by the English files. Types only: nothing of them is bundled. */
interface Areas {
	account: typeof account;
	adminErrors: typeof adminErrors;
	check: typeof check;
	common: typeof common;
	confirm: typeof confirm;
	data: typeof data;
	deactivate: typeof deactivate;
	emails: typeof emails;
	encryption: typeof encryption;
	errors: typeof errors;
	helpDesk: typeof helpDesk;
	helpDeskCreate: typeof helpDeskCreate;
	helpDeskInvitations: typeof helpDeskInvitations;
	helpDeskUser: typeof helpDeskUser;
	home: typeof home;
	keyEntry: typeof keyEntry;
	keyErrors: typeof keyErrors;
	keyFiles: typeof keyFiles;
	login: typeof login;
	oneTime: typeof oneTime;
	overview: typeof overview;
	password: typeof password;
	picture: typeof picture;
	profile: typeof profile;
	recover: typeof recover;
	register: typeof register;
	secureBackup: typeof secureBackup;
	sessions: typeof sessions;
	verified: typeof verified;
	verify: typeof verify;
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

/** By a page's path without its language, '' for the start page. */
const pages: Readonly<Record<string, PageUse>> = {
	'': { areas: ['home'], description: 'home.description' },
	register: { areas: ['wizard', 'register'], description: 'register.description' },
	verified: { areas: ['wizard', 'verified'], description: 'verified.description' },
	login: { areas: ['wizard', 'login'], description: 'login.description' },
	recover: { areas: ['wizard', 'recover'], description: 'recover.description' },
	account: { areas: ['overview'], description: 'account.description' },
	'account/profile': { areas: ['picture', 'profile'], description: 'account.description' },
	'account/emails': { areas: ['confirm', 'emails'], description: 'account.description' },
	'account/password': {
		areas: ['confirm', 'password'],
		description: 'account.description'
	},
	'account/sessions': {
		areas: ['confirm', 'sessions'],
		description: 'account.description'
	},
	'account/encryption': {
		areas: ['confirm', 'keyEntry', 'keyErrors', 'keyFiles', 'verify', 'encryption', 'secureBackup'],
		description: 'account.description'
	},
	'account/data': { areas: ['data'], description: 'account.description' },
	'account/deactivate': {
		areas: ['confirm', 'deactivate'],
		description: 'account.description'
	},
	check: { areas: ['wizard', 'account', 'check'], description: 'check.description' },
	'help-desk': { areas: [], description: 'helpDesk.description' },
	'help-desk/create': {
		areas: ['oneTime', 'picture', 'helpDeskCreate'],
		description: 'helpDesk.description'
	},
	'help-desk/invitations': {
		areas: ['helpDeskInvitations'],
		description: 'helpDesk.description'
	},
	'help-desk/record': { areas: [], description: 'helpDesk.description' },
	'help-desk/user': {
		areas: ['oneTime', 'picture', 'helpDeskUser'],
		description: 'helpDesk.description'
	}
};

/** What every page of a section takes besides. */
const sections: Readonly<Record<string, readonly Area[]>> = {
	account: ['wizard', 'account'],
	'help-desk': ['wizard', 'adminErrors', 'helpDesk']
};

/**
 * The areas and the description of a page.
 * @param routeId as SvelteKit names it (`/[[locale=locale]]/register`); null on an error page
 */
export function pageUse(routeId: string | null): PageUse {
	const segments = (routeId ?? '/-').split('/').filter((segment) => /^[^[]/.test(segment));
	const { areas, description } = pages[segments.join('/')] ?? anyPage;
	return { areas: [...everywhere, ...(sections[segments[0] ?? ''] ?? []), ...areas], description };
}
