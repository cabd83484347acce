import * as z from 'zod/mini';
import { readStored, removeStored, writeStored } from './storage';

const KEY = 'draft.profile';
const schema = z.object({ userId: z.string(), name: z.string() });

/** Keeps a display name that was typed when the session ended, for after the sign-in in this tab. */
export function keepNameDraft(userId: string, name: string): void {
	writeStored('tab', KEY, { userId, name });
}

/** The display name that was kept for this person; whoever's it is, it is kept no longer. */
export function takeNameDraft(userId: string): string | undefined {
	const kept = readStored('tab', KEY, schema);
	removeStored('tab', KEY);
	return kept?.userId === userId ? kept.name : undefined;
}
