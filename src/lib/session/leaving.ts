import * as z from 'zod/mini';
import { clearBrowser, clearTab, readStored, removeStored, writeStored } from './storage';

/** How far somebody has come with deactivating their account: kept in the tab, for a reload. */
const KEY = 'leaving';
const schema = z.object({
	userId: z.string(),
	/** The addresses and phone numbers that were removed. */
	removed: z.array(z.string()),
	/** The last request was sent, and its answer has not come. */
	sent: z.boolean()
});
export type Leaving = z.infer<typeof schema>;

/** Notes it; nothing is noted of somebody who has not begun. */
export function keepLeaving(leaving: Leaving): void {
	if (leaving.sent || leaving.removed.length > 0) writeStored('tab', KEY, leaving);
	else removeStored('tab', KEY);
}

/** How far this very account has come. */
export function keptLeaving(userId: string): Leaving | undefined {
	const kept = readStored('tab', KEY, schema);
	return kept?.userId === userId ? kept : undefined;
}

/** Forgets everything that the portal has kept in this browser: its account is no more. */
export function wipeBrowser(): void {
	clearTab();
	clearBrowser();
}
