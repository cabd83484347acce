import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type * as pauses from '$lib/base/pauses';
import { cryptoClient, wipeClient } from './crypto/client';
import { HEARD_OF_MS } from './crypto/comparing';
import type { KeyHomeserver } from './crypto/homeserver-testing';
import { Laptop } from './crypto/laptop-testing';
import { setUp } from './crypto/set-up';
import { publishSession } from './crypto/signing-keys';
import { done, newKey, useKeyHomeserver, value } from './crypto/testing';
import type { Comparison } from './keys-ports';
import { signal } from './security-testing';
import { ask, change, differ, match, stop } from './verification';

// The time that others are given passes at once; all other pauses are real.
const heardOf = vi.hoisted(() => vi.fn<() => void>());
vi.mock('$lib/base/pauses', async (load) => {
	const real = await load<typeof pauses>();
	const pause: typeof real.pause = async (ms, signal) => {
		if (ms === HEARD_OF_MS) heardOf();
		else await real.pause(ms, signal);
	};
	return { ...real, pause };
});

const homeserver = useKeyHomeserver();
let server: KeyHomeserver;
let laptop: Laptop;

/** An account with cross-signing and another session; this one has published nothing yet. */
beforeEach(async () => {
	server = homeserver();
	const key = await newKey();
	expect(await setUp({ key }, () => undefined, signal)).toEqual(done);
	delete server.devices.HERE;
	wipeClient();
	laptop = await Laptop.signIn(server);
	vi.stubGlobal('fetch', laptop.fetch);
});
afterEach(async () => {
	laptop.failing = () => false;
	await stop();
});

const asked: Comparison = { at: 'asked' };
const by = 'LAPTOP';

/** Where it stands when it is there. */
async function until(at: Comparison['at'], from: Comparison = asked): Promise<Comparison> {
	let now = from.at === 'ended' ? value(await change(from, signal)) : from;
	while (now.at !== at) {
		if (now.at === 'ended') throw new Error(now.why);
		const next = await change(now, signal);
		if (next.ok) now = next.value;
	}
	return now;
}

const types = () => laptop.sent.map(({ type }) => type.replace('m.key.verification.', ''));

/** The emoji are on both sides. */
async function shown(): Promise<Comparison> {
	expect(value(await ask(undefined, signal))).toEqual(asked);
	laptop.accept();
	return until('shown');
}

test('asks, shows the same on both sides, and both match', async () => {
	const stands = await shown();
	expect(stands).toEqual({ at: 'shown', by, sas: { kind: 'emoji', places: laptop.places } });
	expect(laptop.places).toHaveLength(7);
	expect(value(await match(signal))).toEqual({ at: 'matched', by });
	await laptop.match();
	expect(await until('done', { at: 'matched', by })).toEqual({ at: 'done' });
	expect(server.devices).toHaveProperty('HERE');
});

test('others are given time to fetch keys that they have just been told of, and only then', async () => {
	heardOf.mockReset();
	const known: boolean[] = [];
	heardOf.mockImplementation(() =>
		known.push('HERE' in server.devices, laptop.request !== undefined)
	);
	value(await ask(undefined, signal));
	expect(known).toEqual([true, false]);
	expect(laptop.request).toBeDefined();
	await stop();
	value(await ask(undefined, signal));
	expect(heardOf).toHaveBeenCalledOnce();
});

test('asks the homeserver for nothing but messages, and shows nobody that somebody is here', async () => {
	await shown();
	const [first, next] = laptop.syncs;
	expect(first?.get('since')).toBeNull();
	expect(next?.get('since')).toBe('s1');
	expect(first?.get('set_presence')).toBe('offline');
	expect(JSON.parse(first?.get('filter') ?? '')).toMatchObject({
		room: { rooms: [] },
		presence: { not_types: ['*'] }
	});
});

test('publishes no keys with which others could write to it, and asks for no secrets', async () => {
	await shown();
	await match(signal);
	await laptop.match();
	await until('done', { at: 'matched', by });
	expect(server.uploads.flatMap((body) => Object.keys(body))).not.toContain('one_time_keys');
	expect(laptop.sent.map(({ type }) => type)).not.toContain('m.secret.request');
});

describe('an end', () => {
	test('they differ here: the other side is told', async () => {
		await shown();
		expect(value(await differ(signal))).toEqual({ at: 'ended', why: 'mismatch' });
		expect(laptop.request?.cancelInfo?.cancelCode()).toBe('m.mismatched_sas');
	});

	test('they differ there', async () => {
		const stands = await shown();
		laptop.differ();
		expect(await until('ended', stands)).toEqual({ at: 'ended', why: 'mismatch' });
	});

	test('declined there', async () => {
		value(await ask(undefined, signal));
		laptop.cancel();
		expect(await until('ended')).toEqual({ at: 'ended', why: 'refused' });
	});

	test('ended here: the other side is told, and nobody listens any more', async () => {
		value(await ask(undefined, signal));
		await stop();
		expect(laptop.request?.cancelInfo?.cancelCode()).toBe('m.user');
		const syncs = laptop.syncs.length;
		laptop.put('m.dummy', {});
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(laptop.syncs).toHaveLength(syncs);
		expect(value(await change(asked, signal))).toEqual({ at: 'ended', why: 'failed' });
		expect(value(await match(signal))).toEqual({ at: 'ended', why: 'failed' });
	});

	test.each([
		['m.timeout', 'timeout'],
		['m.accepted', 'elsewhere'],
		['m.key_mismatch', 'mismatch'],
		['org.odd', 'failed'],
		['constructor', 'failed']
	])('told as %s: %s', async (code, why) => {
		const stands = await shown();
		const transaction_id = laptop.request?.flowId;
		laptop.put('m.key.verification.cancel', { transaction_id, code, reason: '' });
		expect(await until('ended', stands)).toEqual({ at: 'ended', why });
	});
});

describe('what another session begins', () => {
	const published = async () => publishSession(value(await cryptoClient(signal)), signal);

	test('before anybody was asked is taken up, and nobody is asked', async () => {
		await published();
		await laptop.begin();
		expect(value(await ask(undefined, signal)).at).toBe('accepted');
		const stands = await until('shown', { at: 'accepted', by });
		expect(stands).toMatchObject({ by, sas: { places: laptop.places } });
		expect(types()).not.toContain('request');
	});

	test('after it was declined there is taken up', async () => {
		value(await ask(undefined, signal));
		laptop.cancel();
		const ended = await until('ended');
		await laptop.begin();
		expect(await until('shown', ended)).toMatchObject({ by, sas: { places: laptop.places } });
	});

	test('while it is asked itself ends both, and what it begins then is taken up', async () => {
		value(await ask(undefined, signal));
		await laptop.begin();
		const ended = await until('ended');
		expect(ended).toEqual({ at: 'ended', why: 'refused' });
		await laptop.begin();
		expect(await until('shown', ended)).toMatchObject({ by, sas: { places: laptop.places } });
	});

	test('while another one is compared with is left alone', async () => {
		const stands = await shown();
		laptop.put('m.key.verification.request', requestFrom('PHONE'));
		expect(value(await match(signal))).toEqual({ at: 'matched', by });
		expect(stands).toMatchObject({ by });
		await laptop.match();
		await until('done', { at: 'matched', by });
	});

	test('is not taken up where one certain session was asked', async () => {
		const phone = await Laptop.signIn(server, 'PHONE');
		value(await ask('PHONE', signal));
		expect(laptop.sent.map(({ to }) => to)).toEqual(['PHONE']);
		laptop.put('m.key.verification.request', requestFrom('LAPTOP'));
		expect(value(await ask('PHONE', signal))).toEqual(asked);
		expect(phone.sent).toEqual([]);
		expect(types()).not.toContain('ready');
	});

	test.each([
		['by somebody else', '@eve:example.org', requestFrom('LAPTOP')],
		['without emoji', undefined, { ...requestFrom('LAPTOP'), methods: ['m.qr_code.show.v1'] }],
		['in another shape', undefined, { methods: 'all' }]
	])('%s is left alone', async (_what, sender, content) => {
		laptop.put('m.key.verification.request', content, sender);
		expect(value(await ask(undefined, signal))).toEqual(asked);
		expect(types()).not.toContain('ready');
	});
});

describe('trouble', () => {
	test('keys that a page before has published: there is nothing to compare', async () => {
		await publishSession(value(await cryptoClient(signal)), signal);
		wipeClient();
		expect(value(await ask(undefined, signal))).toEqual({ at: 'ended', why: 'otherKeys' });
		expect(laptop.syncs).toEqual([]);
	});

	test.each(['keys/query', 'keys/upload', 'sync', 'sendToDevice'])(
		'%s fails when it begins: it can be begun again',
		async (path) => {
			laptop.failing = (line) => line.includes(path);
			expect(await ask(undefined, signal)).toMatchObject({ ok: false });
			laptop.failing = () => false;
			expect(value(await ask(undefined, signal))).toEqual(asked);
		}
	);

	test('while one waits is told once, and again when it is over', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		try {
			const stands = await shown();
			laptop.failing = (line) => line.includes('sync');
			laptop.put('m.dummy', {});
			expect(await change(stands, signal)).toMatchObject({ ok: false });
			const next = change(stands, signal);
			laptop.failing = () => false;
			laptop.put('m.dummy', {});
			await vi.advanceTimersByTimeAsync(2_000);
			expect(value(await next)).toEqual(stands);
		} finally {
			vi.useRealTimers();
		}
	});

	test('messages that nobody can read are trouble like any other', async () => {
		const stands = await shown();
		const unreadable = { next_batch: 'odd', device_lists: { changed: ['nobody'] } };
		vi.stubGlobal('fetch', (input: URL | string, init: RequestInit) =>
			String(input).includes('/sync')
				? Promise.resolve(Response.json(unreadable))
				: laptop.fetch(input, init)
		);
		laptop.put('m.dummy', {});
		expect(await change(stands, signal)).toEqual({ ok: false, error: { kind: 'badAnswer' } });
	});

	test('an answer that does not go out is sent with the next one', async () => {
		await shown();
		laptop.failing = (line) => line.includes('sendToDevice');
		expect(await match(signal)).toMatchObject({ ok: false });
		laptop.failing = () => false;
		expect(value(await match(signal))).toEqual({ at: 'matched', by });
		await laptop.match();
		expect((await until('done', { at: 'matched', by })).at).toBe('done');
	});

	test('the end of the session ends it', async () => {
		const stands = await shown();
		laptop.over = true;
		laptop.put('m.dummy', {});
		const over = { ok: false, error: { kind: 'sessionEnded', soft: false } };
		expect(await change(stands, signal)).toEqual(over);
		const syncs = laptop.syncs.length;
		expect(await change(stands, signal)).toEqual(over);
		expect(laptop.syncs).toHaveLength(syncs);
	});

	test('waiting ends with whoever waits', async () => {
		const stands = await shown();
		const gone = new AbortController();
		const waiting = change(stands, gone.signal);
		gone.abort(new Error('gone'));
		await expect(waiting).rejects.toThrow('gone');
	});
});

function requestFrom(from_device: string): Record<string, unknown> {
	const timestamp = Date.now();
	return { from_device, methods: ['m.sas.v1'], transaction_id: 'odd', timestamp };
}
