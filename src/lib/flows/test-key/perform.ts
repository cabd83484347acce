import { ok, type Result } from '$lib/base/result';
import type { RecoveryKeysPort } from '$lib/matrix/keys-ports';
import type { Command, Event } from './test-key';

export interface Ports {
	recoveryKeys: Pick<RecoveryKeysPort, 'open' | 'test'>;
}

/** Opens the account's secret storage with what was typed, and tries out what it holds. */
export async function perform(
	{ typed }: Command,
	{ recoveryKeys }: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const opened = await recoveryKeys.open(typed, signal);
	if (!opened.ok) return opened;
	const test = await recoveryKeys.test(opened.value, signal);
	return test.ok ? ok({ type: 'tested', test: test.value }) : test;
}
