/** A request that a scripted `fetch` was given. */
export interface Sent {
	/** Like `GET https://example.org/path`; `PROBE …` for a request whose answer cannot be read. */
	line: string;
	init: RequestInit;
	/** The parsed JSON body. */
	body: unknown;
}

/** A `fetch` for tests, and what it was given so far. */
export interface ScriptedFetch {
	fetch: typeof fetch;
	sent: Sent[];
}

/** A `fetch` that answers by request line; whatever is not listed cannot be reached. */
export const scriptedFetch = (answers: Readonly<Record<string, () => Response>>): ScriptedFetch =>
	recording((line) => answers[line]);

/** A `fetch` that answers everything alike, as it was told last. */
export function answeringFetch(): ScriptedFetch & { answer(next: () => Response): void } {
	let next: (() => Response) | undefined;
	return {
		...recording(() => next),
		answer(given) {
			next = given;
		}
	};
}

function recording(find: (line: string) => (() => Response) | undefined): ScriptedFetch {
	const sent: Sent[] = [];
	const answer = (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
		const method = init.mode === 'no-cors' ? 'PROBE' : (init.method ?? 'GET');
		const line = `${method} ${input instanceof Request ? input.url : input.toString()}`;
		const body = typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined;
		sent.push({ line, init, body });
		const found = find(line);
		return found ? Promise.resolve(found()) : Promise.reject(new TypeError('Failed to fetch'));
	};
	return { fetch: answer, sent };
}

/** A JSON answer for `scriptedFetch`. */
export const json =
	(body: unknown, status = 200) =>
	(): Response =>
		new Response(JSON.stringify(body), { status });

/** An answer with any text, for `scriptedFetch`. */
export const text =
	(body: string, status = 200) =>
	(): Response =>
		new Response(body, { status });
