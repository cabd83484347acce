import { expect, test } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { perform } from './perform';
import { file, key, passphrase, portsOf } from './testing';

const { signal } = new AbortController();
const lost = fail({ kind: 'unreachable' });

test('opens with what was typed', async () => {
	const ports = portsOf();
	const typed = new Secret('typed');
	expect(await perform({ run: 'open', typed }, ports, signal)).toEqual(ok({ type: 'opened', key }));
	expect(ports.recoveryKeys.open).toHaveBeenCalledWith(typed, signal);
	ports.recoveryKeys.open.mockResolvedValue(lost);
	expect(await perform({ run: 'open', typed }, ports, signal)).toEqual(lost);
});

test('loads the cryptography, and tells how much has come', async () => {
	const ports = portsOf();
	expect(await perform({ run: 'load' }, ports, signal)).toEqual(ok({ type: 'loaded' }));
	expect(ports.tell).toHaveBeenCalledWith({ type: 'arrived', arrived: { bytes: 1, of: 2 } });
	ports.encryption.load.mockResolvedValue(lost);
	expect(await perform({ run: 'load' }, ports, signal)).toEqual(lost);
});

test('exports, and tells how far it is', async () => {
	const ports = portsOf();
	expect(await perform({ run: 'export', key, passphrase }, ports, signal)).toEqual(
		ok({ type: 'exported', file, count: 2, unreadable: 0 })
	);
	expect(ports.tell).toHaveBeenCalledWith({ type: 'told', progress: { done: 1, of: 2 } });
	ports.keyFiles.exportKeys.mockResolvedValue(lost);
	expect(await perform({ run: 'export', key, passphrase }, ports, signal)).toEqual(lost);
});

test('whoever has left hears nothing more', async () => {
	const ports = portsOf();
	await perform({ run: 'load' }, ports, AbortSignal.abort());
	expect(ports.tell).not.toHaveBeenCalled();
});
