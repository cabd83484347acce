import { once } from '$lib/base/pauses';

const never = new AbortController().signal;

/** Resolves after the time, or as soon as the browser has a network again. */
export const untilAgain = (ms: number): Promise<void> =>
	once(never, (done) => {
		const timer = setTimeout(done, ms);
		addEventListener('online', done);
		return () => {
			clearTimeout(timer);
			removeEventListener('online', done);
		};
	});
