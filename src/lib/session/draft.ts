import * as z from 'zod/mini';
import { readStored, removeStored, writeStored } from './storage';

const schema = z.object({ username: z.string(), email: z.string() });

/** What was typed into a form and is no secret. */
export type Draft = z.infer<typeof schema>;

/** Keeps a form's text for a reload of this tab; `undefined` forgets it. */
export function keepDraft(flow: string, draft: Draft | undefined): void {
	if (draft) writeStored('tab', `draft.${flow}`, draft);
	else removeStored('tab', `draft.${flow}`);
}

/** The text that this tab kept, if any. */
export function keptDraft(flow: string): Draft | undefined {
	return readStored('tab', `draft.${flow}`, schema);
}
