/**
 * A password, phrase or key on its way from a field to a request. It cannot be printed, logged or
 * serialised by accident: only `reveal()` gives the text.
 */
export class Secret {
	readonly #text: string;

	constructor(text: string) {
		this.#text = text;
	}

	/** The secret text itself; call it only where the request body is made. */
	reveal(): string {
		return this.#text;
	}

	toString(): string {
		return '[secret]';
	}

	toJSON(): string {
		return '[secret]';
	}
}
