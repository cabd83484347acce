import { fail, ok, type Result } from '$lib/base/result';

/**
 * Hands what the homeserver sent to the machine, which throws at what it cannot read.
 * @returns fails with `badAnswer` then
 */
export async function taken(hand: () => Promise<unknown>): Promise<Result<true>> {
	try {
		await hand();
		return ok(true);
	} catch {
		return fail({ kind: 'badAnswer' });
	}
}
