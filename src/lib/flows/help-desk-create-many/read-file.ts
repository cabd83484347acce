/** More than any list of people. */
const MOST_BYTES = 5 * 1024 * 1024;

/**
 * The text of a file, as spreadsheets write it: in UTF-8, in UTF-16 with its mark, or else in the
 * Windows code page of Western Europe.
 * @returns undefined when it is too large or cannot be read
 */
export async function readFile(file: Blob): Promise<string | undefined> {
	if (file.size > MOST_BYTES) return undefined;
	let bytes: ArrayBuffer;
	try {
		bytes = await file.arrayBuffer();
	} catch {
		return undefined;
	}
	const [first, second] = new Uint8Array(bytes.slice(0, 2));
	if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
	if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder('windows-1252').decode(bytes);
	}
}
