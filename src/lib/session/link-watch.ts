import { once, online, pause, seenAgain, visible } from '$lib/base/pauses';
import type { PollSurroundings } from '$lib/base/poll';
import { onLinkOpened } from './link-channel';

/** How the wait for a mail's link is kept up in a browser: rarely, unseen never, and at once when woken. */
export interface LinkWatch extends PollSurroundings {
	/** Another tab of this browser has finished what this one waits for. */
	finishedElsewhere(): boolean;
	stop(): void;
}

/**
 * Watches for the link of one mail. Its page wakes this tab, hidden or not; otherwise a hidden
 * page rests until it is seen again.
 */
export function watchLink(sid: string): LinkWatch {
	const bell = new EventTarget();
	let rung = false;
	let finished = false;
	const ring = () => {
		rung = true;
		bell.dispatchEvent(new Event('ring'));
	};
	const stop = onLinkOpened(sid, {
		confirmed: ring,
		finished: () => {
			finished = true;
			ring();
		}
	});
	const woken = async (signal: AbortSignal) => {
		if (rung) return;
		await once(signal, (done) => {
			bell.addEventListener('ring', done);
			return () => {
				bell.removeEventListener('ring', done);
			};
		});
	};
	const orWoken = async (wait: (signal: AbortSignal) => Promise<void>, signal: AbortSignal) => {
		const race = new AbortController();
		const either = AbortSignal.any([signal, race.signal]);
		await Promise.race([wait(either), woken(either)]).finally(() => {
			race.abort();
		});
	};
	return {
		now: () => Date.now(),
		// Who comes back to the page comes most likely from the mail; and a network that is back shall
		// end at once what was said about its absence.
		pause: (ms, signal) =>
			orWoken(
				(either) => Promise.race([pause(ms, either), seenAgain(either), online(either)]),
				signal
			),
		visible: async (signal) => {
			await orWoken(visible, signal);
			rung = false;
		},
		finishedElsewhere: () => finished,
		stop
	};
}

/**
 * Runs a task unless another tab of this browser is at the same one.
 * @returns what the task gives; undefined when it was not run
 */
export async function alone<T>(name: string, task: () => Promise<T>): Promise<T | undefined> {
	// Only secure contexts have locks; without them both tabs ask, and the homeserver sorts it out.
	if (!('locks' in navigator)) return task();
	return navigator.locks.request(`vestibule.${name}`, { ifAvailable: true }, (lock) =>
		lock ? task() : undefined
	);
}
