type Print = (line: string) => void;

/** A duration in seconds, for people: `1.4 s`. */
export function seconds(milliseconds: number): string {
	return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Says what is being done, and how long it took. */
export class Progress {
	#print: Print;

	constructor(print: Print) {
		this.#print = print;
	}

	/**
	 * Waits for a piece of work and then says that it is done; fails as the work fails.
	 * @param done what is then true: "The homeserver runs"
	 * @param doing said at once, for work that takes so long that a person wonders
	 */
	async step<T>(done: string, work: () => Promise<T>, doing?: string): Promise<T> {
		const begin = performance.now();
		if (doing) this.#print(`… ${doing}`);
		const result = await work();
		this.#print(`✓ ${done} (${seconds(performance.now() - begin)})`);
		return result;
	}

	/** Says something that is no step. */
	note(line: string): void {
		this.#print(line);
	}
}
