import { ok, type Result } from '$lib/base/result';

/** Takes one step after the other, up to the first that fails. */
export async function inOrder(
	...steps: readonly (() => Promise<Result<unknown>>)[]
): Promise<Result<true>> {
	for (const step of steps) {
		const done = await step();
		if (!done.ok) return done;
	}
	return ok(true);
}
