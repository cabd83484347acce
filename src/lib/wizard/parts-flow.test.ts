import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fail, ok, type Result } from '$lib/base/result';
import { partsFlow } from './parts-flow';

interface Facts {
	name: string;
	count: number;
}

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

function page() {
	const answers: Record<string, (answer: Result<never>) => void> = {};
	const asked: string[] = [];
	const ask = (part: string) => () => {
		asked.push(part);
		return new Promise<Result<never>>((resolve) => (answers[part] = resolve));
	};
	const ended = vi.fn();
	const made = partsFlow<Facts>({ name: ask('name'), count: ask('count') }, ended);
	const answer = async (part: string, result: Result<unknown>) => {
		answers[part]?.(result as Result<never>);
		await vi.advanceTimersByTimeAsync(0);
	};
	return { ...made, asked, answer, ended };
}

it('asks side by side, and shows each answer as it comes', async () => {
	const { flow, ask, asked, answer } = page();
	expect(asked).toEqual([]);
	ask();
	await vi.advanceTimersByTimeAsync(0);
	expect(asked).toEqual(['name', 'count']);
	expect(flow.busy).toBeUndefined();
	await answer('count', ok(3));
	expect(flow.state.parts.count).toEqual({ status: 'known', value: 3 });
	expect(flow.state.parts.name.status).toBe('asking');
});

it('a limit of one part holds up that part only', async () => {
	const { flow, ask, asked, answer } = page();
	ask();
	await answer('name', fail({ kind: 'rateLimited', retryAfterMs: 4_000 }));
	await answer('count', ok(3));
	expect(flow.state.parts.name.status).toBe('waiting');
	expect(flow.hold).toBeUndefined();
	await vi.advanceTimersByTimeAsync(4_000);
	expect(asked).toEqual(['name', 'count', 'name']);
	await answer('name', ok('Ada'));
	expect(flow.state.parts.name).toEqual({ status: 'known', value: 'Ada' });
});

it('what failed is asked for again, and nothing else', async () => {
	const { flow, ask, asked, answer } = page();
	ask();
	await answer('name', fail({ kind: 'serverFault', status: 502 }));
	await answer('count', ok(3));
	ask(['name']);
	expect(asked).toEqual(['name', 'count', 'name']);
	expect(flow.state.parts.count.status).toBe('known');
});

it('the end of the session is told once', async () => {
	const { ask, answer, ended } = page();
	ask();
	await answer('name', fail({ kind: 'sessionEnded', soft: true }));
	await answer('count', fail({ kind: 'sessionEnded', soft: false }));
	expect(ended.mock.calls).toEqual([[{ kind: 'sessionEnded', soft: true }]]);
});

it('nothing goes on when the page is left', async () => {
	const { flow, ask, asked, answer } = page();
	ask(['name']);
	await answer('name', fail({ kind: 'rateLimited', retryAfterMs: 4_000 }));
	flow.dispose();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(asked).toEqual(['name']);
});
