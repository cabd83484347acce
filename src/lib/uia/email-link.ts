import { baseUrlOf } from '$lib/base/url';

/**
 * What the link of a mail carries back in its fragment, so that any device can finish what another
 * began. Nothing of it reaches a server or a Referer. The homeserver adds `sid` to the end.
 */
export interface LinkState {
	flow: 'register';
	baseUrl: string;
	serverName: string;
	/** A request that finishes without signing in must name the account again. */
	username: string;
	session: string;
	clientSecret: string;
	sid: string;
}

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
export function nextLink(page: string, state: Omit<LinkState, 'sid'>): string {
	const fragment = new URLSearchParams({
		flow: state.flow,
		hs: state.baseUrl,
		name: state.serverName,
		user: state.username,
		session: state.session,
		client_secret: state.clientSecret
	});
	return `${page}?v=1#${fragment.toString()}`;
}

const NAME = /^[^\s/@]{1,255}$/;
const LOCALPART = /^[^\s@:]{1,255}$/;
const SECRET = /^[0-9a-zA-Z.=_-]{1,255}$/;

/**
 * Reads the fragment of an opened link. It comes from outside: whatever does not fit is refused.
 * @returns undefined when anything is missing or malformed
 */
export function readLink(fragment: string): LinkState | undefined {
	const values = new URLSearchParams(fragment.replace(/^#/, ''));
	const get = (key: string) => values.get(key) ?? '';
	const baseUrl = baseUrlOf(get('hs'));
	const serverName = get('name');
	const username = get('user');
	const session = get('session');
	const clientSecret = get('client_secret');
	const sid = get('sid');
	if (get('flow') !== 'register' || !baseUrl) return;
	if (!NAME.test(serverName) || !LOCALPART.test(username)) return;
	if (!SECRET.test(clientSecret) || !SECRET.test(sid)) return;
	if (session === '' || session.length > 255) return;
	return { flow: 'register', baseUrl, serverName, username, session, clientSecret, sid };
}
