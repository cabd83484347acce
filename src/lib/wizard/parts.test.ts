import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { fail, ok } from '$lib/base/result';
import { askPart, failedParts, isShown, partsTransition, unasked, type PartsState } from './parts';

interface Facts {
	name: string;
	count: number;
}
const fresh = unasked<Facts>(['name', 'count']);
const limited: PortalError = { kind: 'rateLimited', retryAfterMs: 3_000 };
const fault: PortalError = { kind: 'serverFault', status: 500 };
const step = partsTransition<Facts>;
const failed = (state: PartsState<Facts>, error: PortalError) =>
	step(state, { type: 'failed', part: 'name', error });

describe('the parts of a page', () => {
	it('begin unknown, and each is asked for by itself', () => {
		expect(fresh.parts.name).toEqual({ status: 'asking', limits: 0 });
		const asked = step(fresh, { type: 'asked', part: 'count' });
		expect(asked).toEqual({ state: fresh, command: { run: 'count' } });
	});

	it('show an answer, and leave the others alone', () => {
		const { state, command } = step(fresh, { type: 'answered', part: 'name', value: 'Ada' });
		expect(state.parts).toEqual({ ...fresh.parts, name: { status: 'known', value: 'Ada' } });
		expect(command).toBeUndefined();
	});

	it('show a failure, and what it was while they are asked for again', () => {
		const { state, command } = failed(fresh, fault);
		expect(state.parts).toEqual({ ...fresh.parts, name: { status: 'failed', error: fault } });
		expect(command).toBeUndefined();
		const again = step(state, { type: 'asked', part: 'name' });
		expect(again.state.parts.name).toEqual({ status: 'asking', limits: 0, after: fault });
		expect(again.command).toEqual({ run: 'name' });
	});

	it('wait by themselves when there is a limit, or no network', () => {
		for (const error of [limited, { kind: 'offline' } as const]) {
			const { state, command } = failed(fresh, error);
			expect(state.parts.name).toMatchObject({ status: 'waiting', error });
			expect(state.parts.count).toEqual(fresh.parts.count);
			expect(command).toEqual({ run: 'name', wait: error });
		}
	});

	it('do not wait for ever: the sixth limit is a failure, no network is none', () => {
		let state = fresh;
		for (let limits = 1; limits <= 5; limits++) {
			state = failed(state, limited).state;
			expect(state.parts.name).toEqual({ status: 'waiting', limits, error: limited });
			state = failed(state, { kind: 'offline' }).state;
		}
		expect(failed(state, limited)).toEqual({
			state: { ...state, parts: { ...state.parts, name: { status: 'failed', error: limited } } }
		});
	});

	it('are all shown when none is asked for the first time', () => {
		expect(isShown(fresh.parts)).toBe(false);
		const known = step(fresh, { type: 'answered', part: 'count', value: 1 }).state;
		expect(isShown(known.parts)).toBe(false);
		const both = failed(known, fault).state;
		expect(isShown(both.parts)).toBe(true);
		expect(isShown(step(both, { type: 'asked', part: 'name' }).state.parts)).toBe(true);
		expect(isShown(failed(known, limited).state.parts)).toBe(true);
	});

	it('name those that failed, until they are known', () => {
		expect(failedParts(failed(fresh, limited).state.parts)).toEqual([]);
		const { state } = failed(fresh, fault);
		expect(failedParts(state.parts)).toEqual(['name']);
		const again = step(state, { type: 'asked', part: 'name' }).state;
		expect(failedParts(again.parts)).toEqual(['name']);
		const known = step(again, { type: 'answered', part: 'name', value: '' }).state;
		expect(failedParts(known.parts)).toEqual([]);
	});
});

describe('asking for a part', () => {
	const { signal } = new AbortController();
	const name = vi.fn();
	const asks = { name, count: vi.fn() };
	beforeEach(() => {
		vi.useFakeTimers();
		name.mockReset().mockResolvedValue(ok('Ada'));
	});
	afterEach(() => {
		vi.useRealTimers();
		vi.restoreAllMocks();
	});

	it('answers with what was found, or why it was not', async () => {
		expect(await askPart<Facts>(asks, { run: 'name' }, signal)).toEqual(
			ok({ type: 'answered', part: 'name', value: 'Ada' })
		);
		expect(name).toHaveBeenCalledWith(signal);
		name.mockResolvedValue(fail(fault));
		expect(await askPart<Facts>(asks, { run: 'name' }, signal)).toEqual(fail(fault));
		expect(asks.count).not.toHaveBeenCalled();
	});

	it('waits as long as the homeserver says', async () => {
		const asked = askPart<Facts>(asks, { run: 'name', wait: limited }, signal);
		await vi.advanceTimersByTimeAsync(2_999);
		expect(name).not.toHaveBeenCalled();
		await vi.advanceTimersByTimeAsync(1);
		expect((await asked).ok).toBe(true);
	});

	it('waits for the network', async () => {
		const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
		const asked = askPart<Facts>(asks, { run: 'name', wait: { kind: 'offline' } }, signal);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(name).not.toHaveBeenCalled();
		dispatchEvent(new Event('online'));
		expect((await asked).ok).toBe(true);
		onLine.mockReturnValue(true);
		const late = askPart<Facts>(asks, { run: 'name', wait: { kind: 'offline' } }, signal);
		await vi.advanceTimersByTimeAsync(2_000);
		expect((await late).ok).toBe(true);
	});
});
