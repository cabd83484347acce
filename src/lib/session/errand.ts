import * as z from 'zod/mini';
import { readStored, writeStored } from './storage';

/** Somebody was sent here for one task, and had better be signed out of the portal afterwards. */
const KEY = 'errand';
const schema = z.object({
	/** `?client=`: the id of the app that sent the person; only the operator's own are ever shown. */
	client: z.optional(z.string())
});
export type Errand = z.infer<typeof schema>;

/** Notes it for this tab, until the session ends. */
export function keepErrand(errand: Errand): void {
	writeStored('tab', KEY, errand);
}

/** What the person was sent here for, if anything. */
export function keptErrand(): Errand | undefined {
	return readStored('tab', KEY, schema);
}
