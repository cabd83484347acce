import { expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import type { FileTaskCommand } from './file-task-states';
import { key, passphrase, portsOf } from './file-task-testing';
import { performFileTask, type FileTaskPorts } from './file-task-work';

interface Any {
	faults: object;
	given: { passphrase: Secret };
	key: typeof key;
	outcome: { count: number };
}

const lost = fail({ kind: 'unreachable' });
const typed = new Secret('typed');
const outcome = { count: 2 };
const work: FileTaskCommand<Any> = { run: 'work', given: { passphrase }, key };

function scripted() {
	const { recoveryKeys, encryption } = portsOf();
	return {
		open: recoveryKeys.open,
		load: encryption.load,
		work: vi.fn<FileTaskPorts<Any>['work']>((_, told) => {
			told({ done: 1, of: 2 });
			return Promise.resolve(ok(outcome));
		}),
		tell: vi.fn<FileTaskPorts<Any>['tell']>()
	};
}

const done = (
	command: FileTaskCommand<Any>,
	ports: FileTaskPorts<Any>,
	{ signal } = new AbortController()
) => performFileTask<Any>(command, ports, signal);

test('opens with what was typed', async () => {
	const ports = scripted();
	expect(await done({ run: 'open', typed }, ports)).toEqual(ok({ type: 'opened', key }));
	expect(ports.open.mock.lastCall?.[0]).toBe(typed);
	ports.open.mockResolvedValue(lost);
	expect(await done({ run: 'open', typed }, ports)).toEqual(lost);
});

test('loads the cryptography, and tells how much has come', async () => {
	const ports = scripted();
	expect(await done({ run: 'load' }, ports)).toEqual(ok({ type: 'loaded' }));
	expect(ports.tell).toHaveBeenCalledWith({ type: 'arrived', arrived: { bytes: 1, of: 2 } });
	ports.load.mockResolvedValue(lost);
	expect(await done({ run: 'load' }, ports)).toEqual(lost);
});

test('does the work with what was given, and tells how far it is', async () => {
	const ports = scripted();
	expect(await done(work, ports)).toEqual(ok({ type: 'worked', outcome }));
	expect(ports.work.mock.lastCall?.[0]).toBe(work);
	expect(ports.tell).toHaveBeenCalledWith({ type: 'told', progress: { done: 1, of: 2 } });
	ports.work.mockResolvedValue(lost);
	expect(await done(work, ports)).toEqual(lost);
});

test.each([{ run: 'load' } as const, work])(
	'whoever has left hears nothing more of $run',
	async (command) => {
		const ports = scripted();
		const left = new AbortController();
		left.abort();
		await done(command, ports, left);
		expect(ports.tell).not.toHaveBeenCalled();
	}
);
