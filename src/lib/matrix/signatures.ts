const ALGORITHM = 'Ed25519';

/** What a signature is on: any object of the specification that carries some. */
type Signed = Readonly<Record<string, unknown>>;

/**
 * Whether an object carries a valid signature (appendices of the specification, "Checking for a
 * Signature"). Where the browser does not know these signatures, one that is there counts.
 * @param by whose key it is, the key's name (`ed25519:…`) and the public key, in base64
 */
export async function isSigned(
	object: Signed,
	by: { userId: string; name: string; key: string }
): Promise<boolean> {
	const signature = own(own(object.signatures, by.userId), by.name);
	if (typeof signature !== 'string') return false;
	const [key, bytes] = [bytesOf(by.key), bytesOf(signature)];
	if (!key || !bytes) return false;
	const { signatures: _, unsigned: __, ...signed } = object;
	const text = new TextEncoder().encode(canonical(signed));
	try {
		const imported = await crypto.subtle.importKey('raw', key, ALGORITHM, false, ['verify']);
		return await crypto.subtle.verify(ALGORITHM, imported, bytes, text);
	} catch (error) {
		return isUnknown(error);
	}
}

/** The browser knows no such signatures, or has no cryptography here (a page without https). */
const isUnknown = (error: unknown): boolean =>
	error instanceof TypeError || (error as { name?: unknown } | null)?.name === 'NotSupportedError';

const own = (of: unknown, name: string): unknown =>
	typeof of === 'object' && of !== null && Object.hasOwn(of, name)
		? (of as Record<string, unknown>)[name]
		: undefined;

/** Appendices, "Canonical JSON": the names sorted, and no blanks. */
export function canonical(value: unknown): string {
	if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	const entries = Object.entries(value).sort(([a], [b]) => byCodePoint(a, b));
	return `{${entries.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`;
}

// As UTF-16 they would sort otherwise beyond the first 65,536 characters.
function byCodePoint(a: string, b: string): number {
	const [left, right] = [Array.from(a), Array.from(b)];
	for (const [index, char] of left.entries()) {
		const other = right[index];
		if (other === undefined) return 1;
		const difference = (char.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);
		if (difference !== 0) return difference;
	}
	return left.length - right.length;
}

/** Unpadded base64; undefined for anything else. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
	try {
		return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
	} catch {
		return undefined;
	}
}
