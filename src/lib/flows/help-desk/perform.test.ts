import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, ok, type Result } from '$lib/base/result';
import type { UserPage, UserQuery } from '$lib/matrix/admin-ports';
import { perform, PORTION, TYPING_MS } from './perform';
import { user, viewOf } from './testing';

const signal = new AbortController().signal;
const asked: unknown[] = [];
let owner: Result<string | undefined>;
let page: Result<UserPage>;

const admin = {
	users: (query: UserQuery) => {
		asked.push(query);
		return Promise.resolve(page);
	},
	userWithEmail: (address: string) => {
		asked.push(address);
		return Promise.resolve(owner);
	}
};

const ada = user('ada');
const query = (more: Partial<UserQuery> = {}): UserQuery => ({
	search: '',
	group: 'everyone',
	orderBy: 'userId',
	descending: false,
	from: 0,
	limit: 50,
	...more
});

beforeEach(() => {
	asked.length = 0;
	owner = ok(undefined);
	page = ok({ users: [ada], total: 120 });
});

const load = (more: Parameters<typeof viewOf>[0], wait = false) =>
	perform({ run: 'load', view: viewOf(more), wait }, admin, signal);

describe('a view of the list', () => {
	it('is one request, for what is shown and no more', async () => {
		const view = { group: 'locked', orderBy: 'createdAt', descending: true, page: 3 } as const;
		expect(await load(view)).toEqual(
			ok({ type: 'loaded', shown: { view: viewOf(view), users: [ada], total: 120 } })
		);
		const { page: _, ...rest } = view;
		expect(asked).toEqual([query({ ...rest, from: 100 })]);
	});

	it('is searched for without the blanks around it', async () => {
		await load({ search: '  ada ' });
		expect(asked).toEqual([query({ search: 'ada' })]);
	});

	it.each(['ada@', '@ada:example.org', 'ada@example', 'a b@example.org'])(
		'%j is no email address',
		async (search) => {
			await load({ search });
			expect(asked).toEqual([query({ search })]);
		}
	);

	it('of an email address is whoever has it', async () => {
		owner = ok('@ada:example.org');
		expect(await load({ search: 'Ada@People.example' })).toMatchObject(
			ok({ shown: { email: 'ada@people.example' } })
		);
		expect(asked).toEqual(['ada@people.example', query({ search: '@ada:example.org' })]);
	});

	it('of an address that nobody has may be that of a name', async () => {
		const answer = await load({ search: 'ada@people.example' });
		expect(asked).toEqual(['ada@people.example', query({ search: 'ada@people.example' })]);
		expect(answer.ok && answer.value).not.toHaveProperty('shown.email');
	});

	it('hands on what went wrong', async () => {
		owner = fail({ kind: 'unreachable' });
		expect(await load({ search: 'ada@people.example' })).toEqual(owner);
		page = fail({ kind: 'admin', problem: 'blocked' });
		expect(await load({})).toEqual(page);
	});
});

describe('while somebody types', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	it('nothing is asked for until they pause', async () => {
		const answer = load({ search: 'ada' }, true);
		await vi.advanceTimersByTimeAsync(TYPING_MS - 1);
		expect(asked).toEqual([]);
		await vi.advanceTimersByTimeAsync(1);
		expect(asked).toHaveLength(1);
		await answer;
	});

	it('what they have typed on over is not asked for at all', async () => {
		const controller = new AbortController();
		const view = viewOf({ search: 'a' });
		const answer = perform({ run: 'load', view, wait: true }, admin, controller.signal);
		controller.abort(new Error('typed on'));
		await expect(answer).rejects.toThrow('typed on');
		await vi.advanceTimersByTimeAsync(TYPING_MS);
		expect(asked).toEqual([]);
	});
});

describe('a part of the file', () => {
	const part = (search = '') =>
		perform({ run: 'export', view: viewOf({ search }), from: 500 }, admin, signal);

	it('is larger than a page', async () => {
		expect(await part()).toEqual(ok({ type: 'exported', users: [ada], total: 120 }));
		expect(asked).toEqual([query({ from: 500, limit: PORTION })]);
	});

	it('is of whom the search has found', async () => {
		owner = ok('@ada:example.org');
		await part('ada@people.example');
		expect(asked).toContainEqual(query({ search: '@ada:example.org', from: 500, limit: PORTION }));
	});

	it('hands on what went wrong', async () => {
		page = fail({ kind: 'offline' });
		expect(await part()).toEqual(page);
		owner = fail({ kind: 'unreachable' });
		expect(await part('ada@people.example')).toEqual(owner);
	});
});
