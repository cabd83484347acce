/** What can be done about keys, each at `/account/encryption?task=…`. */
export const keyTasks = ['set-up', 'verify', 'test', 'export', 'import', 'reset'] as const;
export type KeyTask = (typeof keyTasks)[number];

/** From where a person may be sent to such a task, and the page that they go back to. */
const places = {
	account: '/account',
	sessions: '/account/sessions',
	password: '/account/password',
	deactivate: '/account/deactivate',
	recover: '/recover',
	reset: '/account/encryption?task=reset'
} as const;
export type KeyTaskOrigin = keyof typeof places;

/** The path of a task, without the language; `from`: where the person goes back to afterwards. */
export const keyTaskPath = (task: KeyTask, from?: KeyTaskOrigin): string =>
	`/account/encryption?task=${task}${from ? `&from=${from}` : ''}`;

/** The task that an address names; undefined: none that is known. */
export function keyTaskOf(query: URLSearchParams): KeyTask | undefined {
	const named = query.get('task');
	return keyTasks.find((task) => task === named);
}

/** Where a person goes back to: addresses are written by others, so only known names count. */
export function originOf(
	query: URLSearchParams
): { from: KeyTaskOrigin; path: string } | undefined {
	const named = query.get('from') ?? '';
	if (!Object.hasOwn(places, named)) return undefined;
	const from = named as KeyTaskOrigin;
	return { from, path: places[from] };
}
