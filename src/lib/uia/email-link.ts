import { baseUrlOf } from '$lib/base/url';

/** What every link carries: which validation it is, and where. The homeserver adds `sid` to the end. */
interface Validation {
	baseUrl: string;
	serverName: string;
	clientSecret: string;
	sid: string;
}

/** A registration. */
export interface RegisterLink extends Validation {
	flow: 'register';
	/** A request that finishes without signing in must name the account again. */
	username: string;
	session: string;
}

/** An email that is added to an account: only a session of that account can finish it. */
interface AddLink extends Validation {
	flow: 'add';
}

/** A new password: whoever has the mail may set it. */
export interface ResetLink extends Validation {
	flow: 'reset';
	/** The first device may have spent the validation for it: without it, the link would be worth nothing. */
	session: string;
}

/**
 * What the link of a mail carries back in its fragment, so that any device can finish what another
 * began. Nothing of it reaches a server or a Referer.
 */
export type LinkState = RegisterLink | AddLink | ResetLink;

type WithoutSid<T> = T extends unknown ? Omit<T, 'sid'> : never;

/** A `client_secret` as the specification allows it: 32 random letters and digits. */
export function newClientSecret(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(32));
	return Array.from(bytes, (byte) => (byte % 36).toString(36)).join('');
}

/**
 * Makes the `next_link` of a mail. The query is there so that the homeserver joins its own
 * `sid` with `&`: that puts it at the end of the fragment.
 * @param page absolute URL of the page that takes the link
 */
export function nextLink(page: string, state: WithoutSid<LinkState>): string {
	const fragment = new URLSearchParams({
		flow: state.flow,
		hs: state.baseUrl,
		name: state.serverName,
		...('username' in state && { user: state.username }),
		...('session' in state && { session: state.session }),
		client_secret: state.clientSecret
	});
	return `${page}?v=1#${fragment.toString()}`;
}

const flows = ['register', 'add', 'reset'] as const satisfies LinkState['flow'][];

/**
 * What a link was for, also when it is too broken to be read.
 * @returns undefined when not even that can be told
 */
export function flowIn(fragment: string): LinkState['flow'] | undefined {
	const named = new URLSearchParams(fragment.replace(/^#/, '')).get('flow');
	return flows.find((flow) => flow === named);
}

const NAME = /^[^\s/@]{1,255}$/;
const LOCALPART = /^[^\s@:]{1,255}$/;
const SECRET = /^[0-9a-zA-Z.=_-]{1,255}$/;
const LONGEST_SESSION = 255;

/**
 * Reads the fragment of an opened link. It comes from outside: whatever does not fit is refused.
 * @returns undefined when anything is missing or malformed
 */
export function readLink(fragment: string): LinkState | undefined {
	const values = new URLSearchParams(fragment.replace(/^#/, ''));
	const get = (key: string) => values.get(key) ?? '';
	const baseUrl = baseUrlOf(get('hs'));
	const serverName = get('name');
	const clientSecret = get('client_secret');
	const sid = get('sid');
	if (!baseUrl || !NAME.test(serverName)) return;
	if (!SECRET.test(clientSecret) || !SECRET.test(sid)) return;
	const link = { baseUrl, serverName, clientSecret, sid };
	const username = get('user');
	const session = get('session');
	if (session.length > LONGEST_SESSION) return;
	switch (get('flow')) {
		case 'register':
			if (session === '' || !LOCALPART.test(username)) return;
			return { flow: 'register', ...link, username, session };
		case 'add':
			return { flow: 'add', ...link };
		case 'reset':
			return session === '' ? undefined : { flow: 'reset', ...link, session };
		default:
			return;
	}
}
