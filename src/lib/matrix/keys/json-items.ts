/** A value somewhere inside of a JSON text. */
export interface JsonItem {
	/** The names of the objects' members that lead to it; '' for a place in a list. */
	path: readonly string[];
	json: string;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPENING = [0x7b, 0x5b];
const CLOSING = [0x7d, 0x5d];
/** Nothing that is looked for is longer than that. */
const MOST_CHARACTERS = 1024 * 1024;

/**
 * Takes the objects and lists at one depth out of a JSON text that comes in pieces, so that the whole
 * text need never be in memory. What is inside of them is not looked at.
 */
export class JsonItems {
	readonly #at: number;
	readonly #path: string[] = [];
	#depth = 0;
	#inString = false;
	#escaped = false;
	/** The last string outside of an item, as it is written. */
	#name = '';
	/** The part of an item that has come. */
	#item: string | undefined;
	#state: 'before' | 'inside' | 'after' | 'broken' = 'before';

	/** @param depth how many objects and lists are around an item */
	constructor(depth: number) {
		this.#at = depth;
	}

	/** Whether the text has come to its end, and is as it should be. */
	get isWhole(): boolean {
		return this.#state === 'after';
	}

	/** Whether nothing can come of it any more. */
	get isBroken(): boolean {
		return this.#state === 'broken';
	}

	/** The next piece of the text; answers the items that end in it. */
	push(piece: string): JsonItem[] {
		const items: JsonItem[] = [];
		// From where on the piece belongs to an item, or to a name.
		let from = 0;
		for (let at = 0; at < piece.length && !this.isBroken; at += 1) {
			const code = piece.charCodeAt(at);
			if (this.#inString) {
				if (this.#endsString(code) && this.#item === undefined) this.#name += piece.slice(from, at);
			} else if (code === QUOTE) {
				this.#inString = true;
				if (this.#item !== undefined) continue;
				this.#name = '';
				from = at + 1;
			} else if (code === COLON) {
				if (this.#item === undefined) this.#named();
			} else if (OPENING.includes(code)) {
				if (this.#open()) from = at;
			} else if (CLOSING.includes(code)) {
				const item = this.#close(piece.slice(from, at + 1));
				if (item) items.push(item);
			}
		}
		this.#keep(piece.slice(from));
		return items;
	}

	#endsString(code: number): boolean {
		if (this.#escaped) this.#escaped = false;
		else if (code === BACKSLASH) this.#escaped = true;
		else if (code === QUOTE) this.#inString = false;
		return !this.#inString;
	}

	#named(): void {
		try {
			this.#path[this.#depth - 1] = JSON.parse(`"${this.#name}"`) as string;
		} catch {
			this.#state = 'broken';
		}
	}

	/** Whether an item begins. */
	#open(): boolean {
		if (this.#state === 'after') this.#state = 'broken';
		if (this.#state === 'before') this.#state = 'inside';
		this.#depth += 1;
		if (this.#depth <= this.#at) this.#path[this.#depth - 1] = '';
		if (this.#depth !== this.#at + 1) return false;
		this.#item = '';
		return true;
	}

	#close(rest: string): JsonItem | undefined {
		this.#depth -= 1;
		if (this.#depth < 0) this.#state = 'broken';
		if (this.#depth === 0) this.#state = 'after';
		if (this.#item === undefined || this.#depth !== this.#at) return undefined;
		const json = this.#item + rest;
		this.#item = undefined;
		return { path: this.#path.slice(0, this.#at), json };
	}

	#keep(rest: string): void {
		if (this.#item !== undefined) this.#item += rest;
		else if (this.#inString) this.#name += rest;
		if (this.#name.length + (this.#item?.length ?? 0) > MOST_CHARACTERS) this.#state = 'broken';
	}
}
