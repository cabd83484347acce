import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { adding, fresh } from './testing';
import { fromWaiting, toWaiting, waitingSchema } from './waiting';

const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('an address on its way', () => {
	test('comes back from the storage; what is to be done next, the homeserver says', () => {
		const { uia } = adding.confirmation;
		const parsed = z.parse(waitingSchema, stored(toWaiting(adding)));
		expect(fromWaiting(parsed)).toEqual({ ...fresh, confirmation: { uia, ways: [] } });
	});

	test('comes back before anything was to be confirmed, too', () => {
		expect(fromWaiting(z.parse(waitingSchema, stored(toWaiting(fresh))))).toEqual(fresh);
	});

	test('is a copy: what goes on does not change it', () => {
		const record = toWaiting(adding);
		expect(record.uia?.flows).toEqual(adding.confirmation.uia.flows);
		expect(record.uia?.flows).not.toBe(adding.confirmation.uia.flows);
	});

	test.each<[string, object]>([
		['no client secret', { clientSecret: undefined }],
		['half a mail', { mail: { sid: '17' } }],
		['a session that is no text', { uia: { session: 7 } }]
	])('%s is refused', (_, change) => {
		const broken = stored({ ...toWaiting(adding), ...change });
		expect(z.safeParse(waitingSchema, broken).success).toBe(false);
	});
});
