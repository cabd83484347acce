import { expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { loading, type Load } from './load';

const arrived = { bytes: 1, of: 2 };
const load: Load = (told) => {
	told(arrived);
	return Promise.resolve(ok(true));
};
const { signal } = new AbortController();

test('tells how much has come, and that it is there', async () => {
	const tell = vi.fn();
	expect(await loading(load, tell, signal)).toEqual(ok({ type: 'loaded' }));
	expect(tell).toHaveBeenCalledWith({ type: 'arrived', arrived });
});

test('may fail', async () => {
	const lost = fail({ kind: 'cryptoUnsupported' });
	expect(await loading(() => Promise.resolve(lost), vi.fn(), signal)).toEqual(lost);
});

test('tells nothing to whoever waits no more', async () => {
	const tell = vi.fn();
	await loading(load, tell, AbortSignal.abort());
	expect(tell).not.toHaveBeenCalled();
});
