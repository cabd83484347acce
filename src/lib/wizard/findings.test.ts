import { expect, it } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { given } from './findings';
import type { Part } from './parts';

const error: PortalError = { kind: 'serverFault', status: 500 };
const found = (part: Part<number>) => given(part, (count) => ({ state: 'good', count }) as const);

it('follows from what is known', () => {
	expect(found({ status: 'known', value: 3 })).toEqual({ state: 'good', count: 3 });
});

it('is not known where asking failed, also while it is asked for again', () => {
	expect(found({ status: 'failed', error })).toEqual({ state: 'unknown', error });
	expect(found({ status: 'asking', limits: 0, after: error })).toEqual({ state: 'unknown', error });
});

it('is being asked for until then, and says why that takes so long', () => {
	expect(found({ status: 'asking', limits: 0 })).toEqual({ state: 'asking' });
	expect(found({ status: 'waiting', limits: 1, error })).toEqual({ state: 'asking', error });
});
