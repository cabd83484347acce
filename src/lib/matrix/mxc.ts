import { splitHost } from './server-name';

/** What an `mxc://` address names. */
export interface Media {
	serverName: string;
	mediaId: string;
}

const LONGEST = 255;
const HOST = /^([\da-z.-]+|\[[\da-f:.]+\])$/iu;

/**
 * Reads the address of a medium (client-server API, "Matrix Content (mxc://) URIs").
 * @returns undefined for everything else: other schemes, paths, and names that could not be ones
 */
export function readMxc(text: unknown): Media | undefined {
	if (typeof text !== 'string' || text.length > LONGEST * 2) return undefined;
	const [, serverName = '', mediaId = ''] = /^mxc:\/\/([^/?#]+)\/([\w-]+)$/u.exec(text) ?? [];
	return mediaId && HOST.test(splitHost(serverName).host) ? { serverName, mediaId } : undefined;
}
