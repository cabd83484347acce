import { fail, ok, type Result } from './result';

/** How the web server of the portal serves it, as far as a page can see by itself. */
export interface OwnPage {
	/** By https, or from this very machine. */
	secure: boolean;
	/** The page's own policy is in its HTML. */
	policy: boolean;
	/** Of the page; names in lower case. */
	headers: ReadonlyMap<string, string>;
	/** Cache-Control of a script whose name changes with its content, if one was found. */
	scriptCache?: string;
}

const POLICY = /<meta\s[^>]*http-equiv="content-security-policy"/i;

/**
 * Looks at this page and one of its scripts as the web server sends them.
 * @returns fails with `offline` or `unreachable`
 * @throws the signal's reason when the caller aborts
 */
export async function ownPage(page: Document, signal: AbortSignal): Promise<Result<OwnPage>> {
	try {
		const address = new URL(page.location.pathname, page.location.href);
		const answer = await fetch(address, { cache: 'no-store', signal });
		const policy =
			answer.headers.has('content-security-policy') || POLICY.test(await answer.text());
		const script = page.querySelector<HTMLLinkElement>('link[rel=modulepreload]')?.href;
		const cache = script === undefined ? undefined : await cacheOf(script, signal);
		return ok({
			secure: globalThis.isSecureContext,
			policy,
			headers: new Map(answer.headers),
			...(cache !== undefined && { scriptCache: cache })
		});
	} catch {
		signal.throwIfAborted();
		return fail({ kind: navigator.onLine ? 'unreachable' : 'offline' });
	}
}

async function cacheOf(script: string, signal: AbortSignal): Promise<string> {
	const { headers } = await fetch(script, { method: 'HEAD', cache: 'no-store', signal });
	return headers.get('cache-control') ?? '';
}
