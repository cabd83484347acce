import { expect, test } from 'vitest';
import { preloads } from './preloads.ts';

const host = { hostId: '_app/immutable/chunks/core.js' };
const chunks = (...names: string[]) => names.map((name) => `_app/immutable/chunks/${name}.js`);

test('what comes late brings the rest of what it needs, but not itself and what is there', () => {
	const deps = chunks('later', 'core', 'dialog');
	expect(preloads('_app/immutable/chunks/later.js', deps, host)).toEqual(chunks('dialog'));
});

test('pages bring nothing: the list of all of them is in the first script of each', () => {
	const page = '_app/immutable/nodes/7.abc.js';
	expect(preloads(page, [page, ...chunks('register', 'soon')], host)).toEqual([]);
});
