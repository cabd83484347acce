import type { Page } from '@playwright/test';

/**
 * Finds text that does not come from the catalogue, on a page in the pseudo-locale: there, every
 * letter of the catalogue has an accent.
 * @param known texts that come from elsewhere: names, addresses, languages
 */
export async function untranslated(page: Page, known: readonly string[]): Promise<string[]> {
	const texts = await page.evaluate(() => {
		const found = [document.title];
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node; node = walker.nextNode())
			if (!node.parentElement?.closest('script, style')) found.push(node.textContent ?? '');
		for (const element of document.body.querySelectorAll('*'))
			for (const name of ['aria-label', 'aria-description', 'alt', 'placeholder', 'title'])
				found.push(element.getAttribute(name) ?? '');
		return found;
	});
	const longestFirst = known.toSorted((a, b) => b.length - a.length);
	const foreign = (text: string): string =>
		longestFirst.reduce((rest, one) => rest.replaceAll(one, ''), text);
	return texts.filter((text) => /[a-z]/i.test(foreign(text)));
}
