import { expect, test } from 'vitest';
import { ok } from '$lib/base/result';
import { key, passphrase } from '$lib/wizard/keys/file-task-testing';
import { perform } from './perform';
import { file, imported, given, portsOf } from './testing';

const { signal } = new AbortController();

test('opens with what was typed, and loads the cryptography', async () => {
	const ports = portsOf();
	const { typed } = given();
	expect(await perform({ run: 'open', typed }, ports, signal)).toEqual(ok({ type: 'opened', key }));
	expect(ports.recoveryKeys.open).toHaveBeenCalledWith(typed, signal);
	expect(await perform({ run: 'load' }, ports, signal)).toEqual(ok({ type: 'loaded' }));
	expect(ports.tell).toHaveBeenCalledWith({ type: 'arrived', arrived: { bytes: 1, of: 2 } });
});

test.each([{ key }, { key: undefined }])('imports, and tells how far it is: %#', async (more) => {
	const ports = portsOf();
	const source = { file, passphrase };
	const command = { run: 'work', given: source, ...more } as const;
	expect(await perform(command, ports, signal)).toEqual(ok({ type: 'worked', outcome: imported }));
	expect(ports.keyFiles.importKeys.mock.lastCall?.[0]).toEqual({ ...source, ...more });
	expect(ports.keyFiles.importKeys.mock.lastCall?.[2]).toBe(signal);
	expect(ports.tell).toHaveBeenCalledWith({ type: 'told', progress: { done: 1, of: 3 } });
});
