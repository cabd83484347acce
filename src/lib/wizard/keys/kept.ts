import type { CheckFault } from './keeping-states';

/** A recovery key as it is shown: groups of four characters. */
export const groupsOf = (encoded: string): string[] =>
	encoded.replace(/\s+/gu, '').match(/.{1,4}/gu) ?? [];

/**
 * Which group is asked for, counted from one: another one for each key, the same one for the same.
 * Not the first, which is the same in many keys.
 */
export function askedGroup(encoded: string): number {
	const groups = groupsOf(encoded);
	const codes = new TextEncoder().encode(groups.join(''));
	const sum = codes.reduce((total, code) => total + code, 0);
	return 2 + (sum % Math.max(1, groups.length - 1));
}

/**
 * Whether what was entered shows that the key was kept: the whole key, or the group that is asked
 * for. Small and capital letters count: a key that was copied without them opens nothing.
 */
export function faultOf(encoded: string, asked: number, entered: string): CheckFault | undefined {
	const groups = groupsOf(encoded);
	const text = entered.replace(/\s+/gu, '');
	if (text === '') return 'missing';
	return text === groups.join('') || text === groups[asked - 1] ? undefined : 'wrong';
}

/** A name that every system takes for a file, from one in words. */
export const fileNameOf = (words: string): string =>
	`${words.replace(/[\p{C}\\/:*?"<>|]+/gu, '_')}.txt`;
