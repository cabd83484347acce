import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast } from './accent';

const css = readFileSync('src/lib/ui/tokens.css', 'utf8');
const pairs = new Map(
	[...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(
		([, name, light, dark]) => [name, { light, dark }] as const
	)
);

function token(name: string, scheme: 'light' | 'dark'): string {
	return pairs.get(name)?.[scheme] ?? `no token ${name}`;
}

const texts = ['text', 'text-quiet', 'accent', 'accent-hover', 'good', 'warn', 'danger'];
const softs = ['accent', 'good', 'warn', 'danger'];

describe.each(['light', 'dark'] as const)('the tokens of the %s scheme', (scheme) => {
	it.each(texts)('%s can be read on both grounds', (name) => {
		for (const ground of ['ground', 'surface']) {
			expect(contrast(token(name, scheme), token(ground, scheme))).toBeGreaterThanOrEqual(4.5);
		}
	});

	it.each(softs)('%s and both texts can be read on its soft variant', (name) => {
		for (const text of [name, 'text', 'text-quiet']) {
			const ratio = contrast(token(text, scheme), token(`${name}-soft`, scheme));
			expect(ratio, `${text} on ${name}-soft`).toBeGreaterThanOrEqual(4.5);
		}
	});

	it.each([
		['on-accent', 'accent'],
		['on-accent', 'accent-hover'],
		['on-danger', 'danger']
	])('%s can be read on %s', (text, ground) => {
		expect(contrast(token(text, scheme), token(ground, scheme))).toBeGreaterThanOrEqual(4.5);
	});

	it('edges of controls stand out from both grounds', () => {
		for (const ground of ['ground', 'surface']) {
			expect(contrast(token('line', scheme), token(ground, scheme))).toBeGreaterThanOrEqual(3);
		}
	});
});

it('names in accent.ts the grounds that the tokens have', () => {
	const source = readFileSync('src/lib/ui/accent.ts', 'utf8');
	for (const scheme of ['light', 'dark'] as const) {
		const grounds = `${scheme}: ['${token('ground', scheme)}', '${token('surface', scheme)}']`;
		expect(source).toContain(grounds);
	}
});
