import type { CDPSession } from '@playwright/test';
import type { Transfer } from './traffic.ts';

/** A request as the browser reports it; times in seconds of its own clock. */
type Reported = {
	url: string;
	type: string | undefined;
	start: number;
	ended: boolean;
	arrived: { at: number; bytes: number }[];
};

const QUIET_MS = 1_000;

/** Listens to what a page sends and gets. To be made before the page is asked for. */
export class Wire {
	#requests = new Map<string, Reported>();
	#changed = performance.now();

	constructor(session: CDPSession) {
		session.on('Network.requestWillBeSent', ({ requestId, request, type, timestamp }) => {
			if (!/^https?:/.test(request.url)) return;
			const { url } = request;
			this.#requests.set(requestId, { url, type, start: timestamp, ended: false, arrived: [] });
			this.#changed = performance.now();
		});
		session.on('Network.responseReceived', ({ requestId, response, timestamp }) => {
			this.#arrived(requestId, timestamp, response.encodedDataLength);
		});
		session.on('Network.dataReceived', ({ requestId, timestamp, encodedDataLength }) => {
			this.#arrived(requestId, timestamp, encodedDataLength);
		});
		session.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength }) => {
			this.#arrived(requestId, timestamp, encodedDataLength - this.#soFar(requestId));
			this.#ended(requestId);
		});
		session.on('Network.loadingFailed', ({ requestId }) => this.#ended(requestId));
	}

	/** Resolves when nothing is under way, and nothing has begun for a second. */
	async quiet(): Promise<void> {
		const isBusy = () => [...this.#requests.values()].some(({ ended }) => !ended);
		while (isBusy() || performance.now() - this.#changed < QUIET_MS)
			await new Promise((done) => setTimeout(done, 100));
	}

	/** Everything so far, in milliseconds since the page was asked for. */
	transfers(): Transfer[] {
		const all = [...this.#requests.values()];
		const begin = all.find(({ type }) => type === 'Document')?.start ?? 0;
		const since = (timestamp: number) => (timestamp - begin) * 1000;
		return all.map(({ url, type, start, arrived }) => ({
			url,
			kind: kindOf(type),
			start: since(start),
			arrived: arrived.map(({ at, bytes }) => ({ at: since(at), bytes })),
			isPreflight: type === 'Preflight'
		}));
	}

	#arrived(requestId: string, at: number, bytes: number): void {
		this.#requests.get(requestId)?.arrived.push({ at, bytes });
		this.#changed = performance.now();
	}

	#soFar(requestId: string): number {
		const arrived = this.#requests.get(requestId)?.arrived ?? [];
		return arrived.reduce((total, { bytes }) => total + bytes, 0);
	}

	#ended(requestId: string): void {
		const request = this.#requests.get(requestId);
		if (request) request.ended = true;
		this.#changed = performance.now();
	}
}

function kindOf(type: string | undefined): Transfer['kind'] {
	if (type === 'Document') return 'page';
	return type === 'Script' ? 'script' : 'other';
}
