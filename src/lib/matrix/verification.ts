import { isSessionOver, type PortalError } from '$lib/base/errors';
import { once } from '$lib/base/pauses';
import { fail, ok, type Result } from '$lib/base/result';
import { cryptoClient } from './crypto/client';
import { Comparing } from './crypto/comparing';
import type { Comparison, VerificationPort } from './keys-ports';

/** The comparison under way: there is one at a time. */
let current: { comparing: Comparing; toldTrouble?: PortalError | undefined } | undefined;

/** Client-server API, "Key verification framework", with emoji. */
export const ask: VerificationPort['ask'] = async (deviceId, signal) => {
	await stop();
	const client = await cryptoClient(signal);
	if (!client.ok) return client;
	// Others compare with the keys that were published, and these are not here any more.
	if (!client.value.isSession) return ok({ at: 'ended', why: 'otherKeys' });
	const comparing = new Comparing(client.value, deviceId);
	current = { comparing };
	const begun = await comparing.begin();
	signal.throwIfAborted();
	return begun.ok ? ok(comparing.comparison) : begun;
};

/** Fails with what is in the way, once; answers again when it is not any more. */
export const change: VerificationPort['change'] = async (from, signal) => {
	for (;;) {
		const now = current;
		if (!now) return ok({ at: 'ended', why: 'failed' });
		const { comparison, trouble } = now.comparing;
		if (trouble && (trouble !== now.toldTrouble || isSessionOver(trouble))) {
			now.toldTrouble = trouble;
			return fail(trouble);
		}
		const isBetter = now.toldTrouble !== undefined && trouble === undefined;
		if (isBetter) now.toldTrouble = undefined;
		if (isBetter || !isSame(comparison, from)) return ok(comparison);
		await once(signal, (done) => {
			now.comparing.changed.addEventListener('changed', done);
			return () => {
				now.comparing.changed.removeEventListener('changed', done);
			};
		});
	}
};

export const match: VerificationPort['match'] = () => told((comparing) => comparing.match());
export const differ: VerificationPort['differ'] = () => told((comparing) => comparing.differ());

/** Ends whatever is under way; that the other side is not told must not keep anybody waiting. */
export const stop: VerificationPort['stop'] = async () => {
	const over = current;
	current = undefined;
	await over?.comparing.stop().catch(() => undefined);
};

async function told(
	how: (comparing: Comparing) => Promise<Result<true>>
): Promise<Result<Comparison>> {
	const now = current;
	if (!now) return ok({ at: 'ended', why: 'failed' });
	const sent = await how(now.comparing);
	return sent.ok ? ok(now.comparing.comparison) : sent;
}

const isSame = (a: Comparison, b: Comparison): boolean => JSON.stringify(a) === JSON.stringify(b);
