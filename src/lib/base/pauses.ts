/** Resolves after `ms`; rejects when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
	return once(signal, (done) => {
		const timer = setTimeout(done, ms);
		return () => {
			clearTimeout(timer);
		};
	});
}

/** Resolves when the browser has a network again; rejects when the signal aborts. */
export function online(signal: AbortSignal): Promise<void> {
	return once(signal, (done) => {
		addEventListener('online', done);
		return () => {
			removeEventListener('online', done);
		};
	});
}

/** Resolves when the page can be seen, at once when it is; rejects when the signal aborts. */
export function visible(signal: AbortSignal): Promise<void> {
	return document.visibilityState === 'visible' ? Promise.resolve() : seenAgain(signal);
}

/** Resolves when the page was hidden and is seen again; rejects when the signal aborts. */
export function seenAgain(signal: AbortSignal): Promise<void> {
	return once(signal, (done) => {
		const changed = () => {
			if (document.visibilityState === 'visible') done();
		};
		document.addEventListener('visibilitychange', changed);
		return () => {
			document.removeEventListener('visibilitychange', changed);
		};
	});
}

/**
 * A promise for something that is listened for, which always stops listening.
 * @param listen starts listening, answers how to stop
 */
export function once(signal: AbortSignal, listen: (done: () => void) => () => void): Promise<void> {
	return new Promise((resolve, reject) => {
		const end = (settle: () => void) => {
			stop();
			signal.removeEventListener('abort', aborted);
			settle();
		};
		const aborted = () => {
			end(() => {
				reject(signal.reason as Error);
			});
		};
		const stop = listen(() => {
			end(resolve);
		});
		if (signal.aborted) aborted();
		else signal.addEventListener('abort', aborted);
	});
}

/** Resolves when a page that was left is shown again from the browser's memory (Back). */
export function shownAgain(signal: AbortSignal): Promise<void> {
	return once(signal, (done) => {
		const shown = ({ persisted }: PageTransitionEvent) => {
			if (persisted) done();
		};
		addEventListener('pageshow', shown);
		return () => {
			removeEventListener('pageshow', shown);
		};
	});
}

/** Never resolves: for what has no answer any more. Rejects when the signal aborts. */
export function never(signal: AbortSignal): Promise<never> {
	return once(signal, () => () => undefined) as Promise<never>;
}
