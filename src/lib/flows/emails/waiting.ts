import * as z from 'zod/mini';
import { sentMailSchema } from '$lib/session/awaited-link';
import type { AddingEmail } from './states';

/** An address on its way, as another visit needs it to go on. No secret of the person is in it. */
export const waitingSchema = z.object({
	clientSecret: z.string(),
	mail: sentMailSchema,
	uia: z.optional(
		z.object({
			session: z.string(),
			flows: z.array(z.array(z.string())),
			completed: z.array(z.string()),
			params: z.record(z.string(), z.unknown())
		})
	)
});
export type Waiting = z.infer<typeof waitingSchema>;

/** What is kept; the homeserver's session stands for the password. */
export function toWaiting({ clientSecret, mail, confirmation }: AddingEmail): Waiting {
	if (!confirmation) return { clientSecret, mail };
	const { session, flows, completed, params } = confirmation.uia;
	return {
		clientSecret,
		mail,
		uia: {
			session,
			flows: flows.map((flow) => [...flow]),
			completed: [...completed],
			params: { ...params }
		}
	};
}

/** As it was; what can be done next, the homeserver says when it is asked. */
export function fromWaiting({ clientSecret, mail, uia }: Waiting): AddingEmail {
	const adding: AddingEmail = { medium: 'email', clientSecret, mail };
	return uia ? { ...adding, confirmation: { uia, ways: [] } } : adding;
}
