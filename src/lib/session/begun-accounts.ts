import * as z from 'zod/mini';
import { readStored, removeStored, writeStored } from './storage';

const NAME = 'begun-accounts';
const schema = z.array(z.string());

/**
 * The accounts that an operator has begun to make in this tab, and whose passwords nobody has yet:
 * their Matrix IDs, and nothing else. After a reload they are told from accounts of other people.
 */
export const begunAccounts = {
	has: (userId: string): boolean => all().includes(userId),
	add(userId: string): void {
		if (!all().includes(userId)) keep([...all(), userId]);
	},
	remove(userId: string): void {
		keep(all().filter((other) => other !== userId));
	}
};

const all = (): string[] => readStored('tab', NAME, schema) ?? [];

function keep(userIds: readonly string[]): void {
	if (userIds.length > 0) writeStored('tab', NAME, userIds);
	else removeStored('tab', NAME);
}
