import { safeParse, type ZodMiniType } from 'zod/mini';
import { fail, ok, type Result } from '$lib/base/result';
import { errorFrom, type Rows } from './errors';
import type { HttpAnswer } from './http';

/**
 * Reads an answer as what it should be.
 * @param rows what codes mean for this request
 * @returns the parsed body of a success; fails with `badAnswer` when it has another shape, and with
 * the error that the homeserver names otherwise
 */
export function readAnswer<T>(
	answer: Result<HttpAnswer>,
	schema: ZodMiniType<T>,
	rows: readonly Rows[] = []
): Result<T> {
	if (!answer.ok) return answer;
	if (answer.value.status >= 300) return fail(errorFrom(answer.value, rows));
	return parsed(schema, answer.value.body);
}

/** Parses what comes from outside; fails with `badAnswer`. */
export function parsed<T>(schema: ZodMiniType<T>, body: unknown): Result<T> {
	const result = safeParse(schema, body);
	return result.success ? ok(result.data) : fail({ kind: 'badAnswer' });
}
