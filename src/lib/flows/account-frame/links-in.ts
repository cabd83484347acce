/** Where a link of an app or a homeserver leads, inside the account. */
export interface LinkIn {
	/** Path and query, without the language. */
	to: string;
	/** What to say there: nothing where the page itself does what the link asks for. */
	note?: 'actionUnknown';
}

/**
 * The account-management actions (client-server API, "OAuth 2.0 API", "Account management URL"), and
 * the names that they had in MSC4191 before. Each leads to a page; none does anything by itself.
 */
const actions: Readonly<Record<string, LinkIn & { action?: string }>> = {
	'org.matrix.profile': { to: '/account/profile' },
	'org.matrix.devices_list': { to: '/account/sessions' },
	'org.matrix.device_view': { to: '/account/sessions', action: 'org.matrix.device_view' },
	'org.matrix.device_delete': { to: '/account/sessions', action: 'org.matrix.device_delete' },
	'org.matrix.account_deactivate': { to: '/account/deactivate' },
	'org.matrix.cross_signing_reset': { to: '/account/encryption' }
};
const olderNames: Readonly<Record<string, string>> = {
	sessions_list: 'devices_list',
	session_view: 'device_view',
	session_end: 'device_delete'
};
const PREFIX = 'org.matrix.';

/**
 * What an address asks for: `/account?action=org.matrix.device_view&device_id=ABC`. It was written by
 * others, so only what is in the table leads anywhere.
 * @returns undefined when it asks for nothing
 */
export function linkIn(query: URLSearchParams): LinkIn | undefined {
	const given = query.get('action');
	if (given === null) return undefined;
	const name = given.startsWith(PREFIX) ? given.slice(PREFIX.length) : given;
	const key = PREFIX + ((Object.hasOwn(olderNames, name) && olderNames[name]) || name);
	const found = Object.hasOwn(actions, key) ? actions[key] : undefined;
	if (!found) return { to: '/account', note: 'actionUnknown' };
	const { action, ...link } = found;
	const deviceId = query.get('device_id');
	if (action === undefined || !isDeviceId(deviceId)) return link;
	return { ...link, to: `${link.to}?${new URLSearchParams({ action, device_id: deviceId })}` };
}

/** Device IDs are opaque (client-server API, "Relationship between access tokens and devices"). */
const isDeviceId = (text: string | null): text is string =>
	text !== null && /^[^\p{C}\p{Z}]{1,255}$/u.test(text);
