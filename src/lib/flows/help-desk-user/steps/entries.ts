/** One line of a list that is being edited. */
export interface Entry {
	key: string;
	name: string;
	/** What it is, where that does not go without saying. */
	kind?: string;
	/** What becomes of it when the list is saved. */
	becomes: 'kept' | 'removed' | 'added';
}

/** What an operator wants to be different about a list, whatever is in it. */
export interface Edits<T> {
	removed: readonly string[];
	added: readonly T[];
}

export const unedited = { removed: [], added: [] } as const;

/** What is to be shown: all that is there, and what is to be added. */
export function entriesOf<T>(
	there: readonly T[],
	{ removed, added }: Edits<T>,
	told: (each: T) => Omit<Entry, 'becomes'>
): Entry[] {
	const old = there.map(told);
	const more = added.map(told).filter(({ key }) => !old.some((each) => each.key === key));
	return [
		...old.map((each) => ({
			...each,
			becomes: removed.includes(each.key) ? ('removed' as const) : ('kept' as const)
		})),
		...more.map((each) => ({ ...each, becomes: 'added' as const }))
	];
}

/** The list that is wanted. */
export const wanted = <T>(
	there: readonly T[],
	{ removed, added }: Edits<T>,
	keyOf: (each: T) => string
): T[] => [
	...there.filter((each) => !removed.includes(keyOf(each))),
	...added.filter((each) => !there.some((old) => keyOf(old) === keyOf(each)))
];

/** Takes an entry out, or back in; what was only to be added is forgotten. */
export function toggled<T>(edits: Edits<T>, key: string, keyOf: (each: T) => string): Edits<T> {
	const { removed, added } = edits;
	if (added.some((each) => keyOf(each) === key))
		return { ...edits, added: added.filter((each) => keyOf(each) !== key) };
	const back = removed.includes(key);
	return { ...edits, removed: back ? removed.filter((each) => each !== key) : [...removed, key] };
}

/** Adds an entry; one that was to be removed stays. */
export function withAdded<T>(edits: Edits<T>, one: T, keyOf: (each: T) => string): Edits<T> {
	const key = keyOf(one);
	return {
		removed: edits.removed.filter((each) => each !== key),
		added: [...edits.added.filter((each) => keyOf(each) !== key), one]
	};
}
