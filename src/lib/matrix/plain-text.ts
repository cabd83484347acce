// Control characters, line separators, and what turns the direction of the text around it.
const UNSEEN = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * Text from outside as it may be shown: one line, no control characters, cut to a length.
 * @param most how many characters are kept
 * @returns undefined for anything but text, and for text without anything to see
 */
export function plainText(value: unknown, most: number): string | undefined {
	if (typeof value !== 'string') return undefined;
	// Cut twice: the first cut keeps the cleaning of a huge text cheap.
	const clean = value
		.slice(0, most * 4)
		.replace(UNSEEN, ' ')
		.trim();
	return Array.from(clean).slice(0, most).join('') || undefined;
}
