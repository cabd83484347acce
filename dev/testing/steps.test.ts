import { expect, test } from 'vitest';
import { parseOptions } from './options.ts';
import { steps } from './steps.ts';

const all = steps(() => {});
const names = all.map(({ name }) => name);

test('every step has a name of its own', () => {
	expect(new Set(names).size).toBe(names.length);
});

test('a step comes after the one that it needs', () => {
	for (const { name, after } of all) {
		if (after !== undefined) expect(names.indexOf(after)).toBeLessThan(names.indexOf(name));
		for (const needed of parseOptions(['--only', name], names))
			expect(names.indexOf(needed)).toBeLessThanOrEqual(names.indexOf(name));
	}
});

test('without the end-to-end tests, everything else is left', () => {
	expect([...parseOptions(['--fast'], names)]).toEqual(names.filter((name) => name !== 'e2e'));
});
