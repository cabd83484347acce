/** A fallback page of the homeserver that was opened in a window of its own. */
export interface OpenFallback {
	stop(): void;
}

const LOOK_MS = 1_000;

/**
 * Opens the fallback page of a stage (client-server API, "Fallback"). The page tells its opener by
 * the message `authDone`: it counts only from this very window and from the homeserver's origin.
 * A window that was closed counts too: the homeserver knows whether it was done.
 * @param done called once for each word or for the closing of the window
 * @returns undefined when the browser blocks the window
 */
export function openFallback(url: string, done: () => void): OpenFallback | undefined {
	const page = window.open(url, '_blank', 'popup,width=480,height=720');
	if (!page) return undefined;
	const { origin } = new URL(url);
	const stop = () => {
		clearInterval(timer);
		removeEventListener('message', listener);
	};
	const listener = (event: MessageEvent<unknown>) => {
		if (event.source !== page || event.origin !== origin || event.data !== 'authDone') return;
		stop();
		page.close();
		done();
	};
	const timer = setInterval(() => {
		if (!page.closed) return;
		stop();
		done();
	}, LOOK_MS);
	addEventListener('message', listener);
	return { stop };
}
