import { expect, test, vi } from 'vitest';
import { ok } from '$lib/base/result';
import { keeper } from './keeper';
import type { Load } from './load';

function scripted() {
	const load = vi.fn<Load>(() => Promise.resolve(ok(true)));
	const wipe = vi.fn(() => Promise.resolve());
	return { load, wipe, kept: keeper({ load, wipe }) };
}

test('what comes after is fetched once, while the key is saved', () => {
	const { load, kept } = scripted();
	kept.keep({ step: 'opening' });
	expect(load).not.toHaveBeenCalled();
	for (const step of ['save', 'check', 'save']) kept.keep({ step });
	expect(load).toHaveBeenCalledOnce();
});

test.each(['save', 'work'])('every key is forgotten at the end, after “%s”', (step) => {
	const { wipe, kept } = scripted();
	kept.keep({ step });
	expect(wipe).not.toHaveBeenCalled();
	kept.keep({ step: 'done' });
	expect(wipe).toHaveBeenCalledOnce();
});

test('whoever leaves in the midst of it leaves nothing behind', () => {
	const { load, wipe, kept } = scripted();
	let given: AbortSignal | undefined;
	load.mockImplementation((_, signal) => {
		given = signal;
		return new Promise(() => undefined);
	});
	kept.keep({ step: 'save' });
	kept.leave();
	expect(given?.aborted).toBe(true);
	expect(wipe).toHaveBeenCalledOnce();
});

test('where nothing was begun, nothing is loaded to forget it', () => {
	const { wipe, kept } = scripted();
	kept.keep({ step: 'done' });
	kept.leave();
	expect(wipe).not.toHaveBeenCalled();
});
