import { expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { perform, type Ports } from './perform';

const typed = new Secret('typed');
const key = { id: 'main', encoded: new Secret('EsTc') };
const { signal } = new AbortController();

const portsOf = (given: Partial<Ports['recoveryKeys']> = {}) => {
	const recoveryKeys = {
		open: vi.fn<Ports['recoveryKeys']['open']>(() => Promise.resolve(ok(key))),
		test: vi.fn<Ports['recoveryKeys']['test']>(() =>
			Promise.resolve(ok({ backup: 'yes', crossSigning: 'none' }))
		),
		...given
	};
	return { recoveryKeys };
};

test('opens with what was typed, then tests what opens', async () => {
	const ports = portsOf();
	expect(await perform({ run: 'test', typed }, ports, signal)).toEqual(
		ok({ type: 'tested', test: { backup: 'yes', crossSigning: 'none' } })
	);
	expect(ports.recoveryKeys.open).toHaveBeenCalledWith(typed, signal);
	expect(ports.recoveryKeys.test).toHaveBeenCalledWith(key, signal);
});

test('what does not open is not tested', async () => {
	const wrong = fail({ kind: 'recoveryKeyWrong' });
	const ports = portsOf({ open: vi.fn(() => Promise.resolve(wrong)) });
	expect(await perform({ run: 'test', typed }, ports, signal)).toEqual(wrong);
	expect(ports.recoveryKeys.test).not.toHaveBeenCalled();
});

test('a test that fails is no answer', async () => {
	const lost = fail({ kind: 'unreachable' });
	const ports = portsOf({ test: vi.fn(() => Promise.resolve(lost)) });
	expect(await perform({ run: 'test', typed }, ports, signal)).toEqual(lost);
});
