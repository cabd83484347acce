import type { Result } from '$lib/base/result';
import type { Arrived } from './keeping-states';
import type { Load } from './load';

/** A load that may begin before anybody waits for it, and is the same one for whoever does then. */
export interface Ahead {
	load: Load;
	/** Begins to load, unseen. */
	start(): void;
	/** Nobody wants it any more. */
	stop(): void;
}

/** Makes a load that may begin ahead. What has failed unseen is begun anew when it is waited for. */
export function ahead(load: Load): Ahead {
	let under: { arriving: Promise<Result<true>>; controller: AbortController } | undefined;
	let last: Arrived | undefined;
	let hear: ((arrived: Arrived) => void) | undefined;

	function begin() {
		const controller = new AbortController();
		const told = (arrived: Arrived) => {
			last = arrived;
			hear?.(arrived);
		};
		const arriving = load(told, controller.signal);
		const over = (failed: boolean) => {
			if (failed && under?.arriving === arriving) under = undefined;
		};
		arriving.then(
			(result) => over(!result.ok),
			() => over(true)
		);
		return { arriving, controller };
	}

	const stop = () => {
		under?.controller.abort();
		under = undefined;
	};
	return {
		async load(told, signal) {
			hear = told;
			if (under && last) told(last);
			under ??= begin();
			const { arriving } = under;
			signal.addEventListener('abort', stop, { once: true });
			try {
				return await arriving;
			} finally {
				signal.removeEventListener('abort', stop);
				hear = undefined;
			}
		},
		start() {
			under ??= begin();
		},
		stop
	};
}
