import { expect, test } from 'vitest';
import { parseOptions } from './options.ts';

const names = ['sync', 'format', 'lint', 'unit', 'build', 'size', 'e2e'];
const wanted = (...args: string[]) => [...parseOptions(args, names)].sort();

test('without options every step is wanted', () => {
	expect(wanted()).toEqual([...names].sort());
});

test('--fast leaves the end-to-end tests out', () => {
	expect(wanted('--fast')).toEqual(['build', 'format', 'lint', 'size', 'sync', 'unit']);
});

test('--only takes a list, in both ways of writing', () => {
	expect(wanted('--only', 'build,format')).toEqual(['build', 'format']);
	expect(wanted('--only=format')).toEqual(['format']);
});

test('--only adds what a step needs', () => {
	expect(wanted('--only', 'e2e')).toEqual(['build', 'e2e']);
	expect(wanted('--only', 'size,unit')).toEqual(['build', 'size', 'sync', 'unit']);
});

test('refuses what it does not know, and says what there is', () => {
	expect(() => wanted('--quick')).toThrow('--quick is not an option. There are --only');
	expect(() => wanted('--only', 'unti')).toThrow('sync, format, lint, unit, build, size, e2e');
	expect(() => wanted('--only')).toThrow('--only takes a list');
});
