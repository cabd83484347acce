import { baseUrlOf } from '$lib/base/url';

/** What a person named: the base URL of an API, or a name that leads to one. */
export type Target =
	| { kind: 'url'; baseUrl: string }
	/** `port` with its colon, or empty. */
	| { kind: 'name'; host: string; port: string };

const LONGEST = 255;
const NAME = /^(\[[\da-f:.]+\]|[^\s/?#@:[\]\\%\p{Cc}]+)(:\d{1,5})?$/iu;
const HOST = /^([a-z\d_-]+(\.[a-z\d_-]+)*|\[[\da-f:.]+\])$/;

/**
 * Reads a domain, a URL or a whole Matrix ID (appendices, "Server Name" and "User Identifiers").
 * @returns undefined for everything else: other schemes, credentials, blanks, impossible ports
 */
export function readTarget(text: string): Target | undefined {
	const trimmed = text.trim();
	if (trimmed.length > LONGEST * 2) return undefined;
	if (/^https?:\/\//i.test(trimmed)) {
		const baseUrl = /\s/.test(trimmed) ? undefined : baseUrlOf(trimmed);
		return baseUrl === undefined ? undefined : { kind: 'url', baseUrl };
	}
	const name = trimmed.startsWith('@') ? serverOfId(trimmed) : trimmed.replace(/\/$/, '');
	return readName(name);
}

const serverOfId = (id: string): string => /^@[^\s:]*:(.*)$/.exec(id)?.[1] ?? '';

function readName(name: string): Target | undefined {
	const [, typed = '', port = ''] = NAME.exec(name) ?? [];
	const url = `https://${typed}`;
	if (typed === '' || !URL.canParse(url)) return undefined;
	// As the URL parser writes it: lower case, international names in ASCII.
	const host = new URL(url).hostname.replace(/\.$/, '');
	if (host.length > LONGEST || !HOST.test(host)) return undefined;
	const number = Number(port.slice(1));
	if (port !== '' && (number < 1 || number > 65_535)) return undefined;
	return { kind: 'name', host, port };
}

/** A server name's two parts; `port` with its colon, or empty. */
export function splitHost(serverName: string): { host: string; port: string } {
	const port = /:\d+$/.exec(serverName)?.[0] ?? '';
	return { host: serverName.slice(0, serverName.length - port.length), port };
}

/** Whether a host is this machine itself, where homeservers without certificates are developed. */
export const isLoopback = (host: string): boolean =>
	/^(([^.]+\.)*localhost|127(\.\d+){3}|\[::1\])$/.test(host);
