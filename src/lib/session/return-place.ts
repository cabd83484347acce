import * as z from 'zod/mini';
import type { PortalError } from '$lib/base/errors';
import { readStored, removeStored, writeStored } from './storage';

/** Where somebody was who had to sign in first: kept in the tab, so no link can name such a place. */
const KEY = 'return';
const schema = z.object({
	/** Path and query inside the site, as `goto` takes it. */
	path: z.string().check(z.regex(/^\/(?![/\\])/)),
	/** Why one has to sign in (again); undefined for whoever was not signed in here. */
	reason: z.optional(z.enum(['ended', 'expired', 'locked', 'deactivated', 'signedOut'])),
	/** Whose session ended: signing in with the same `deviceId` goes on with it, and leaves none behind. */
	who: z.optional(
		z.object({
			server: z.object({ baseUrl: z.string(), serverName: z.string() }),
			userId: z.string(),
			deviceId: z.string()
		})
	)
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

/** What sign-in has to say about a session that is over. */
export function reasonOf(error: PortalError): NonNullable<ReturnPlace['reason']> {
	switch (error.kind) {
		case 'userLocked':
			return 'locked';
		case 'userDeactivated':
			return 'deactivated';
		default:
			return error.kind === 'sessionEnded' && error.soft ? 'expired' : 'ended';
	}
}
