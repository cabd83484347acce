import { describe, expect, it } from 'vitest';
import { Progress, seconds } from './progress.ts';

function recorded() {
	const lines: string[] = [];
	return { lines, progress: new Progress((line) => lines.push(line)) };
}

describe('progress', () => {
	it('says what is done and how long it took', async () => {
		const { lines, progress } = recorded();
		expect(await progress.step('It runs', () => Promise.resolve(7))).toBe(7);
		expect(lines).toEqual([expect.stringMatching(/^✓ It runs \(0\.\d s\)$/)]);
	});

	it('says at once what takes long', async () => {
		const { lines, progress } = recorded();
		let during: string[] = [];
		const work = () => {
			during = [...lines];
			return Promise.resolve();
		};
		await progress.step('It is built', work, 'Building.');
		expect(during).toEqual(['… Building.']);
	});

	it('does not call done what has failed', async () => {
		const { lines, progress } = recorded();
		const work = () => Promise.reject(new Error('no'));
		await expect(progress.step('It runs', work)).rejects.toThrow('no');
		expect(lines).toEqual([]);
	});

	it('gives times to one decimal', () => {
		expect(seconds(1449)).toBe('1.4 s');
	});
});
