import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { fail, ok, type Result } from '$lib/base/result';
import { awaitLink, browserLinks, sendMailWithLink, type LinkPorts } from './awaited-link';
import { sayConfirmed } from './link-channel';

const HOUR = 3_600_000;
const mail = { sid: '17', expiresAt: HOUR };
const notYet = fail({ kind: 'linkNotConfirmed' });
const down: PortalError = { kind: 'unreachable' };

beforeEach(() => void vi.useFakeTimers({ now: 1_000 }));
afterEach(() => void vi.useRealTimers());

describe('a mail with a link', () => {
	const send = async (...answers: Result<{ sid: string }>[]) => {
		const links: (string | undefined)[] = [];
		const given = { address: 'ada@example.org', attempt: 2 };
		const sent = await sendMailWithLink(given, 'https://portal/', (link) => {
			const answer = answers[links.push(link) - 1];
			if (!answer) throw new Error('Asked too often');
			return Promise.resolve(answer);
		});
		return { sent, links };
	};

	test('is asked for once, and its link lives for an hour', async () => {
		const { sent, links } = await send(ok({ sid: '17' }));
		expect(links).toEqual(['https://portal/']);
		expect(sent).toEqual(
			ok({
				address: 'ada@example.org',
				attempt: 2,
				sid: '17',
				sentAt: 1_000,
				expiresAt: 1_000 + HOUR
			})
		);
	});

	test('goes without a link back where a whitelist refuses it', async () => {
		const { sent, links } = await send(fail({ kind: 'nextLinkRefused' }), ok({ sid: '18' }));
		expect(links).toEqual(['https://portal/', undefined]);
		expect(sent).toMatchObject({ ok: true, value: { sid: '18' } });
	});

	test('that fails is asked for no second time', async () => {
		const error = { kind: 'emailTaken' } as const;
		const { sent, links } = await send(fail(error));
		expect(sent).toEqual(fail(error));
		expect(links).toHaveLength(1);
	});
});

describe('the wait for a link', () => {
	/** A browser in which time passes as soon as somebody waits. */
	function browser(given: { elsewhere?: boolean; taken?: () => boolean } = {}) {
		const seen = { pauses: [] as number[], stopped: 0, names: [] as string[] };
		let now = 0;
		const ports: Pick<LinkPorts, 'listen' | 'alone'> = {
			listen: () => ({
				now: () => now,
				pause: (ms, signal) => {
					signal.throwIfAborted();
					seen.pauses.push(ms);
					now += ms;
					return Promise.resolve();
				},
				visible: () => Promise.resolve(),
				finishedElsewhere: () => given.elsewhere ?? false,
				stop: () => seen.stopped++
			}),
			alone: async (name, task) => {
				seen.names.push(name);
				return given.taken?.() ? undefined : task();
			}
		};
		return { seen, ports: { ...ports, sayFinished: vi.fn() } };
	}

	async function wait(
		answers: Result<string>[],
		given: Parameters<typeof browser>[0] & { trouble?: PortalError; signal?: AbortSignal } = {}
	) {
		const { seen, ports } = browser(given);
		let looks = 0;
		const look = () => Promise.resolve(answers[Math.min(looks++, answers.length - 1)] ?? notYet);
		const endsTheWait = ({ kind }: PortalError) => kind === 'uiaExpired';
		const signal = given.signal ?? new AbortController().signal;
		const { trouble } = given;
		const end = await awaitLink({ mail, look, endsTheWait, trouble }, ports, signal);
		return { end, seen, looks };
	}

	test('ends with what the look brings', async () => {
		const { end, seen, looks } = await wait([notYet, notYet, ok('there')]);
		expect(end).toEqual({ kind: 'answered', answer: ok('there') });
		expect(looks).toBe(3);
		expect(seen).toMatchObject({ names: ['17', '17', '17'], stopped: 1 });
	});

	test('ends with a failure that no waiting helps', async () => {
		const error = { kind: 'uiaExpired' } as const;
		const { end, seen } = await wait([fail(error)]);
		expect(end).toEqual({ kind: 'answered', answer: fail(error) });
		expect(seen.stopped).toBe(1);
	});

	test('ends when the link does', async () => {
		const { end, seen } = await wait([notYet]);
		expect(end).toEqual({ kind: 'expired' });
		expect(seen.pauses.reduce((sum, ms) => sum + ms, 0)).toBe(HOUR);
	});

	test('asks nothing when another tab has finished', async () => {
		const { end, looks } = await wait([ok('there')], { elsewhere: true });
		expect(end).toEqual({ kind: 'finishedElsewhere' });
		expect(looks).toBe(0);
	});

	test('asks nothing while another tab does', async () => {
		let tries = 0;
		const { looks } = await wait([ok('there')], { taken: () => ++tries < 4 });
		expect([tries, looks]).toEqual([4, 1]);
	});

	test('tells of trouble at the third failure in a row, and when it is over', async () => {
		expect(await wait([fail(down)])).toMatchObject({
			end: { kind: 'troubled', error: down },
			looks: 3
		});
		const over = await wait([fail(down), notYet], { trouble: down });
		expect(over.end).toEqual({ kind: 'recovered' });
	});

	test('stops listening when it is left', async () => {
		const leaving = new AbortController();
		leaving.abort(new Error('gone'));
		await expect(wait([notYet], { signal: leaving.signal })).rejects.toThrow('gone');
	});
});

test('in a browser, the page of the link wakes the wait', async () => {
	vi.useRealTimers();
	let opened = false;
	const look = vi.fn(() => Promise.resolve(opened ? ok('there') : notYet));
	const { signal } = new AbortController();
	const until = { sid: '23', expiresAt: Date.now() + HOUR };
	const end = awaitLink({ mail: until, look, endsTheWait: () => false }, browserLinks, signal);
	await vi.waitFor(() => expect(look).toHaveBeenCalledOnce());
	opened = true;
	expect(await sayConfirmed('23', 2_000)).toBe(true);
	expect(await end).toEqual({ kind: 'answered', answer: ok('there') });
	expect(look).toHaveBeenCalledTimes(2);
});
