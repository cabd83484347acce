import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Mailbox } from './mailbox.ts';

const mail = (to: string, subject = 'x') => ({
	to: [to],
	from: 'hs@x.test',
	subject,
	date: '2026-01-01T00:00:00.000Z',
	html: '',
	text: '',
	links: []
});

let mailbox: Mailbox;
beforeEach(() => {
	vi.useFakeTimers();
	mailbox = new Mailbox();
});
afterEach(() => vi.useRealTimers());

describe('the mailbox', () => {
	it('lists the newest first', () => {
		mailbox.add(mail('a@x.test', 'first'));
		mailbox.add(mail('b@x.test', 'second'));
		expect(mailbox.list().map(({ id, subject }) => [id, subject])).toEqual([
			[2, 'second'],
			[1, 'first']
		]);
	});

	it('lists what was delivered to one address, whatever its case', () => {
		mailbox.add(mail('a@x.test'));
		mailbox.add(mail('b@x.test'));
		expect(mailbox.list('B@X.test').map(({ id }) => id)).toEqual([2]);
		expect(mailbox.list('c@x.test')).toEqual([]);
	});

	it('gives out one mail', () => {
		mailbox.add(mail('a@x.test', 'this'));
		expect(mailbox.get(1)?.subject).toBe('this');
		expect(mailbox.get(2)).toBeUndefined();
	});

	it('forgets all, or what one address got, and never gives a number twice', () => {
		mailbox.add(mail('a@x.test'));
		mailbox.add(mail('b@x.test'));
		mailbox.clear('a@x.test');
		expect(mailbox.list().map(({ id }) => id)).toEqual([2]);
		mailbox.clear();
		expect(mailbox.list()).toEqual([]);
		expect(mailbox.add(mail('a@x.test')).id).toBe(3);
	});

	it('tells of each change until nobody listens', () => {
		const listener = vi.fn();
		const forget = mailbox.onChange(listener);
		mailbox.add(mail('a@x.test'));
		mailbox.clear();
		expect(listener).toHaveBeenCalledTimes(2);
		forget();
		mailbox.add(mail('a@x.test'));
		expect(listener).toHaveBeenCalledTimes(2);
	});
});

describe('waiting for a mail', () => {
	it('ends at once when it is there', async () => {
		mailbox.add(mail('a@x.test'));
		expect(await mailbox.wait({ to: 'a@x.test', after: 0, timeout: 1000 })).toMatchObject({
			id: 1
		});
	});

	it('ends when it comes, and not with another one', async () => {
		const waiting = mailbox.wait({ to: 'a@x.test', after: 0, timeout: 1000 });
		mailbox.add(mail('b@x.test'));
		mailbox.add(mail('a@x.test', 'wanted'));
		expect(await waiting).toMatchObject({ id: 2, subject: 'wanted' });
	});

	it('passes over what has been seen, and takes the mails in their order', async () => {
		for (const subject of ['seen', 'next', 'later']) mailbox.add(mail('a@x.test', subject));
		expect(await mailbox.wait({ after: 1, timeout: 1000 })).toMatchObject({ subject: 'next' });
	});

	it('ends with nothing when the time is over', async () => {
		const waiting = mailbox.wait({ after: 0, timeout: 1000 });
		await vi.advanceTimersByTimeAsync(1000);
		expect(await waiting).toBeUndefined();
		expect(vi.getTimerCount()).toBe(0);
	});

	it('ends with nothing when the one who waits has gone', async () => {
		const gone = new AbortController();
		const waiting = mailbox.wait({ after: 0, timeout: 1000, signal: gone.signal });
		gone.abort();
		expect(await waiting).toBeUndefined();
		expect(vi.getTimerCount()).toBe(0);
	});
});
