import type { Progress } from '../keys-ports';

const EVERY_MS = 100;

/** Tells how far it is, but not more often than anybody can see. */
export function seldom(told: (progress: Progress) => void): (progress: Progress) => void {
	let last = -EVERY_MS;
	return (progress) => {
		if (performance.now() - last < EVERY_MS) return;
		last = performance.now();
		told(progress);
	};
}
