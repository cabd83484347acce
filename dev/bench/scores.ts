import { median } from './medians.ts';
import type { Verdict } from './bounds.ts';

/** What is used of Lighthouse's result. */
export type LighthouseResult = {
	categories: Record<
		string,
		{ score: number | null; auditRefs: { id: string; weight: number }[] } | undefined
	>;
	audits: Record<string, { title: string; score: number | null } | undefined>;
};

/** Scores from 0 to 100 by category, and what cost points, as Lighthouse words it. */
export type Scores = { scores: Record<Category, number>; costs: string[] };

const least = { performance: 98, accessibility: 100, 'best-practices': 100, seo: 100 } as const;
type Category = keyof typeof least;

/** The categories that are asked for. */
export const categories = Object.keys(least) as Category[];

/** The scores of several runs on one page: medians, and everything that cost points in any of them. */
export function scoresOf(results: readonly LighthouseResult[]): Scores {
	const scores = categories.map((name) => {
		const all = results.map(({ categories }) => categories[name]?.score ?? undefined);
		return [name, Math.round((median(all) ?? 0) * 100)];
	});
	return {
		scores: Object.fromEntries(scores) as Scores['scores'],
		costs: [...new Set(results.flatMap(costsIn))]
	};
}

function costsIn({ categories: all, audits }: LighthouseResult): string[] {
	return categories.flatMap((name) =>
		(all[name]?.auditRefs ?? []).flatMap(({ id, weight }) => {
			const audit = audits[id];
			if (weight === 0 || typeof audit?.score !== 'number' || audit.score === 1) return [];
			return [`${name}: ${audit.title}`];
		})
	);
}

/** Holds the scores of a page against what they have to be at least. */
export const judgeScores = ({ scores }: Scores): Verdict[] =>
	categories.map((name) => ({
		what: name,
		measured: String(scores[name]),
		bound: least[name] === 100 ? '100' : `≥ ${least[name]}`,
		passes: scores[name] >= least[name]
	}));
