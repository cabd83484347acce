import type { ConfigAnswer, EarlyPage } from '$lib/base/early-page';

type Listener = (event: unknown) => void;

/** What the script can reach: a browser's window, as far as it needs one. */
export function windowAt(
	url: string,
	html: { lang?: string; root?: string; page?: string; ahead?: string } = {}
) {
	const style = {
		visibility: '',
		removeProperty(name: 'visibility') {
			style[name] = '';
		}
	};
	const dataset: { root: string; page: string; ahead?: string; theme?: string } = {
		root: '.',
		page: new URL(url).pathname,
		...html
	};
	const preloaded: object[] = [];
	const listeners = new Map<string, Listener>();
	const stored = new Map<string, string>();
	const inTab = new Map<string, string>();
	const network = scriptedNetwork();
	const place = new URL(url);
	const replaced: string[] = [];
	const timers: { run: () => void; ms: number }[] = [];
	const browser = {
		__vestibule: undefined as EarlyPage | undefined,
		document: {
			documentElement: { lang: html.lang ?? 'en', dataset, style },
			head: { append: (link: object) => void preloaded.push(link) },
			createElement: () => ({})
		},
		navigator: { languages: ['en-GB'] },
		location: {
			href: place.href,
			search: place.search,
			hash: place.hash,
			replace: (path: string) => void replaced.push(path)
		},
		localStorage: {
			getItem: (name: string) => stored.get(name) ?? null,
			setItem: (name: string, value: string) => void stored.set(name, value)
		},
		sessionStorage: { getItem: (name: string) => inTab.get(name) ?? null },
		addEventListener: (name: string, listener: Listener) => void listeners.set(name, listener),
		setTimeout: (run: () => void, ms: number) => void timers.push({ run, ms }),
		fetch: network.fetch,
		AbortSignal,
		Promise,
		URL
	};
	Object.assign(browser, { window: browser });
	const { answers, fetched, sent } = network;
	const seen = { answers, replaced, fetched, sent, preloaded, timers };
	return { browser, style, dataset, listeners, stored, inTab, ...seen };
}

/** A `fetch` whose requests are answered one by one, or never. */
function scriptedNetwork() {
	const answers: ((answer: ConfigAnswer) => void)[] = [];
	const fetched: string[] = [];
	const sent: RequestInit[] = [];
	const fetch = (url: URL | string, init: RequestInit) => {
		fetched.push(url.toString());
		sent.push(init);
		return new Promise<{ status: number; text: () => Promise<string> }>((resolve, reject) => {
			answers.push((answer) => {
				if (!answer) reject(new TypeError('no network'));
				else resolve({ status: answer.status, text: () => Promise.resolve(answer.text) });
			});
		});
	};
	return { fetch, answers, fetched, sent };
}

export type Page = ReturnType<typeof windowAt>;

/** Lets what was promised happen. */
export const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Answers the first request for config.json; `given` is an answer, a file's content, or no network. */
export async function answer(page: Page, given: ConfigAnswer | object) {
	const whole = given && 'status' in given ? (given as ConfigAnswer) : undefined;
	page.answers[0]?.(given && (whole ?? { status: 200, text: JSON.stringify(given) }));
	await settle();
}
