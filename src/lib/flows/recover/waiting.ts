import * as z from 'zod/mini';
import { sentMailSchema } from '$lib/session/awaited-link';
import type { Reset } from './states';

/** A reset whose mail is on its way: what another visit needs to go on. The password is not in it. */
export const waitingSchema = z.object({
	server: z.object({ baseUrl: z.string(), serverName: z.string() }),
	clientSecret: z.string(),
	session: z.string(),
	mail: sentMailSchema
});
export type Waiting = z.infer<typeof waitingSchema>;

/** What is kept of a reset. */
export const toWaiting = ({ server, clientSecret, session, mail }: Reset): Waiting => ({
	server,
	clientSecret,
	session,
	mail
});
