import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { perform } from './perform';
import { Scripted, type Script } from './ports-testing';
import { server } from './testing';

const error = { kind: 'rateLimited', retryAfterMs: 2_000 } as const;

function check(available: Script['available']) {
	const { ports, asked } = new Scripted({ available });
	const leaving = new AbortController();
	const result = perform({ run: 'checkName', server, name: 'ada' }, ports, leaving.signal);
	return { result, asked, leaving };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a limit on questions about names', () => {
	test('is waited out', async () => {
		const { result, asked } = check([fail(error), ok(true)]);
		await vi.advanceTimersByTimeAsync(1_999);
		expect(asked).toHaveLength(1);
		await vi.advanceTimersByTimeAsync(1);
		expect(await result).toEqual(ok({ type: 'nameChecked', name: 'ada', result: 'free' }));
		expect(asked).toEqual(['available ada', 'available ada']);
	});

	test('is not waited out for ever', async () => {
		const { result, asked } = check([fail(error)]);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(await result).toEqual(ok({ type: 'nameChecked', name: 'ada', result: error }));
		expect(asked).toHaveLength(3);
	});

	test('is forgotten with the name that was asked for', async () => {
		const { result, asked, leaving } = check([fail(error)]);
		const ended = expect(result).rejects.toThrow('another name');
		await vi.advanceTimersByTimeAsync(1_000);
		leaving.abort(new Error('another name'));
		await ended;
		await vi.advanceTimersByTimeAsync(60_000);
		expect(asked).toHaveLength(1);
	});
});
