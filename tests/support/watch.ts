import { expect, type BrowserContext, type Page, type Request } from '@playwright/test';

interface Seen {
	method: string;
	url: string;
	/** Where the page was that sent it. */
	from: string;
}

/** What a browser says of an answer with a status of refusal; it is no error of the portal. */
const STATUS_LINE = 'Failed to load resource: ';

/**
 * Watches what a test's browsers do. At the end of every test: no request of the portal's pages went
 * to an origin that the test did not name, nothing failed in a script, and the console is empty.
 */
export class Watch {
	readonly requests: Seen[] = [];
	readonly console: string[] = [];
	readonly errors: string[] = [];
	#portals = new Set<string>();
	#expected: RegExp[] = [];
	#allowed = new Set<string>();

	follow(context: BrowserContext): void {
		context.on('request', (request) => {
			this.#note(request);
		});
		context.on('console', (message) => {
			if (!message.text().startsWith(STATUS_LINE)) this.console.push(message.text());
		});
		context.on('weberror', (error) => this.errors.push(String(error.error())));
	}

	/** Names the origins that the pages of a portal may talk to. */
	expectOnly(portal: string, ...others: string[]): void {
		this.#portals.add(new URL(portal).origin);
		for (const url of [portal, ...others]) this.#allowed.add(new URL(url).origin);
	}

	/** Names what a browser says on the console by itself, of a homeserver that misbehaves. */
	expectConsole(...lines: RegExp[]): void {
		this.#expected.push(...lines);
	}

	/** The requests to a homeserver, as `POST /register`, preflights left out. */
	matrixRequests(): string[] {
		return this.requests
			.filter(({ url, method }) => url.includes('/_matrix/client/') && method !== 'OPTIONS')
			.map(({ url, method }) => {
				const path = new URL(url).pathname.replace(/^\/_matrix\/client\/(v\d+\/)?/, '/');
				return `${method} ${path}`;
			});
	}

	verify(): void {
		const foreign = this.requests.filter(
			({ url, from }) =>
				this.#portals.has(originOf(from)) &&
				/^https?:/.test(url) &&
				!this.#allowed.has(originOf(url))
		);
		expect(foreign, 'requests to third parties').toEqual([]);
		expect(this.errors, 'errors in scripts').toEqual([]);
		const unexpected = this.console.filter(
			(text) => !this.#expected.some((line) => line.test(text))
		);
		expect(unexpected, 'lines on the console').toEqual([]);
	}

	#note(request: Request): void {
		let from = '';
		try {
			from = request.frame().url();
		} catch {
			// A request of a service worker, or of a page that is gone.
		}
		this.requests.push({ method: request.method(), url: request.url(), from });
	}
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : '');

/** Everything that a page has stored, by storage and key, and its address. */
export async function traces(page: Page): Promise<Record<string, string>> {
	const stored = await page.evaluate(async () => {
		const found: Record<string, string> = {};
		for (const [name, storage] of Object.entries({ localStorage, sessionStorage }))
			for (const [key, value] of Object.entries(storage)) found[`${name} ${key}`] = String(value);
		for (const { name = '' } of await indexedDB.databases()) found[`indexedDB ${name}`] = name;
		found.cookie = document.cookie;
		found.history = JSON.stringify(history.state);
		return found;
	});
	return { ...stored, address: page.url() };
}

/**
 * Expects that none of the secrets is to be found in storage, address or console.
 * @param except a place where a secret belongs, such as the session's own entry
 */
export async function expectNoTraces(
	page: Page,
	watch: Watch,
	secrets: readonly string[],
	except: readonly string[] = []
): Promise<void> {
	const places = Object.entries(await traces(page)).filter(([place]) => !except.includes(place));
	for (const secret of secrets) {
		const found = places.filter(([, text]) => text.includes(secret)).map(([place]) => place);
		expect(found, 'places that hold a secret').toEqual([]);
		expect(watch.console.join('\n')).not.toContain(secret);
	}
}
