import type { Mail } from './message.ts';

type Listener = () => void;

/** All caught mail, in memory, with a way to wait for more. */
export class Mailbox {
	#mails: Mail[] = [];
	#lastId = 0;
	#listeners = new Set<Listener>();

	/** Keeps a mail and tells everybody who waits. */
	add(mail: Omit<Mail, 'id'>): Mail {
		const kept = { id: ++this.#lastId, ...mail };
		this.#mails.push(kept);
		this.#tell();
		return kept;
	}

	/** Newest first; with an address only what was delivered to it. */
	list(to?: string): Mail[] {
		return this.#mails.filter((mail) => isTo(mail, to)).reverse();
	}

	/** The mail with this number, if it is there. */
	get(id: number): Mail | undefined {
		return this.#mails.find((mail) => mail.id === id);
	}

	/** Removes all, or all that was delivered to one address. */
	clear(to?: string): void {
		this.#mails = to ? this.#mails.filter((mail) => !isTo(mail, to)) : [];
		this.#tell();
	}

	/** Calls back after every change until the answered function is called. */
	onChange(listener: Listener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/**
	 * Waits for a mail.
	 * @param wanted.after only mails with a higher number; 0 for any
	 * @param wanted.timeout in milliseconds
	 * @returns the oldest such mail, or nothing when the time is over or the signal aborts
	 */
	wait(wanted: {
		to?: string;
		after: number;
		timeout: number;
		signal?: AbortSignal;
	}): Promise<Mail | undefined> {
		const find = () => this.#mails.find((mail) => mail.id > wanted.after && isTo(mail, wanted.to));
		return new Promise((done) => {
			const finish = (mail: Mail | undefined) => {
				clearTimeout(timer);
				forget();
				done(mail);
			};
			const timer = setTimeout(finish, wanted.timeout, undefined);
			const forget = this.onChange(() => {
				const mail = find();
				if (mail) finish(mail);
			});
			wanted.signal?.addEventListener('abort', () => finish(undefined), { once: true });
			const mail = find();
			if (mail) finish(mail);
		});
	}

	#tell(): void {
		for (const listener of [...this.#listeners]) listener();
	}
}

function isTo(mail: Mail, to: string | undefined): boolean {
	return to === undefined || mail.to.includes(to.toLowerCase());
}
