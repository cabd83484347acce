import { blockingTime, neededFirst, trafficUntil } from './traffic.ts';
import type { Visit } from './visit.ts';
import type { Figures } from './medians.ts';

/** What is told of each page; times in milliseconds, amounts in bytes as they were on the wire. */
export type PageFigure =
	| 'usable'
	| 'works'
	| 'ready'
	| 'script'
	| 'everything'
	| 'requests'
	| 'scriptReady'
	| 'everythingReady'
	| 'requestsReady'
	| 'blocking'
	| 'shift';

/**
 * The figures of one visit.
 * @param scripts those that the page starts with, as paths below the site's root
 */
export function figuresOf(
	{ observed, transfers }: Visit,
	scripts: readonly string[]
): Figures<PageFigure> {
	const { usable, works, ready, firstPaint = 0, layoutShift, longTasks } = observed;
	const atWorks = trafficUntil(neededFirst(transfers, scripts), works ?? Infinity);
	const atReady = trafficUntil(transfers, ready ?? Infinity);
	return {
		usable,
		works,
		ready,
		script: atWorks.scriptBytes,
		everything: atWorks.bytes,
		requests: atWorks.requests,
		scriptReady: atReady.scriptBytes,
		everythingReady: atReady.bytes,
		requestsReady: atReady.requests,
		blocking: blockingTime(longTasks, firstPaint),
		shift: layoutShift
	};
}
