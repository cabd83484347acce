/**
 * Something that a person can put right: a taken port, a missing Python, no network.
 * The commands print its message, which is one or two sentences, and no trace.
 */
export class Problem extends Error {
	override name = 'Problem';
}

/** The message of whatever was thrown, for a sentence. */
export function messageOf(thrown: unknown): string {
	return thrown instanceof Error ? thrown.message : String(thrown);
}
