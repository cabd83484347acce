import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sessions, threepids } from './account-lists';
import { json, scriptedFetch, text } from './scripted-fetch';
import { at, signal, signIn } from './security-testing';

const THREEPIDS = at('GET', 'v3/account/3pid');
const DEVICES = at('GET', 'v3/devices');

function answer(line: string, response: () => Response) {
	const { fetch, sent } = scriptedFetch({ [line]: response });
	vi.stubGlobal('fetch', fetch);
	return sent;
}

beforeEach(signIn);
afterEach(() => {
	vi.unstubAllGlobals();
	sessionStorage.clear();
});

describe('emails and phone numbers', () => {
	const ask = () => threepids(signal);

	test('are listed, asked for with the session’s token', async () => {
		const sent = answer(
			THREEPIDS,
			json({
				threepids: [
					{ medium: 'email', address: 'ada@example.org', added_at: 5, validated_at: 4 },
					{ medium: 'msisdn', address: '49123456', validated_at: 4 }
				]
			})
		);
		expect(await ask()).toEqual({
			ok: true,
			value: [
				{ medium: 'email', address: 'ada@example.org', addedAt: 5 },
				{ medium: 'msisdn', address: '49123456' }
			]
		});
		expect(sent.map(({ line }) => line)).toEqual([THREEPIDS]);
		expect(sent[0]?.init.headers).toEqual({ Authorization: 'Bearer syt_here' });
	});

	test('of a kind that nobody knows, or without an address, are left out', async () => {
		const strange = [
			{ medium: 'pigeon', address: 'roof' },
			{ medium: 'email' },
			{ medium: 'email', address: 7 },
			'ada@example.org',
			null
		];
		const good = { medium: 'email', address: 'ada@example.org', added_at: 'yesterday' };
		answer(THREEPIDS, json({ threepids: [...strange, good] }));
		expect(await ask()).toEqual({
			ok: true,
			value: [{ medium: 'email', address: 'ada@example.org' }]
		});
	});

	test('are one line of text each', async () => {
		const address = `ada\u202e@example.org\n${'x'.repeat(900)}`;
		answer(THREEPIDS, json({ threepids: [{ medium: 'email', address }] }));
		const read = await ask();
		const shown = read.ok ? (read.value[0]?.address ?? '') : '';
		expect(shown).toMatch(/^ada @example\.org x+$/u);
		expect(shown).toHaveLength(320);
	});

	test.each([[json([])], [json({ threepids: 'none' })], [json({})], [text('<p>')]])(
		'in no shape that can be read: %#',
		async (response) => {
			answer(THREEPIDS, response);
			expect(await ask()).toEqual({ ok: false, error: { kind: 'badAnswer' } });
		}
	);

	test('a session that has ended is told', async () => {
		answer(THREEPIDS, json({ errcode: 'M_UNKNOWN_TOKEN' }, 401));
		expect(await ask()).toEqual({ ok: false, error: { kind: 'sessionEnded', soft: false } });
		sessionStorage.clear();
		expect(await ask()).toEqual({ ok: false, error: { kind: 'sessionEnded', soft: false } });
	});
});

describe('sessions', () => {
	const ask = () => sessions(signal);

	test('are listed, the latest used first', async () => {
		answer(
			DEVICES,
			json({
				devices: [
					{ device_id: 'NEVER', last_seen_ts: null, last_seen_ip: null, display_name: null },
					{ device_id: 'OLD', last_seen_ts: 1 },
					{
						device_id: 'NEW',
						display_name: 'Phone',
						last_seen_ts: 9,
						last_seen_ip: '192.0.2.1',
						'org.matrix.msc3852.last_seen_user_agent': 'Browser/1'
					}
				]
			})
		);
		expect(await ask()).toEqual({
			ok: true,
			value: [
				{
					deviceId: 'NEW',
					name: 'Phone',
					lastSeenAt: 9,
					lastSeenIp: '192.0.2.1',
					userAgent: 'Browser/1'
				},
				{ deviceId: 'OLD', lastSeenAt: 1 },
				{ deviceId: 'NEVER' }
			]
		});
	});

	test('what is strange in one of them does not hide it, nor the others', async () => {
		const strange = {
			device_id: 'STRANGE',
			display_name: { name: 'x' },
			last_seen_ts: 'now',
			last_seen_ip: 1,
			last_seen_user_agent: []
		};
		answer(DEVICES, json({ devices: [strange, { name: 'no id' }, 4, { device_id: 'B' }] }));
		expect(await ask()).toEqual({
			ok: true,
			value: [{ deviceId: 'STRANGE' }, { deviceId: 'B' }]
		});
	});

	test('names are cut, and turn no text around', async () => {
		const display_name = `\u202egnohp\u0000${'y'.repeat(5_000)}`;
		answer(DEVICES, json({ devices: [{ device_id: 'A', display_name }] }));
		const read = await ask();
		expect(read.ok && read.value[0]?.name).toBe(`gnohp ${'y'.repeat(94)}`);
	});

	test.each([[json({ devices: {} })], [json(null)], [text('')]])(
		'in no shape that can be read: %#',
		async (response) => {
			answer(DEVICES, response);
			expect(await ask()).toEqual({ ok: false, error: { kind: 'badAnswer' } });
		}
	);

	test('a limit is told with its wait', async () => {
		answer(DEVICES, json({ errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 2_500 }, 429));
		expect(await ask()).toEqual({
			ok: false,
			error: { kind: 'rateLimited', retryAfterMs: 2_500 }
		});
	});
});
