import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { Result } from '$lib/base/result';
import { forgetAccount } from '$lib/session/account';
import type { NewKey } from '../keys-ports';
import { publicKeys } from '../public-keys';
import { make, open, test as tryOut } from '../recovery-keys';
import { signal, signIn } from '../security-testing';
import { wipeClient } from './client';
import { KeyHomeserver } from './homeserver-testing';
import { startWasm } from './wasm';

/** A homeserver for each test of a file, with somebody signed in, and the cryptography loaded. */
export function useKeyHomeserver(): () => KeyHomeserver {
	let server: KeyHomeserver;
	beforeEach(async () => {
		signIn();
		server = new KeyHomeserver();
		expect((await startWasm(() => undefined, signal)).ok).toBe(true);
		vi.stubGlobal('fetch', server.fetch);
	});
	afterEach(() => {
		wipeClient();
		vi.unstubAllGlobals();
		forgetAccount();
	});
	return () => server;
}

/** The value of what must have succeeded. */
export function value<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(result.error.kind);
	return result.value;
}

export const done = { ok: true, value: { kind: 'done', value: true } };
export const failed = (kind: string) => ({ ok: false, error: { kind } });
export const newKey = async (): Promise<NewKey> => value(await make(undefined, signal));

/** What everybody else sees who asks the homeserver and has the recovery key. */
export async function expectAllInOrder(server: KeyHomeserver, key: NewKey): Promise<void> {
	const opened = value(await open(key.encoded, signal));
	const held = value(await tryOut(opened, signal));
	expect(held).toEqual({ backup: 'yes', crossSigning: 'yes' });
	const { crossSigning, verified } = value(await publicKeys(signal));
	expect({ crossSigning, verified }).toEqual({ crossSigning: true, verified: ['HERE'] });
	expect(server.data['m.key_backup']).toEqual({ enabled: true });
}
