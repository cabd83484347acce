import { expect, test } from 'vitest';
import { sideEffects } from './side-effects.ts';

const isLeftOut = (path: string) =>
	sideEffects.some(({ test, sideEffects }) => test.test(path) && !sideEffects);

test('names the package on every system', () => {
	expect(isLeftOut('/site/node_modules/unhomoglyph/data.json')).toBe(true);
	expect(isLeftOut('C:\\site\\node_modules\\unhomoglyph\\index.js')).toBe(true);
});

test('names no other file', () => {
	expect(isLeftOut('/site/node_modules/matrix-js-sdk/lib/utils.js')).toBe(false);
	expect(isLeftOut('/site/src/lib/unhomoglyph.ts')).toBe(false);
});
