import type { Facts } from './facts';

const server = { baseUrl: 'https://matrix.hs.test', serverName: 'hs.test' };

/** A portal that is set up as it should be. */
export const fine: Facts = {
	homeserver: { server, fixed: true },
	wellKnown: server,
	versions: ['v1.1', 'v1.11'],
	registration: 'open',
	signIn: { password: true, providers: [] },
	resetPages: true,
	resetMail: 'accepted',
	support: { email: 'help@hs.test' },
	own: {
		secure: true,
		policy: true,
		headers: new Map([
			['referrer-policy', 'no-referrer'],
			['x-content-type-options', 'nosniff'],
			['x-frame-options', 'DENY'],
			['cross-origin-opener-policy', 'same-origin-allow-popups'],
			['permissions-policy', 'camera=()'],
			['content-encoding', 'gzip']
		]),
		scriptCache: 'public, max-age=31536000, immutable'
	}
};
