import * as z from 'zod/mini';
import { sentMailSchema, type SentMail } from '$lib/session/awaited-link';
import type { Attempt } from './attempt';

const server = z.object({ baseUrl: z.string(), serverName: z.string() });

/** A registration that the homeserver holds already: what another visit needs to go on. No secret of the person is in it. */
export const waitingSchema = z.object({
	server,
	username: z.string(),
	email: z.string(),
	deviceId: z.string(),
	clientSecret: z.string(),
	flow: z.array(z.string()),
	uia: z.object({
		session: z.string(),
		flows: z.array(z.array(z.string())),
		completed: z.array(z.string()),
		params: z.record(z.string(), z.unknown())
	}),
	mail: z.optional(sentMailSchema)
});
export type Waiting = z.infer<typeof waitingSchema>;

/** What is kept of an attempt; the password and the registration token are not. */
export function toWaiting(attempt: Attempt, mail?: SentMail): Waiting {
	const { server, typed, deviceId, clientSecret, flow, uia } = attempt;
	return {
		server,
		username: typed.username,
		email: typed.email,
		deviceId,
		clientSecret,
		flow: [...flow],
		uia: {
			...uia,
			flows: uia.flows.map((f) => [...f]),
			completed: [...uia.completed],
			params: { ...uia.params }
		},
		...(mail ? { mail } : {})
	};
}

/** The attempt as it was; its password stays with the homeserver. */
export function fromWaiting(waiting: Waiting): Attempt {
	const { username, email, mail: _, ...attempt } = waiting;
	return { ...attempt, typed: { username, email, token: '' }, sent: true };
}
