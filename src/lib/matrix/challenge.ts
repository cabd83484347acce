import { array, object, optional, record, string, unknown } from 'zod/mini';
import { fail, ok, type Result } from '$lib/base/result';
import type { Challenge } from '$lib/uia/types';
import { parsed } from './answers';

// Far beyond what a homeserver has, and little enough to be shown and kept.
const MOST_FLOWS = 50;
const MOST_STAGES = 20;
const LONGEST_WORD = 255;

const schema = object({
	session: optional(string()),
	flows: optional(array(object({ stages: array(string()) }))),
	completed: optional(array(string())),
	params: optional(record(string(), unknown()))
});

/**
 * Reads the 401 of user-interactive authentication (client-server API, "User-Interactive
 * Authentication API").
 * @returns fails with `badAnswer` for a wrong shape, and when no flow is left that can be handled
 */
export function challengeFrom(body: unknown): Result<Challenge> {
	const challenge = parsed(schema, body);
	if (!challenge.ok) return challenge;
	const { session, flows, completed } = challenge.value;
	const usable = flows?.slice(0, MOST_FLOWS).filter(({ stages }) => areWords(stages));
	if (flows && !usable?.length) return fail({ kind: 'badAnswer' });
	if (!areWords([session ?? '-']) || !areWords(completed ?? [])) return fail({ kind: 'badAnswer' });
	return ok({ ...challenge.value, ...(usable && { flows: usable }) });
}

const areWords = (words: readonly string[]): boolean =>
	words.length <= MOST_STAGES &&
	words.every((word) => word.length > 0 && word.length <= LONGEST_WORD);

/** Whether a 401 asks for more stages, and is no plain refusal. */
export const isChallenge = (status: number, body: unknown): boolean =>
	status === 401 && typeof body === 'object' && body !== null && 'flows' in body;
