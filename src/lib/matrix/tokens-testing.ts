import { afterEach, beforeEach, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import {
	currentAccount,
	keepAccount,
	packed,
	wipeAccount,
	type Account
} from '$lib/session/account';
import { sayRenewed } from '$lib/session/tabs';
import { json } from './scripted-fetch';

const NOW = 1_000_000_000;

/** A session whose token has just run out. */
export const expired: Account = {
	server: { baseUrl: 'https://hs.test', serverName: 'hs.test' },
	userId: '@ada:hs.test',
	deviceId: 'ABC',
	accessToken: new Secret('syt_0'),
	refreshToken: new Secret('syr_0'),
	expiresAt: NOW
};
/** The same session with a token that is good for minutes. */
export const fresh: Account = { ...expired, expiresAt: NOW + 300_000 };

/** What the tab holds now, as text. */
export const held = () => {
	const account = currentAccount();
	return account && packed(account);
};

/** Answers of a homeserver to an access token that it does not take. */
export const unknownToken = (soft: boolean) =>
	json({ errcode: 'M_UNKNOWN_TOKEN', error: 'No', soft_logout: soft }, 401);

/** A homeserver that knows one refresh token and one access token at a time, and counts. */
export class RotatingHomeserver {
	generation = 0;
	/** The session was removed elsewhere. */
	removed = false;
	readonly asked: string[] = [];

	fetch = (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
		const url = input instanceof Request ? input.url : input.toString();
		const path = new URL(url).pathname.replace('/_matrix/client/v3', '');
		this.asked.push(path);
		if (init.signal?.aborted) return Promise.reject(new DOMException('no', 'AbortError'));
		if (path === '/refresh') return Promise.resolve(this.#refresh(init)());
		const token = new Headers(init.headers).get('authorization')?.slice('Bearer '.length);
		const known = token === `syt_${String(this.generation)}` && !this.removed;
		return Promise.resolve((known ? json({ path, token }) : unknownToken(false))());
	};

	count(path: string): number {
		return this.asked.filter((each) => each === path).length;
	}

	#refresh({ body }: RequestInit): () => Response {
		const { refresh_token: given } = JSON.parse(body as string) as Record<string, unknown>;
		if (this.removed) return unknownToken(false);
		// As Synapse has it, when the successor of a refresh token is in use.
		if (given !== `syr_${String(this.generation)}`) return json({ errcode: 'M_FORBIDDEN' }, 403);
		this.generation += 1;
		const next = String(this.generation);
		return json({
			access_token: `syt_${next}`,
			refresh_token: `syr_${next}`,
			expires_in_ms: 300_000
		});
	}
}

/** A homeserver for each test of a file, storage without a trace of others, and a clock at rest. */
export function useHomeserver(): () => RotatingHomeserver {
	let homeserver: RotatingHomeserver;
	beforeEach(() => {
		wipeAccount(expired);
		vi.spyOn(Date, 'now').mockReturnValue(NOW);
		homeserver = new RotatingHomeserver();
		vi.stubGlobal('fetch', homeserver.fetch);
	});
	afterEach(() => {
		vi.unstubAllGlobals();
		vi.restoreAllMocks();
	});
	return () => homeserver;
}

/** The tokens that another tab has after so many renewals. */
export const renewed = (generation: number): Account => ({
	...fresh,
	accessToken: new Secret(`syt_${String(generation)}`),
	refreshToken: new Secret(`syr_${String(generation)}`),
	generation
});

/**
 * Another tab has renewed, and the browser knows; this tab has not heard of it.
 * @param answering whether the other tab is there to hand its tokens over
 * @returns ends that tab
 */
export function renewedElsewhere(generation: number, answering: boolean): () => void {
	const own = currentAccount();
	keepAccount(renewed(generation));
	if (own) keepAccount({ ...own, generation: own.generation ?? 0 });
	const channel = new BroadcastChannel('vestibule.session');
	channel.onmessage = ({ data }) => {
		const { word } = data as { word: string };
		if (answering && word === 'newer') sayRenewed(renewed(generation));
	};
	return () => channel.close();
}
