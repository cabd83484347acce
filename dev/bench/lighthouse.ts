import lighthouse from 'lighthouse';
import { chromium } from '@playwright/test';
import { chromiumFlags } from '../chromium.ts';
import { freePorts } from '../net.ts';
import { Problem } from '../problem.ts';
import { categories, scoresOf, type LighthouseResult, type Scores } from './scores.ts';

/**
 * Asks Lighthouse, with its own settings for a phone, several times.
 * @throws Problem when it cannot judge the page
 */
export async function lighthouseScores(
	executablePath: string,
	url: string,
	runs: number
): Promise<Scores> {
	const results: LighthouseResult[] = [];
	for (let run = 0; run < runs; run++) results.push(await judged(executablePath, url));
	return scoresOf(results);
}

async function judged(executablePath: string, url: string): Promise<LighthouseResult> {
	const [port = 0] = await freePorts(1);
	const args = [...chromiumFlags, `--remote-debugging-port=${port}`];
	const browser = await chromium.launch({ executablePath, args });
	try {
		const flags = { port, onlyCategories: [...categories], logLevel: 'error' as const };
		const result = await lighthouse(url, flags);
		const failure = result ? result.lhr.runtimeError?.message : 'it gives no result';
		if (!result || failure) throw new Problem(`Lighthouse cannot judge ${url}: ${failure ?? ''}`);
		return result.lhr;
	} finally {
		await browser.close();
	}
}
