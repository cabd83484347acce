import * as z from 'zod/mini';
import { readStored, removeStored, writeStored } from './storage';

/** Where somebody was who had to sign in first: kept in the tab, so no link can name such a place. */
const KEY = 'return';
const schema = z.object({
	path: z.string(),
	reason: z.optional(z.enum(['ended', 'expired', 'locked', 'deactivated']))
});
export type ReturnPlace = z.infer<typeof schema>;

/** Notes where to go after sign-in. */
export function keepReturn(place: ReturnPlace): void {
	writeStored('tab', KEY, place);
}

/** Where to go after sign-in, if anywhere. */
export function keptReturn(): ReturnPlace | undefined {
	return readStored('tab', KEY, schema);
}

/** Forgets it, once it has served. */
export function forgetReturn(): void {
	removeStored('tab', KEY);
}
