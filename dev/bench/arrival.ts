import type { Page } from '@playwright/test';
import { newPerson } from '../../tests/support/person.ts';
import { fillLogin, openLogin, pressSignIn } from '../../tests/support/login.ts';
import { registerUser } from '../synapse/admin.ts';
import { Problem } from '../problem.ts';
import { median } from './medians.ts';
import type { Stage } from './stage.ts';
import { finding } from './subjects.ts';
import { freshBrowser, phone, slowDown } from './visit.ts';

/**
 * Signs somebody in as a slow phone does, and waits for the account's first answer.
 * @returns milliseconds from the homeserver's word that the person is signed in until the page shows
 * something of the account that can be used; the median of the runs
 */
export async function measureArrival(
	chrome: string,
	{ example: { homeserver, portal } }: Stage,
	runs: number
): Promise<number | undefined> {
	const { username, password } = newPerson();
	await registerUser(homeserver, { username, password });
	const times: number[] = [];
	for (let run = 0; run < runs; run++) {
		const browser = await freshBrowser(chrome);
		try {
			const page = await (await phone(browser)).newPage();
			await slowDown(await page.context().newCDPSession(page));
			await openLogin(page, portal);
			// Nobody types a name and a password faster than the rest of the page comes.
			await page.waitForLoadState('networkidle');
			await fillLogin(page, { username, password });
			await pressSignIn(page);
			await page.waitForSelector(finding);
			times.push(await sinceSignedIn(page));
		} finally {
			await browser.close();
		}
	}
	return median(times);
}

/** @throws Problem when the browser has no record of the request that signed in */
async function sinceSignedIn(page: Page): Promise<number> {
	const since = await page.evaluate(() => {
		const asked = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
		const signedIn = asked.filter(({ name }) => name.endsWith('/_matrix/client/v3/login')).at(-1);
		return signedIn && performance.now() - signedIn.responseEnd;
	});
	if (since === undefined) throw new Problem('The browser does not know when it was signed in.');
	return since;
}
