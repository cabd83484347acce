import type { PasswordPolicy } from './password-policy';
import { Secret } from './secret';

// Sounds that are told apart on the telephone, in English and in German, and letters that are told
// apart on paper: no l, no c or q beside k, no v or w beside f.
const CONSONANTS = 'bdfghkmnprst';
const VOWELS = 'aeiou';
const DIGITS = '23456789';
// Twelve syllables of 60 and two digits of 8: 76.9 bits.
const GROUPS = 6;

/**
 * A new password that can be read aloud: `Bado-kiru-teso-gami-nupe-foga-47`. It has at least 76 bits,
 * no character that looks like another, and all four kinds of characters.
 * @param policy the homeserver's; only a minimum length can make the password longer
 */
export function readablePassword({ minimumLength = 0 }: PasswordPolicy = {}): Secret {
	const groups: string[] = [];
	const text = () => `${groups.join('-')}-${digits}`;
	const digits = oneOf(DIGITS) + oneOf(DIGITS);
	while (groups.length < GROUPS || text().length < minimumLength)
		groups.push(syllable() + syllable());
	return new Secret(text().replace(/^./, (first) => first.toUpperCase()));
}

const syllable = (): string => oneOf(CONSONANTS) + oneOf(VOWELS);

/** One of the characters, each as likely as the others. */
function oneOf(characters: string): string {
	// Numbers beyond the last whole multiple would make the first characters likelier.
	const most = 256 - (256 % characters.length);
	const given = new Uint8Array(1);
	do crypto.getRandomValues(given);
	while ((given[0] ?? most) >= most);
	return characters.charAt((given[0] ?? 0) % characters.length);
}
