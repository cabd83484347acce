import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import * as fetcher from './lean/fetcher.ts';
import { unflatten } from './lean/devalue.ts';
import { standInFor, rewritten } from './lean.ts';

const kit = join(import.meta.dirname, '../../node_modules/@sveltejs/kit');
const routerPath = join(kit, 'src/runtime/client/client.js');
const router = readFileSync(routerPath, 'utf8');

describe('standInFor', () => {
	test.each([
		['\0vite/preload-helper.js', '__vitePreload'],
		['/site/node_modules/@sveltejs/kit/src/runtime/client/fetcher.js', 'initial_fetch'],
		['C:\\site\\node_modules\\devalue\\index.js', 'unflatten']
	])('has one for %s', (id, name) => {
		expect(standInFor(id)?.code).toMatch(
			new RegExp(`export (async function|function|const) ${name}`)
		);
	});

	test.each(['/site/src/lib/base/fetcher.js', '/site/node_modules/devalue/src/parse.js'])(
		'has none for %s',
		(id) => {
			expect(standInFor(id)).toBeUndefined();
		}
	);
});

describe('rewritten', () => {
	test('finds what it changes in the installed router', () => {
		const code = rewritten(router, routerPath);
		expect(code).toContain('const onMount = svelte.onMount, tick = svelte.tick;');
		expect(code).not.toMatch(/\} = svelte;/);
	});

	test('reads nothing of what is not stored', async () => {
		const path = join(kit, 'src/runtime/client/session-storage.js');
		const code = rewritten(readFileSync(path, 'utf8'), path) ?? '';
		vi.stubGlobal('sessionStorage', { there: '{"a":1}', broken: '{' });
		const { get } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
			get: (key: string, parse?: (text: string) => unknown) => unknown;
		};
		const parse = vi.fn(JSON.parse);
		expect([get('there'), get('broken')]).toEqual([{ a: 1 }, undefined]);
		expect(get('missing', parse)).toBeUndefined();
		expect(parse).not.toHaveBeenCalled();
	});

	test('makes the reason of Svelte without a stack', async () => {
		const path = join(kit, '../../svelte/src/internal/client/constants.js');
		const code = rewritten(readFileSync(path, 'utf8'), path) ?? '';
		const url = `data:text/javascript,${encodeURIComponent(code)}`;
		const { STALE_REACTION: reason } = (await import(url)) as { STALE_REACTION: Error };
		expect(reason).toBeInstanceOf(Error);
		expect(reason.name).toBe('StaleReactionError');
		expect(reason.message).toContain('was re-run or destroyed');
		expect(reason.stack).toBeUndefined();
	});

	test('lets every other module be', () => {
		expect(rewritten(router, '/site/src/lib/client.js')).toBeUndefined();
	});

	test('stops the build when the router is another one', () => {
		expect(() => rewritten('export {};', routerPath)).toThrow(/has changed/);
	});
});

test('the router imports nothing else from the modules that have stand-ins', () => {
	const [, names = ''] = /import \{([^}]*)\} from '\.\/fetcher\.js'/.exec(router) ?? [];
	const wanted = names.split(',').map((name) => name.trim());
	expect(wanted).toContain('subsequent_fetch');
	expect(Object.keys(fetcher)).toEqual(expect.arrayContaining(wanted));
	const used = [...router.matchAll(/\bdevalue\.(\w+)\(/g)].map(([, name]) => name);
	// The texts of a page, and what is only checked while developing.
	expect(new Set(used)).toEqual(new Set(['unflatten', 'stringify']));
});

describe('unflatten', () => {
	const { stringify } = createRequire(join(kit, 'package.json'))('devalue') as {
		stringify: (value: unknown) => string;
	};
	const there = (value: unknown) => unflatten(JSON.parse(stringify(value)) as unknown[]);

	test('reads what pages carry', () => {
		const link = ['link', ['name']];
		const data = {
			texts: {
				locale: 'de',
				messages: {
					plain: 'Weiter',
					empty: '',
					filled: ['Hallo ', ['name'], '. ', ['count', 'plural', { one: ['#'], other: 'x' }]],
					twice: [link, link]
				}
			},
			more: [0, 1.5, -3, true, false, null, undefined, [], {}]
		};
		expect(there(data)).toStrictEqual(data);
	});

	test('keeps one object one', () => {
		const one = { a: 1 };
		const [first, second] = there([one, one]) as [unknown, unknown];
		expect(first).toBe(second);
	});

	test.each([
		['a date', new Date(0)],
		['a map', { inside: new Map([[1, 2]]) }],
		['not a number', [NaN]],
		['a gap', new Array(2)]
	])('refuses %s', (_, value) => {
		expect(() => there(value)).toThrow('cannot be read');
	});
});

test('requests of the router go out as they are', async () => {
	const asked: unknown[] = [];
	const real = globalThis.fetch;
	globalThis.fetch = (...request) => {
		asked.push(request);
		return Promise.resolve(new Response());
	};
	await fetcher.initial_fetch('/a', { method: 'PUT' });
	await fetcher.subsequent_fetch('/a', 'https://x.test/a');
	globalThis.fetch = real;
	expect(asked).toEqual([
		['/a', { method: 'PUT' }],
		['https://x.test/a', undefined]
	]);
});
