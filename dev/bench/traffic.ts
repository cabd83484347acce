/** One request of a page, as it was on the wire. Times are in milliseconds since the page was asked for. */
export type Transfer = {
	url: string;
	kind: 'page' | 'script' | 'other';
	start: number;
	/** What arrived of its answer, piece by piece: bytes as on the wire, headers included. */
	arrived: readonly { at: number; bytes: number }[];
	/** Sent by the browser itself, before a request to another origin. */
	isPreflight: boolean;
};

/** What had been asked for, and had arrived, at a moment. */
export type Traffic = {
	/** Preflights left out. */
	requests: number;
	bytes: number;
	scriptBytes: number;
};

/**
 * What a page needs before its form works: what its own server sent, without the scripts that come
 * later and are only fetched ahead.
 * @param scripts paths below the site's root of those that the page starts with
 */
export function neededFirst(
	transfers: readonly Transfer[],
	scripts: readonly string[]
): readonly Transfer[] {
	const page = transfers.find(({ kind }) => kind === 'page');
	const origin = page && new URL(page.url).origin;
	return transfers.filter(({ kind, url }) => {
		const target = new URL(url);
		if (target.origin !== origin) return false;
		return kind !== 'script' || scripts.some((script) => target.pathname === `/${script}`);
	});
}

/** Counts what a page had begun to fetch, and what of it had arrived, at a moment. */
export function trafficUntil(transfers: readonly Transfer[], moment: number): Traffic {
	const begun = transfers.filter(({ start, isPreflight }) => start <= moment && !isPreflight);
	const arrived = (some: readonly Transfer[]) =>
		sum(
			some.flatMap((transfer) => transfer.arrived.filter(({ at }) => at <= moment)),
			({ bytes }) => bytes
		);
	return {
		requests: begun.length,
		bytes: arrived(begun),
		scriptBytes: arrived(begun.filter(({ kind }) => kind === 'script'))
	};
}

/** A task that kept the page from answering: its begin and length in milliseconds. */
export type LongTask = { start: number; duration: number };

/** What a page may do at once without being felt. */
const UNFELT_MS = 50;

/** Total blocking time: what tasks take beyond 50 ms, from the first paint on. */
export function blockingTime(tasks: readonly LongTask[], firstPaint: number): number {
	return sum(
		tasks.filter(({ start }) => start >= firstPaint),
		({ duration }) => Math.max(0, duration - UNFELT_MS)
	);
}

const sum = <Item>(items: readonly Item[], value: (item: Item) => number): number =>
	items.reduce((total, item) => total + value(item), 0);
