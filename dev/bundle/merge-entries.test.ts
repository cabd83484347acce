import { describe, expect, test } from 'vitest';
import { merge, withExportsOf, withHelpers, type Build } from './merge-entries.ts';

describe('withExportsOf', () => {
	const code = 'var a=1,b=2;export{a as x,b as y};';

	test('adds the names of the facade', () => {
		expect(withExportsOf('export{y as start,x as load}from"../chunks/core.js";', code)).toBe(
			'var a=1,b=2;export{a as x,b as y,b as start,a as load};'
		);
	});

	test('adds no name that is there already', () => {
		expect(withExportsOf('export{x}from"./core.js";', code)).toBe(code);
	});

	test.each([
		['does more than pass on names', 'import"./a.js";export{x}from"./core.js";'],
		['is code', 'var c=3;export{c as start};'],
		['asks for what is not there', 'export{z as start}from"./core.js";'],
		['would take a name that stands for something else', 'export{x as y}from"./core.js";']
	])('leaves everything when the facade %s', (_, facade) => {
		expect(withExportsOf(facade, code)).toBeUndefined();
	});

	test('leaves everything when the file ends in no exports', () => {
		expect(withExportsOf('export{x as start}from"./core.js";', 'var a=1;')).toBeUndefined();
	});

	test('keeps what looks like a pattern of replacement', () => {
		expect(withExportsOf('export{x as $a}from"./c.js";', 'var $=1;export{$ as x};')).toBe(
			'var $=1;export{$ as x,$ as $a};'
		);
	});
});

describe('withHelpers', () => {
	const helpers = 'var e=1,t=()=>e;export{t as n,e as r};';

	test('puts the helpers where they were imported', async () => {
		const code = 'import{n as q}from"./rt.js";export const value=q();';
		const merged = withHelpers(code, helpers, 'rt.js') ?? '';
		expect(merged).not.toContain('import');
		const run = (await import(`data:text/javascript,${encodeURIComponent(merged)}`)) as object;
		expect(run).toMatchObject({ value: 1 });
	});

	test.each([
		['nothing imports them', 'export const a=1;', helpers],
		['they import something', 'import{n as q}from"./rt.js";', `import"./x.js";${helpers}`],
		['they export nothing', 'import{n as q}from"./rt.js";', 'var e=1;']
	])('leaves everything when %s', (_, code, given) => {
		expect(withHelpers(code, given, 'rt.js')).toBeUndefined();
	});
});

describe('merge', () => {
	const folder = 'generated/client-optimized';
	const build = (): Build => ({
		manifest: {
			'kit/src/runtime/client/entry.js': { file: '_app/entry/start.1.js', imports: ['_core'] },
			[`${folder}/app.js`]: { file: '_app/entry/app.1.js', imports: ['_core'] },
			[`${folder}/nodes/4.js`]: { file: '_app/nodes/4.1.js', imports: ['_page'] },
			[`${folder}/nodes/1.js`]: { file: '_app/nodes/1.1.js', imports: ['_core', '_page'] },
			_core: {
				file: '_app/chunks/core.js',
				name: 'core',
				imports: ['_rt'],
				dynamicImports: [`${folder}/nodes/4.js`]
			},
			_page: { file: '_app/chunks/page.js', imports: ['_core'] },
			_rt: { file: '_app/chunks/rt.js', name: 'rolldown-runtime' }
		},
		files: new Map([
			['_app/entry/start.1.js', 'export{s as start}from"../chunks/core.js";'],
			['_app/entry/app.1.js', 'export{d as dictionary}from"../chunks/core.js";'],
			['_app/nodes/4.1.js', 'export{p as component}from"../chunks/page.js";'],
			['_app/nodes/1.1.js', 'import"../chunks/core.js";var e=1;export{e as component};'],
			[
				'_app/chunks/core.js',
				'var m=["./late.js","./rt.js"];import{r as h}from"./rt.js";var f=()=>import(`../nodes/4.1.js`);export{f as d,h as s};'
			],
			['_app/chunks/page.js', 'import{s}from"./core.js";var c=s;export{c as p};'],
			['_app/chunks/rt.js', 'var r=1;export{r};']
		])
	});
	const { manifest, files } = merge(build());
	const core = files.get('_app/chunks/core.js') ?? '';

	test('lets pages start with the core itself', () => {
		expect(manifest['kit/src/runtime/client/entry.js']?.file).toBe('_app/chunks/core.js');
		expect(manifest[`${folder}/app.js`]?.file).toBe('_app/chunks/core.js');
		expect(core).toMatch(/export\{.*h as start.*\};$/);
		expect(core).toMatch(/export\{.*f as dictionary.*\};$/);
	});

	test('lets the app load the file of a page itself', () => {
		expect(manifest[`${folder}/nodes/4.js`]?.file).toBe('_app/chunks/page.js');
		expect(core).toContain('import(`../chunks/page.js`)');
		expect(files.get('_app/chunks/page.js')).toContain('c as component');
	});

	test('leaves what is no facade', () => {
		expect(manifest[`${folder}/nodes/1.js`]?.file).toBe('_app/nodes/1.1.js');
	});

	test('gives every file the bundler’s helpers, and loads them ahead of nothing', () => {
		expect(core).not.toContain('rt.js');
		expect(core).toContain('var m=["./late.js","./core.js"];');
	});

	test('no longer names the pages as what the core imports', () => {
		expect(manifest._core).toEqual({
			file: '_app/chunks/core.js',
			name: 'core',
			imports: [],
			dynamicImports: []
		});
	});

	test('changes nothing of what it was given', () => {
		const given = build();
		merge(given);
		expect(given).toEqual(build());
	});
});
