import { expect, test } from 'vitest';
import { judgeScores, scoresOf, type LighthouseResult } from './scores.ts';

const result = (performance: number, bestPractices = 1): LighthouseResult => ({
	categories: {
		performance: { score: performance, auditRefs: [{ id: 'paint', weight: 10 }] },
		accessibility: { score: 1, auditRefs: [{ id: 'manual', weight: 0 }] },
		'best-practices': { score: bestPractices, auditRefs: [{ id: 'console', weight: 1 }] },
		seo: { score: 1, auditRefs: [{ id: 'absent', weight: 1 }] }
	},
	audits: {
		paint: { title: 'First paint', score: performance },
		console: { title: 'No errors in the console', score: bestPractices },
		manual: { title: 'To be looked at by people', score: 0 }
	}
});

test('takes medians, as numbers up to 100', () => {
	const { scores } = scoresOf([result(0.97), result(1), result(0.99)]);
	expect(scores).toEqual({ performance: 99, accessibility: 100, 'best-practices': 100, seo: 100 });
});

test('names each thing that costs points once, and nothing without weight', () => {
	expect(scoresOf([result(1, 0.96), result(0.9, 0.96)]).costs).toEqual([
		'best-practices: No errors in the console',
		'performance: First paint'
	]);
});

test('a category that could not be measured has no points', () => {
	const broken = { categories: { seo: { score: null, auditRefs: [] } }, audits: {} };
	expect(scoresOf([broken]).scores.seo).toBe(0);
});

test('everything has to be 100, but for performance', () => {
	expect(judgeScores(scoresOf([result(0.98)])).map(({ passes }) => passes)).toEqual(
		Array(4).fill(true)
	);
	const [performance, , practices] = judgeScores(scoresOf([result(0.97, 0.99)]));
	expect(performance).toEqual({
		what: 'performance',
		measured: '97',
		bound: '≥ 98',
		passes: false
	});
	expect(practices).toMatchObject({ measured: '99', bound: '100', passes: false });
});
