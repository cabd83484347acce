import { describe, expect, test } from 'vitest';
import type { PortalError } from './errors';
import { poll, type Look, type PollTerms } from './poll';

const HOUR = 3_600_000;
const notYet: Look<string> = { kind: 'notYet' };
const here: Look<string> = { kind: 'here', value: 'it' };
const down: PortalError = { kind: 'unreachable' };
const failed = (error: PortalError = down): Look<string> => ({ kind: 'failed', error });

/** A poll in a world whose clock only moves while it pauses; the last look is repeated for ever. */
function world(looks: readonly Look<string>[], terms: Partial<PollTerms> = {}) {
	const log: string[] = [];
	const waits: number[] = [];
	const controller = new AbortController();
	let now = 0;
	let asked = 0;
	const end = poll(
		() => {
			log.push('look');
			return Promise.resolve(looks[Math.min(asked++, looks.length - 1)] ?? notYet);
		},
		{
			now: () => now,
			pause: (ms) => {
				log.push('pause');
				waits.push(ms);
				now += ms;
				return Promise.resolve();
			},
			visible: () => {
				log.push('seen');
				return Promise.resolve();
			}
		},
		{ until: HOUR, ...terms },
		controller.signal
	);
	return { end, log, waits, controller, looks: () => asked, now: () => now };
}

test('looks at once, and ends with what is there', async () => {
	const { end, log } = world([here]);
	expect(await end).toEqual({ kind: 'here', value: 'it' });
	expect(log).toEqual(['seen', 'look']);
});

test('looks again after a pause, and only when the page is seen', async () => {
	const { end, log } = world([notYet, notYet, here]);
	await end;
	expect(log).toEqual(['seen', 'look', 'pause', 'seen', 'look', 'pause', 'seen', 'look']);
});

test('looks within seconds at first, ever more rarely then, and never less than every 15 s', async () => {
	const { end, waits } = world([notYet]);
	await end;
	expect(waits[0]).toBe(2_000);
	const whole = waits.slice(0, -1);
	expect(whole).toEqual([...whole].sort((a, b) => a - b));
	expect(Math.max(...whole)).toBe(15_000);
});

describe('the end', () => {
	test('comes with the expiry, after a last look', async () => {
		const { end, log, now } = world([notYet]);
		expect(await end).toEqual({ kind: 'expired' });
		expect(now()).toBe(HOUR);
		expect(log.at(-1)).toBe('look');
	});

	test('what is there at the last moment still counts', async () => {
		const { end } = world([here], { until: -1 });
		expect(await end).toEqual({ kind: 'here', value: 'it' });
	});

	test('comes when the signal aborts while it pauses', async () => {
		const controller = new AbortController();
		const end = poll(
			() => Promise.resolve(notYet),
			{
				now: () => 0,
				pause: (_ms, signal) => {
					controller.abort(new Error('gone'));
					signal.throwIfAborted();
					return Promise.resolve();
				},
				visible: () => Promise.resolve()
			},
			{ until: HOUR },
			controller.signal
		);
		await expect(end).rejects.toThrow('gone');
	});

	test('comes when the signal aborts during a look, whatever it brought', async () => {
		const controller = new AbortController();
		const end = poll(
			() => {
				controller.abort(new Error('gone'));
				return Promise.resolve(here);
			},
			{ now: () => 0, pause: () => Promise.resolve(), visible: () => Promise.resolve() },
			{ until: HOUR },
			controller.signal
		);
		await expect(end).rejects.toThrow('gone');
	});
});

describe('looks that fail', () => {
	test('two in a row are not worth a word', async () => {
		const { end, looks } = world([failed(), failed(), notYet, failed(), failed(), here]);
		expect(await end).toEqual({ kind: 'here', value: 'it' });
		expect(looks()).toBe(6);
	});

	test('the third in a row is reported', async () => {
		const { end, looks } = world([failed(), failed(), failed()]);
		expect(await end).toEqual({ kind: 'troubled', error: down });
		expect(looks()).toBe(3);
	});

	test('a rate limit is waited for', async () => {
		const limited = failed({ kind: 'rateLimited', retryAfterMs: 60_000 });
		const { end, waits } = world([limited, here]);
		await end;
		expect(waits).toEqual([60_000]);
	});

	test('a short rate limit does not make looks more frequent', async () => {
		const limited = failed({ kind: 'rateLimited', retryAfterMs: 500 });
		const { end, waits } = world([limited, here]);
		await end;
		expect(waits).toEqual([2_000]);
	});

	test('a rate limit beyond the expiry is not waited for', async () => {
		const limited = failed({ kind: 'rateLimited', retryAfterMs: 24 * HOUR });
		const { end, now } = world([limited]);
		expect(await end).toEqual({ kind: 'expired' });
		expect(now()).toBe(HOUR);
	});
});

describe('after trouble', () => {
	test('the next look comes rarely: a homeserver that is down is left alone', async () => {
		const { end, log, waits } = world([here], { trouble: down });
		await end;
		expect(log).toEqual(['pause', 'seen', 'look']);
		expect(waits).toEqual([15_000]);
	});

	test('the wait that the homeserver asked for is kept', async () => {
		const { end, waits } = world([here], {
			trouble: { kind: 'rateLimited', retryAfterMs: 60_000 }
		});
		await end;
		expect(waits).toEqual([60_000]);
	});

	test('a look that works again is reported', async () => {
		const { end } = world([notYet], { trouble: down });
		expect(await end).toEqual({ kind: 'recovered' });
	});

	test('the same trouble is said once', async () => {
		const { end, looks } = world([failed(), failed(), failed(), failed(), here], { trouble: down });
		expect(await end).toEqual({ kind: 'here', value: 'it' });
		expect(looks()).toBe(5);
	});

	test('other trouble is said too', async () => {
		const fault: PortalError = { kind: 'serverFault', status: 503 };
		const { end } = world([failed(fault)], { trouble: down });
		expect(await end).toEqual({ kind: 'troubled', error: fault });
	});

	test('it ends with the expiry all the same', async () => {
		const { end } = world([failed()], { trouble: down });
		expect(await end).toEqual({ kind: 'expired' });
	});
});
