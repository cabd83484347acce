import * as z from 'zod/mini';

/*
 * What an archive holds: docs/data-archive.md says it in words. Every file that could be had is of
 * its schema; `about.json` names those that are missing.
 */

const plain = z.record(z.string(), z.unknown());

/** The parts that are asked for, in this order; each is a file of that name. */
export const parts = [
	'profile',
	'contacts',
	'sessions',
	'encryption',
	'accountData',
	'pushRules',
	'rooms'
] as const;
export type PartName = (typeof parts)[number];

const accountData = z.union([
	z.object({ type: z.string(), content: plain }),
	/** It holds encrypted secrets, which belong into no archive. */
	z.object({ type: z.string(), leftOut: z.literal(true) })
]);

const room = z.object({
	roomId: z.string(),
	name: z.optional(z.string()),
	alias: z.optional(z.string()),
	/** The homeserver did not tell. */
	nameUnknown: z.optional(z.literal(true))
});

/** The schema of each part's file. */
export const schemas = {
	profile: z.object({ displayName: z.optional(z.string()), avatar: z.optional(z.string()) }),
	contacts: z.array(
		z.object({
			medium: z.enum(['email', 'msisdn']),
			address: z.string(),
			addedAt: z.optional(z.number())
		})
	),
	sessions: z.array(
		z.object({
			deviceId: z.string(),
			name: z.optional(z.string()),
			lastSeenAt: z.optional(z.number()),
			lastSeenIp: z.optional(z.string()),
			userAgent: z.optional(z.string())
		})
	),
	encryption: z.object({
		crossSigning: z.boolean(),
		withKeys: z.array(z.string()),
		verified: z.array(z.string()),
		backup: z.nullable(z.object({ version: z.string(), count: z.number() }))
	}),
	accountData: z.object({ events: z.array(accountData), ignoredUsers: z.array(z.string()) }),
	pushRules: plain,
	rooms: z.array(room)
} satisfies Record<PartName, z.ZodMiniType>;

/** What a part holds. */
export type Content = { [Name in PartName]: z.infer<(typeof schemas)[Name]> };
export type Room = z.infer<typeof room>;

/** The schema of `about.json`. */
export const about = z.object({
	format: z.literal('matrix-account-data'),
	version: z.literal(1),
	userId: z.string(),
	homeserver: z.string(),
	/** ISO 8601, in UTC. */
	createdAt: z.string(),
	files: z.array(
		z.object({
			name: z.string(),
			status: z.enum(['included', 'missing']),
			/** Why it is missing, in the language of the page. */
			reason: z.optional(z.string())
		})
	),
	notIncluded: z.array(z.enum(['messages', 'media', 'secrets']))
});
export type About = z.infer<typeof about>;
