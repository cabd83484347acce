/** What goes on in this tab, by name, where the browser has no locks. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Does something while nobody else does it under the same name, in any tab of this browser. Only
 * secure contexts have locks: elsewhere it holds for this tab.
 */
export async function oneAtATime<T>(name: string, work: () => Promise<T>): Promise<T> {
	const turn = { begun: false };
	const begin = () => {
		turn.begun = true;
		return work();
	};
	if ('locks' in navigator) {
		try {
			return await navigator.locks.request(name, begin);
		} catch (error) {
			// A browser that forbids storage refuses locks, before anything has begun.
			if (turn.begun) throw error;
		}
	}
	const mine = (queues.get(name) ?? Promise.resolve()).then(begin, begin);
	queues.set(name, mine);
	return mine;
}
