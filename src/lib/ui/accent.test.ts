import { describe, expect, it } from 'vitest';
import { accentTokens, contrast } from './accent';

const colours = [
	...['#000', '#fff', '#777', '#ffff00', '#0000ff', '#00ff00', '#ff0000', '#0dbd8b', '#368bd6'],
	...['#f5f5dc', '#1a0033', '#ff69b4', '#7a5c00', '#00ffff', '#123456', '#abcdef']
];
const grounds = { light: ['#f8f7f3', '#ffffff'], dark: ['#10171a', '#182125'] };
const texts = { light: ['#1a2427', '#55636a'], dark: ['#e6edee', '#a3b2b8'] };

/** The light or the dark half of a `light-dark(…)` token. */
function half(token: string | undefined, scheme: 'light' | 'dark'): string {
	const halves = /^light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)$/.exec(token ?? '');
	return halves?.[scheme === 'light' ? 1 : 2] ?? 'missing';
}

function tokensOf(colour: string, scheme: 'light' | 'dark') {
	const tokens = accentTokens(colour);
	return {
		accent: half(tokens?.['--accent'], scheme),
		hover: half(tokens?.['--accent-hover'], scheme),
		soft: half(tokens?.['--accent-soft'], scheme),
		on: half(tokens?.['--on-accent'], scheme)
	};
}

describe('contrast', () => {
	it('is 21 for black on white, whichever comes first', () => {
		expect(contrast('#000', '#fff')).toBeCloseTo(21);
		expect(contrast('#ffffff', '#000000')).toBeCloseTo(21);
	});

	it('is 1 for a colour on itself', () => {
		expect(contrast('#0b666a', '#0b666a')).toBe(1);
	});

	it('agrees with the known value of the grey that just passes on white', () => {
		expect(contrast('#767676', '#fff')).toBeCloseTo(4.54, 2);
		expect(contrast('#777777', '#fff')).toBeCloseTo(4.48, 2);
	});
});

describe.each(['light', 'dark'] as const)('an accent in the %s scheme', (scheme) => {
	it.each(colours)('from %s can be read on every ground', (colour) => {
		const { accent, soft } = tokensOf(colour, scheme);
		for (const ground of [...grounds[scheme], soft]) {
			expect(contrast(accent, ground)).toBeGreaterThanOrEqual(4.5);
		}
	});

	it.each(colours)('from %s carries text that can be read, also under the pointer', (colour) => {
		const { accent, hover, soft, on } = tokensOf(colour, scheme);
		expect(contrast(on, accent)).toBeGreaterThanOrEqual(4.5);
		expect(contrast(on, hover)).toBeGreaterThanOrEqual(4.5);
		expect(contrast(hover, soft)).toBeGreaterThanOrEqual(4.5);
	});

	it.each(colours)('from %s has a soft variant on which the texts can be read', (colour) => {
		const { soft } = tokensOf(colour, scheme);
		for (const text of texts[scheme]) expect(contrast(text, soft)).toBeGreaterThanOrEqual(4.5);
	});
});

describe('accentTokens', () => {
	it('leaves a colour alone that is good as it is', () => {
		expect(tokensOf('#0b666a', 'light').accent).toBe('#0b666a');
		expect(tokensOf('#7dd0ca', 'dark').accent).toBe('#7dd0ca');
	});

	it('takes the short form for the long one', () => {
		expect(accentTokens('#0a8')).toEqual(accentTokens('#00AA88'));
	});

	it('keeps the hue: a red stays more red than anything else', () => {
		for (const scheme of ['light', 'dark'] as const) {
			const [red, green, blue] = [1, 3, 5].map((at) =>
				parseInt(tokensOf('#c00000', scheme).accent.slice(at, at + 2), 16)
			) as [number, number, number];
			expect(red).toBeGreaterThan(green + 50);
			expect(green).toBe(blue);
		}
	});

	it.each(['', 'teal', '#12', '#1234', '#12345', '#1234567', '#ggg', 'rgb(0,0,0)', ' #fff'])(
		'knows that "%s" is no colour of the two forms',
		(colour) => {
			expect(accentTokens(colour)).toBeUndefined();
		}
	);
});
