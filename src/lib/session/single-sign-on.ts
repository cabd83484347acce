import * as z from 'zod/mini';
import { readStored, removeStored, writeStored } from './storage';

/**
 * A single sign-on that this tab began. Without it a `loginToken` in the address is refused:
 * otherwise a foreign link could sign a person in to somebody else's account.
 */
const KEY = 'sso';
const schema = z.object({
	server: z.object({ baseUrl: z.string(), serverName: z.string() }),
	provider: z.string(),
	startedAt: z.number()
});
export type StartedSso = z.infer<typeof schema>;

/** Notes that this tab leaves for a provider. */
export function keepSso(started: StartedSso): void {
	writeStored('tab', KEY, started);
}

/** The single sign-on that this tab began, given once. */
export function takeSso(): StartedSso | undefined {
	const started = readStored('tab', KEY, schema);
	removeStored('tab', KEY);
	return started;
}
