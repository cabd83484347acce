import * as z from 'zod/mini';
import { forgetWaiting, isReplaced } from '$lib/session/waiting';

const schema = z.object({ mail: z.object({ sid: z.string() }) });

/** What this browser keeps of a reset serves nobody once it is done; that of a newer one stays. */
export function forgetReset(sid: string): void {
	if (!isReplaced('recover', schema, ({ mail }) => mail.sid === sid)) forgetWaiting('recover');
}
