import { expect, test } from 'vitest';
import type { PortalError } from './errors';
import { isLost, mayHaveActed } from './lost-answers';

test.each<[PortalError, boolean, boolean]>([
	[{ kind: 'offline' }, true, true],
	[{ kind: 'unreachable' }, true, true],
	[{ kind: 'serverFault', status: 502 }, true, true],
	[{ kind: 'serverFault', status: 500 }, false, true],
	[{ kind: 'badAnswer' }, false, true],
	[{ kind: 'rateLimited', retryAfterMs: 1 }, false, true],
	[{ kind: 'refused' }, false, false],
	[{ kind: 'sessionEnded', soft: false }, false, false]
])('%j', (error, lost, acted) => {
	expect(isLost(error)).toBe(lost);
	expect(mayHaveActed(error)).toBe(acted);
});
