// Every recovery key begins like that: its first bytes are fixed ("Cryptographic key representation").
const KEY =
	/(?<![0-9A-Za-z])Es[1-9A-HJ-NP-Za-km-z]{2}(?:\s*[1-9A-HJ-NP-Za-km-z]{4}){11}(?![0-9A-Za-z])/u;
/** A text that somebody saved with a key is short. */
const MOST_BYTES = 64 * 1024;

/** The recovery key in a text that says other things as well; undefined when there is none. */
export const keyInText = (text: string): string | undefined =>
	KEY.exec(text)?.[0].replace(/\s+/gu, ' ');

/** The recovery key in a file that the person has saved; undefined when there is none. */
export async function keyInFile(file: File): Promise<string | undefined> {
	if (file.size > MOST_BYTES) return undefined;
	try {
		const bytes = new Uint8Array(await file.arrayBuffer());
		// Some editors save again in an encoding of their own.
		const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
		return keyInText(new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes));
	} catch {
		return undefined;
	}
}
