import * as z from 'zod/mini';

/** `browser` outlives the tab (local storage); `tab` ends with it (session storage). */
export type Shelf = 'browser' | 'tab';

const PREFIX = 'vestibule.';

// Storage can be switched off or full: then everything works until the page is left.
const fallback = new Map<string, string>();

/** Does something with web storage, which may throw at every touch. */
function touch<T>(shelf: Shelf, use: (storage: Storage) => T): T | undefined {
	try {
		return use(shelf === 'browser' ? localStorage : sessionStorage);
	} catch {
		return undefined;
	}
}

/**
 * Reads a stored value.
 * @returns undefined when it is not there, does not fit the schema, or cannot be read
 */
export function readStored<T>(shelf: Shelf, key: string, schema: z.ZodMiniType<T>): T | undefined {
	const name = PREFIX + key;
	const text = fallback.get(`${shelf} ${name}`) ?? touch(shelf, (storage) => storage.getItem(name));
	if (text === undefined || text === null) return undefined;
	try {
		const parsed = z.safeParse(schema, JSON.parse(text));
		return parsed.success ? parsed.data : undefined;
	} catch {
		return undefined;
	}
}

/** Stores a value as JSON. Never hand it a password, key or phrase; access tokens only on the `tab` shelf. */
export function writeStored(shelf: Shelf, key: string, value: unknown): void {
	removeStored(shelf, key);
	const name = PREFIX + key;
	const text = JSON.stringify(value);
	const stored = touch(shelf, (storage) => {
		storage.setItem(name, text);
		return true;
	});
	if (!stored) fallback.set(`${shelf} ${name}`, text);
}

/** Removes a stored value; nothing happens when there is none. */
export function removeStored(shelf: Shelf, key: string): void {
	const name = PREFIX + key;
	fallback.delete(`${shelf} ${name}`);
	touch(shelf, (storage) => storage.removeItem(name));
}

/** Forgets everything that this tab has kept. */
export function clearTab(): void {
	clear('tab');
}

/** Forgets everything that outlives the tab, whichever tab has kept it. */
export function clearBrowser(): void {
	clear('browser');
}

function clear(shelf: Shelf): void {
	for (const name of fallback.keys()) if (name.startsWith(`${shelf} `)) fallback.delete(name);
	touch(shelf, (storage) => {
		for (const name of Object.keys(storage)) if (name.startsWith(PREFIX)) storage.removeItem(name);
	});
}
