import * as z from 'zod/mini';
import {
	currentAccount,
	isSameSession,
	keepAccount,
	packed,
	unpacked,
	type Account,
	type SessionId
} from './account';

/**
 * The tabs of one browser that hold the same session, because one was duplicated: session storage is
 * copied then, refresh token included, and goes its own ways afterwards. Whoever has renewed says
 * `renewed` with the tokens, whoever missed that asks `newer`, whoever has signed out says `ended`.
 * Tokens pass through memory only.
 */
const NAME = 'vestibule.session';
const message = z.discriminatedUnion('word', [
	z.object({ word: z.literal('renewed'), account: z.unknown() }),
	z.object({ word: z.literal('newer'), deviceId: z.string(), than: z.number() }),
	z.object({ word: z.literal('ended'), session: z.unknown() })
]);
type Message = z.infer<typeof message>;

const sessionId = z.object({
	server: z.object({ baseUrl: z.string(), serverName: z.string() }),
	userId: z.string(),
	deviceId: z.string()
});

const generationOf = ({ generation = 0 }: Account): number => generation;

function listen(hear: (message: Message) => void): () => void {
	if (typeof BroadcastChannel === 'undefined') return () => undefined;
	const channel = new BroadcastChannel(NAME);
	channel.onmessage = ({ data }: MessageEvent<unknown>) => {
		const heard = z.safeParse(message, data);
		if (heard.success) hear(heard.data);
	};
	return () => {
		channel.close();
	};
}

function say(message: Message): void {
	if (typeof BroadcastChannel === 'undefined') return;
	const channel = new BroadcastChannel(NAME);
	channel.postMessage(message);
	channel.close();
}

/** For whoever has renewed the tokens: tabs with the same session go on with them. */
export function sayRenewed(account: Account): void {
	say({ word: 'renewed', account: packed(account) });
}

/** For whoever has signed out: tabs with the same session are signed out, too. */
export function sayEnded({ server, userId, deviceId }: SessionId): void {
	say({ word: 'ended', session: { server, userId, deviceId } });
}

/**
 * Goes along with the other tabs of the same session, and helps them.
 * @param ended the session of this tab was signed out in another one
 * @returns stops
 */
export function followTabs(ended: () => void): () => void {
	return listen((heard) => {
		const own = currentAccount();
		if (!own) return;
		if (heard.word === 'renewed') {
			const newer = unpacked(heard.account);
			if (newer && isSameSession(own, newer) && generationOf(newer) > generationOf(own))
				keepAccount(newer);
		} else if (heard.word === 'newer') {
			if (heard.deviceId === own.deviceId && generationOf(own) > heard.than) sayRenewed(own);
		} else {
			const session = z.safeParse(sessionId, heard.session);
			if (session.success && isSameSession(own, session.data)) ended();
		}
	});
}

/**
 * Asks the other tabs for newer tokens of the same session.
 * @param patienceMs how long an answer may take
 * @returns undefined when no tab has any
 */
export function newerTokens(own: Account, patienceMs: number): Promise<Account | undefined> {
	return new Promise((resolve) => {
		const end = (found: Account | undefined) => {
			clearTimeout(timer);
			stop();
			resolve(found);
		};
		const timer = setTimeout(() => {
			end(undefined);
		}, patienceMs);
		const stop = listen((heard) => {
			const newer = heard.word === 'renewed' ? unpacked(heard.account) : undefined;
			if (newer && isSameSession(own, newer) && generationOf(newer) > generationOf(own)) end(newer);
		});
		say({ word: 'newer', deviceId: own.deviceId, than: generationOf(own) });
	});
}
