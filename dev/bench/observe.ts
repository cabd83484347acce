import type { LongTask } from './traffic.ts';

/** What the page itself can tell; times in milliseconds since it was asked for. */
export type Observed = {
	firstPaint?: number;
	/** The first control could be seen, was nothing's background, and took input. */
	usable?: number;
	/** The script of the page had taken the form over. */
	works?: number;
	/** What the homeserver was asked for was shown. */
	ready?: number;
	layoutShift: number;
	longTasks: LongTask[];
};

/** What the page needs to know. */
export type Watched = {
	/** The control (or, on a page without any, the heading) that people come for. */
	selector: string;
	/** The name of a function that is called as soon as everything has been seen. */
	tell: string;
};

declare global {
	interface Window {
		__observed?: Observed;
	}
}

/**
 * Runs in the page, before its own scripts, and is sent there as text: it can use nothing from
 * outside. Looks once in each frame, which is when a person could see a change.
 */
export function observe({ selector, tell }: Watched): void {
	const observed: Observed = { layoutShift: 0, longTasks: [] };
	window.__observed = observed;
	const follow = (type: string, take: (entry: PerformanceEntry) => void) => {
		new PerformanceObserver((list) => {
			list.getEntries().forEach(take);
		}).observe({ type, buffered: true });
	};
	follow('paint', ({ name, startTime }) => {
		if (name === 'first-contentful-paint') observed.firstPaint = startTime;
	});
	follow('longtask', ({ startTime, duration }) => {
		observed.longTasks.push({ start: startTime, duration });
	});
	follow('layout-shift', (entry) => {
		const { value, hadRecentInput } = entry as PerformanceEntry & {
			value: number;
			hadRecentInput: boolean;
		};
		if (!hadRecentInput) observed.layoutShift += value;
	});

	const isUsable = () => {
		const element = document.querySelector(selector);
		if (!element?.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
			return false;
		if (element.matches(':disabled, :read-only:is(input), [inert] *, [aria-hidden=true] *'))
			return false;
		const { left, top, width, height } = element.getBoundingClientRect();
		const there = document.elementFromPoint(left + width / 2, top + height / 2);
		return there !== null && element.contains(there);
	};
	const look = () => {
		const now = performance.now();
		if (observed.usable === undefined && isUsable()) observed.usable = now;
		// A page without a start of its own works as soon as its script has run: the floor.
		const portal = Reflect.get(window, '__vestibule') as { live?: boolean } | undefined;
		const live = portal ? portal.live : document.readyState !== 'loading';
		if (observed.works === undefined && observed.usable !== undefined && live) observed.works = now;
		if (document.querySelector('html[data-ready]')) observed.ready ??= now;
		if (observed.ready === undefined || observed.works === undefined) requestAnimationFrame(look);
		else (Reflect.get(window, tell) as (text: string) => void)('seen');
	};
	requestAnimationFrame(look);
}
