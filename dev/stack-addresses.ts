import type { TestVariant, Variant } from './synapse/variants.ts';

/** Where a homeserver is, and what its operator knows. */
export type HomeserverAddress = {
	/** Its variant, or the name that it was asked for under. */
	name: string;
	/** Without a slash at the end. */
	baseUrl: string;
	/** The part of its Matrix IDs after the colon. */
	serverName: string;
	sharedSecret: string;
	/** Its log file. */
	log: string;
};

/** Everything that another process needs to use a stack; plain data. */
export type StackAddresses = {
	/** The server that stack-client.ts talks to. */
	control: string;
	mail: { url: string; smtpPort: number };
	identityProvider: { url: string };
	captcha: { siteKey: string; answer: string };
	homeservers: Record<TestVariant, HomeserverAddress>;
};

/** A homeserver for one test alone: to be stopped and started, or with links that expire soon. */
export type ExtraHomeserver = {
	name: string;
	variant: Variant;
	/** As the homeserver writes it: `5s`, `1h`. */
	linkLifetime?: string;
	/** The cost of a password's hash, as a power of two; 4 if absent, which is fast. */
	hashRounds?: number;
};
