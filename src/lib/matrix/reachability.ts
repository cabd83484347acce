import type { PortalError } from '$lib/base/errors';

const PROBE_MS = 5_000;

/**
 * Whether anybody answers at a URL at all. The answer itself cannot be read, and need not be.
 * @throws the signal's reason when the caller aborts
 */
export async function probe(url: string, signal: AbortSignal): Promise<boolean> {
	const controller = new AbortController();
	const abort = () => {
		controller.abort();
	};
	signal.addEventListener('abort', abort);
	const timer = setTimeout(abort, PROBE_MS);
	try {
		await fetch(url, {
			mode: 'no-cors',
			signal: controller.signal,
			credentials: 'omit',
			referrerPolicy: 'no-referrer',
			cache: 'no-store'
		});
		return true;
	} catch {
		signal.throwIfAborted();
		return false;
	} finally {
		clearTimeout(timer);
		signal.removeEventListener('abort', abort);
	}
}

/**
 * Why nobody answers at a base URL. A host that answers without TLS, and not with it, has most
 * likely a faulty certificate; a page that came over TLS itself may not look.
 * @throws the signal's reason when the caller aborts
 */
export async function whyUnreachable(baseUrl: string, signal: AbortSignal): Promise<PortalError> {
	if (!navigator.onLine) return { kind: 'offline' };
	const { protocol, host, hostname } = new URL(baseUrl);
	const mayLook = protocol === 'https:' && location.protocol === 'http:';
	const plain = mayLook && (await probe(`http://${hostname}/`, signal));
	return { kind: plain ? 'homeserverCertificate' : 'homeserverNotFound', host };
}
