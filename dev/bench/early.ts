import type { Page } from '@playwright/test';
import { freshBrowser, phone, slowDown } from './visit.ts';
import type { Subject } from './subjects.ts';

/** What becomes of a text that is typed as soon as the field can be seen. `late`: the script was there before. */
export type EarlyText = 'kept' | 'lost' | 'late';

const TEXT = 'ada';
const TELL = 'benchFocused';

/** Types into a page on a slow phone as early as can be, and looks for the text when the page is ready. */
export async function typeEarly(
	executablePath: string,
	{ url, selector }: Subject
): Promise<EarlyText> {
	const browser = await freshBrowser(executablePath);
	try {
		const page = await (await phone(browser)).newPage();
		const session = await page.context().newCDPSession(page);
		await slowDown(session);
		const focused = Promise.withResolvers<undefined>();
		await page.exposeFunction(TELL, () => focused.resolve(undefined));
		await page.addInitScript(focusEarly, { selector, tell: TELL });
		await page.goto(url, { waitUntil: 'commit' });
		await focused.promise;
		// As the keyboard does, without a script in the page: the page has enough to do.
		await session.send('Input.insertText', { text: TEXT });
		const wasLive = await isLive(page);
		await page.locator('html[data-ready]').waitFor({ state: 'attached' });
		if ((await page.locator(selector).inputValue()) !== TEXT) return 'lost';
		return wasLive ? 'late' : 'kept';
	} finally {
		await browser.close();
	}
}

/** Runs in the page, before its own scripts: puts the cursor into the field in the first frame that shows it. */
function focusEarly({ selector, tell }: { selector: string; tell: string }): void {
	const look = () => {
		const field = document.querySelector(selector);
		if (!(field instanceof HTMLElement)) return requestAnimationFrame(look);
		field.focus();
		(Reflect.get(window, tell) as () => void)();
		return undefined;
	};
	requestAnimationFrame(look);
}

/** Whether the script of the page has taken the form over. */
const isLive = (page: Page): Promise<boolean> =>
	page.evaluate(
		() => (Reflect.get(window, '__vestibule') as { live?: boolean } | undefined)?.live === true
	);
