import { describe, expect, it } from 'vitest';
import { bestEncoding, resolvePath } from './negotiation.ts';

describe('the encoding of an answer', () => {
	it.each([
		['gzip, deflate, br, zstd', 'br'],
		['gzip', 'gzip'],
		['GZIP;q=0.8, BR;q=0.1', 'br'],
		['br;q=0, gzip', 'gzip'],
		['br;q=0.000, gzip;q=0', 'identity'],
		['*', 'br'],
		['*, br;q=0', 'gzip'],
		['identity', 'identity'],
		['', 'identity'],
		[undefined, 'identity']
	])('for "%s" is %s', (accepted, expected) => {
		expect(bestEncoding(accepted)).toBe(expected);
	});
});

describe('the file for a path', () => {
	const files = ['/index.html', '/de.html', '/register.html', '/de/register.html', '/_app/a.js'];
	const find = (path: string) => resolvePath((name) => files.includes(name), path);

	it.each([
		['/', '/index.html'],
		['/de', '/de.html'],
		['/register', '/register.html'],
		['/de/register', '/de/register.html'],
		['/de/register.html', '/de/register.html'],
		['/_app/a.js', '/_app/a.js'],
		['/%72egister', '/register.html']
	])('of %s is %s', (path, file) => {
		expect(find(path)).toEqual({ file });
	});

	it.each([
		['/register/', '/register'],
		['/de/', '/de'],
		['/de/register//', '/de/register'],
		['//register/', '/register']
	])('%s leads to %s', (path, redirect) => {
		expect(find(path)).toEqual({ redirect });
	});

	it.each([
		'/other',
		'/other/',
		'/../secret',
		'/%2e%2e/secret',
		'/%',
		'//evil.test/',
		'/index.html/'
	])('is none for %s', (path) => {
		const target = find(path);
		expect(target && 'file' in target ? target.file : undefined).toBeUndefined();
	});

	it('never leads to another host', () => {
		const everything = (path: string) => resolvePath(() => true, path);
		expect(everything('//evil.test/')).toEqual({ redirect: '/evil.test' });
		expect(everything('///evil.test//')).toEqual({ redirect: '/evil.test' });
	});
});
