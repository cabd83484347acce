import { expect, test, vi } from 'vitest';
import { defaultConfig, type PortalConfig } from '$lib/base/config';
import { fail, ok } from '$lib/base/result';
import { locate } from './locate';

const { signal } = new AbortController();
const server = { baseUrl: 'https://matrix.example.org', serverName: 'example.org' };
const other = { baseUrl: 'https://matrix.other.org', serverName: 'other.org' };

function ask(config: Partial<PortalConfig>, preselected?: string) {
	const find = vi.fn(() => Promise.resolve(ok(other)));
	const config$ = Promise.resolve({ ...defaultConfig, ...config });
	return { find, found: locate({ config: config$, preselected, find }, signal) };
}

test('the operator’s homeserver needs no looking up', async () => {
	const { find, found } = ask({ defaultServer: server });
	expect(await found).toEqual(ok(server));
	expect(find).not.toHaveBeenCalled();
});

test.each([
	['that of the address comes first', { defaultServer: server }, 'other.org', 'other.org'],
	[
		'else the operator’s is looked up',
		{ defaultServerName: 'example.org' },
		undefined,
		'example.org'
	]
])('%s', async (_, config, preselected, name) => {
	const { find, found } = ask(config, preselected);
	expect(await found).toEqual(ok(other));
	expect(find).toHaveBeenCalledExactlyOnceWith(name, signal);
});

test('an address chooses nothing where the operator fixes the homeserver', async () => {
	const { find, found } = ask({ defaultServer: server, disableCustomUrls: true }, 'other.org');
	expect(await found).toEqual(ok(server));
	expect(find).not.toHaveBeenCalled();
});

test('without any name there is none', async () => {
	expect(await ask({}).found).toEqual(ok(undefined));
});

test('a name that leads nowhere is told', async () => {
	const error = { kind: 'homeserverNotFound', host: 'example.org' } as const;
	const places = { config: Promise.resolve(defaultConfig), preselected: 'example.org' };
	expect(await locate({ ...places, find: () => Promise.resolve(fail(error)) }, signal)).toEqual(
		fail(error)
	);
});
