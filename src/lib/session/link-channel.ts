/**
 * The tabs of one browser tell each other about an opened mail link: the page of the link says
 * `confirmed`, a tab that waits for it answers `heard`, and whoever finished says `finished`.
 */
type Word = 'confirmed' | 'heard' | 'finished';
interface Message {
	word: Word;
	sid: string;
}

const NAME = 'vestibule.link';

function listen(sid: string, words: Partial<Record<Word, () => void>>): () => void {
	if (typeof BroadcastChannel === 'undefined') return () => undefined;
	const channel = new BroadcastChannel(NAME);
	channel.onmessage = ({ data }: MessageEvent<Partial<Message> | null>) => {
		if (data?.sid === sid && data.word) words[data.word]?.();
	};
	return () => {
		channel.close();
	};
}

function say(word: Word, sid: string): void {
	if (typeof BroadcastChannel === 'undefined') return;
	const channel = new BroadcastChannel(NAME);
	channel.postMessage({ word, sid } satisfies Message);
	channel.close();
}

/**
 * For the tab that waits: calls back when the link was opened in this browser, or when another tab
 * finished first.
 * @returns stops listening
 */
export function onLinkOpened(
	sid: string,
	callbacks: { confirmed: () => void; finished: () => void }
): () => void {
	return listen(sid, {
		confirmed: () => {
			say('heard', sid);
			callbacks.confirmed();
		},
		finished: callbacks.finished
	});
}

/** For whoever finished: the other tabs need not go on. */
export function sayFinished(sid: string): void {
	say('finished', sid);
}

/**
 * For the link's page: tells the waiting tabs.
 * @param patienceMs how long an answer may take
 * @returns whether a tab of this browser waits for this link
 */
export function sayConfirmed(sid: string, patienceMs: number): Promise<boolean> {
	return new Promise((resolve) => {
		const end = (heard: boolean) => {
			clearTimeout(timer);
			stop();
			resolve(heard);
		};
		const timer = setTimeout(() => {
			end(false);
		}, patienceMs);
		const stop = listen(sid, {
			heard: () => {
				end(true);
			},
			finished: () => {
				end(true);
			}
		});
		say('confirmed', sid);
	});
}
