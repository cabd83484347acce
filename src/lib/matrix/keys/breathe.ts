/** So long the page may stand still, in milliseconds. */
const SLICE_MS = 12;

/**
 * For long work: what it gives back is called between two bits of it, and lets the page do its own
 * whenever it is time.
 */
export function breather(): () => Promise<void> {
	let last = performance.now();
	return async () => {
		if (performance.now() - last < SLICE_MS) return;
		await nextTurn();
		last = performance.now();
	};
}

/** Unlike a timer, a message is not held back in a tab that nobody sees. */
function nextTurn(): Promise<void> {
	return new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => {
			port1.close();
			resolve();
		};
		port2.postMessage(undefined);
	});
}
