import { expect, test } from 'vitest';
import { isPassing, type PortalError } from './errors';

test.each<PortalError>([
	{ kind: 'offline' },
	{ kind: 'unreachable' },
	{ kind: 'rateLimited', retryAfterMs: 1 },
	{ kind: 'serverFault', status: 502 },
	{ kind: 'serverFault', status: 503 },
	{ kind: 'serverFault', status: 504 }
])('$kind ($status) passes by itself', (error) => {
	expect(isPassing(error)).toBe(true);
});

test.each<PortalError>([
	// The homeserver itself fails: asked again, it would fail again.
	{ kind: 'serverFault', status: 500 },
	{ kind: 'badAnswer' },
	{ kind: 'unknown' },
	{ kind: 'refused' },
	{ kind: 'homeserverNotFound', host: 'example.org' },
	{ kind: 'resourceLimitReached' },
	{ kind: 'usernameTaken' },
	{ kind: 'linkNotConfirmed' },
	{ kind: 'uiaExpired' }
])('$kind does not', (error) => {
	expect(isPassing(error)).toBe(false);
});
