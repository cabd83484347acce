/** How the request for config.json ended: undefined when there was no answer at all. */
export type ConfigAnswer = { status: number; text: string } | undefined;

/** What the script in the page's head has begun before the app runs, as `window.__vestibule`. */
export interface EarlyPage {
	/** Asks for config.json. */
	ask: () => Promise<ConfigAnswer>;
	/** What came of asking when the page began. */
	config: Promise<ConfigAnswer>;
	/** What the homeserver was asked already, by method and URL: `GET https://…`. */
	asked?: Map<string, Promise<Response>>;
	/** The id of a form that was submitted before the app could take it. */
	form?: string;
	/** Set by the app: forms work from now on. */
	live?: boolean;
}

/**
 * Tells the head's script that forms work, and submits the one that a person has submitted before.
 * To be called when the page's components are there.
 */
export function takeOverForms(early: EarlyPage, page: Document): void {
	early.live = true;
	const form = early.form === undefined ? null : page.getElementById(early.form);
	if (!(form instanceof HTMLFormElement)) return;
	for (const button of form.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy');
	form.requestSubmit();
}

/**
 * Takes over a request that the head's script has begun. Each can be taken once: whoever asks again
 * wants a new answer.
 * @returns undefined when no such request was begun
 */
export function takeAsked(method: string, url: string): Promise<Response> | undefined {
	const asked = typeof window === 'undefined' ? undefined : window.__vestibule?.asked;
	const answer = asked?.get(`${method} ${url}`);
	asked?.delete(`${method} ${url}`);
	return answer;
}
