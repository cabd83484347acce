import { describe, expect, it, vi } from 'vitest';
import { defaultConfig, parseConfigText } from './config';
import { ConfigSource, type ConfigSurroundings } from './config-source.svelte';
import type { ConfigAnswer } from './early-page';

const settle = () => new Promise((resolve) => setTimeout(resolve));
const reader = { parseConfigText, defaultConfig };
const file = (content: object): ConfigAnswer => ({ status: 200, text: JSON.stringify(content) });

/** A source whose requests and pauses end when the test says so. */
function sourceOf(
	first: ConfigAnswer | Promise<ConfigAnswer>,
	later: ConfigAnswer[] = [],
	read: ConfigSurroundings['reader'] = () => Promise.resolve(reader)
) {
	const pauses: { ms: number; end: () => void }[] = [];
	const surroundings = {
		first: Promise.resolve(first),
		ask: vi.fn(() => Promise.resolve(later.shift())),
		reader: read,
		pause: (ms: number) => new Promise<void>((end) => pauses.push({ ms, end }))
	} satisfies ConfigSurroundings;
	const source = new ConfigSource(surroundings);
	const known = vi.fn();
	void source.known.then(known);
	return { source, surroundings, pauses, known };
}

describe('ConfigSource', () => {
	it('waits until the answer is there', async () => {
		const { source, known } = sourceOf(new Promise(() => undefined));
		await settle();
		expect(source.state).toEqual({ phase: 'waiting' });
		expect(known).not.toHaveBeenCalled();
	});

	it('gives what a right file says, and asks no second time', async () => {
		const { source, surroundings, known } = sourceOf(file({ brand: 'Example' }));
		await settle();
		const config = { ...defaultConfig, brand: 'Example' };
		expect(source.state).toEqual({ phase: 'ready', config });
		expect(known).toHaveBeenCalledExactlyOnceWith(config);
		expect(surroundings.ask).not.toHaveBeenCalled();
	});

	it.each([404, 410])('does without a file (%i)', async (status) => {
		const { known } = sourceOf({ status, text: '<h1>Not found</h1>' });
		await settle();
		expect(known).toHaveBeenCalledExactlyOnceWith(defaultConfig);
	});

	it('refuses a wrong file for good, and never lets the flows begin', async () => {
		const { source, pauses, known } = sourceOf(file({ brand: 7 }));
		await settle();
		expect(source.state).toEqual({
			phase: 'wrong',
			faults: [{ key: 'brand', expected: 'Text' }]
		});
		expect(pauses).toEqual([]);
		expect(known).not.toHaveBeenCalled();
	});

	it.each([
		['there is no network', undefined],
		['the server has a problem', { status: 503, text: '' }],
		['the server refuses', { status: 403, text: '' }]
	])('says so when %s, and goes on by itself', async (_, answer) => {
		const { source, pauses, known } = sourceOf(answer, [file({})]);
		await settle();
		expect(source.state).toEqual({ phase: 'unreachable' });
		pauses[0]?.end();
		await settle();
		expect(source.state.phase).toBe('ready');
		expect(known).toHaveBeenCalledOnce();
	});

	it('asks more and more rarely, at least twice a minute', async () => {
		const { pauses, surroundings } = sourceOf(undefined);
		for (let round = 0; round < 7; round += 1) {
			await settle();
			pauses.at(-1)?.end();
		}
		await settle();
		expect(pauses.map(({ ms }) => ms)).toEqual([
			2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000
		]);
		expect(surroundings.ask).toHaveBeenCalledTimes(7);
	});

	it('tries again when the script that checks the file does not come', async () => {
		const missing = vi.fn(() => Promise.resolve(reader)).mockRejectedValueOnce(new Error());
		const { source, pauses } = sourceOf(file({}), [file({})], missing);
		await settle();
		expect(source.state).toEqual({ phase: 'unreachable' });
		pauses[0]?.end();
		await settle();
		expect(source.state.phase).toBe('ready');
	});
});
