// Grounds of tokens.css that an accent has to be read on, and what is written on the accent.
const GROUNDS = { light: ['#f8f7f3', '#ffffff'], dark: ['#10171a', '#182125'] } as const;
const ENDS = { light: '#000000', dark: '#ffffff' } as const;
const ON_ACCENT = { light: '#ffffff', dark: '#10171a' } as const;
const SOFT = { light: 0.12, dark: 0.15 } as const;

type Scheme = keyof typeof GROUNDS;
type Rgb = readonly [number, number, number];

/** Contrast that text owes to its ground (WCAG 2.2, 1.4.3). */
const TEXT_CONTRAST = 4.5;

/**
 * What the tokens of the accent become for an operator's colour, in both schemes. The hue stays; the
 * lightness moves until text in the accent, and text on it, have a contrast of at least 4.5 : 1.
 *
 * @param colour `#rgb` or `#rrggbb`
 * @returns custom properties by name, for `style.setProperty`; undefined when it is no such colour
 */
export function accentTokens(colour: string): Record<`--${string}`, string> | undefined {
	const chosen = parse(colour);
	if (!chosen) return undefined;
	const light = derive(chosen, 'light');
	const dark = derive(chosen, 'dark');
	const both = (part: keyof typeof light) => `light-dark(${light[part]}, ${dark[part]})`;
	return {
		'--accent': both('accent'),
		'--accent-hover': both('hover'),
		'--accent-soft': both('soft'),
		'--on-accent': both('on')
	};
}

/**
 * Contrast of two colours (WCAG 2.2, "contrast ratio"), 1 to 21.
 *
 * @param one `#rgb` or `#rrggbb`; anything else counts as black
 */
export function contrast(one: string, other: string): number {
	const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [
		number,
		number
	];
	return (lighter + 0.05) / (darker + 0.05);
}

function derive(chosen: Rgb, scheme: Scheme) {
	const end = rgb(ENDS[scheme]);
	const soft = hex(mix(rgb(GROUNDS[scheme][1]), chosen, SOFT[scheme]));
	let accent = chosen;
	for (let share = 0; share <= 1; share += 0.02) {
		accent = mix(chosen, end, share);
		const shown = hex(accent);
		if ([...GROUNDS[scheme], soft].every((it) => contrast(shown, it) >= TEXT_CONTRAST)) break;
	}
	return { accent: hex(accent), hover: hex(mix(accent, end, 0.25)), soft, on: ON_ACCENT[scheme] };
}

function parse(colour: string): Rgb | undefined {
	if (!/^#([\da-f]{3}){1,2}$/i.test(colour)) return undefined;
	const digits = colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour;
	const part = (at: number) => parseInt(digits.slice(at, at + 2), 16);
	return [part(1), part(3), part(5)];
}

function rgb(colour: string): Rgb {
	return parse(colour) ?? [0, 0, 0];
}

function hex(colour: Rgb): string {
	return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

function mix([r, g, b]: Rgb, other: Rgb, share: number): Rgb {
	const between = (from: number, to: number) => from + (to - from) * share;
	return [between(r, other[0]), between(g, other[1]), between(b, other[2])];
}

function luminance(colour: string): number {
	const [r, g, b] = rgb(colour).map((part) => {
		const share = part / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	}) as [number, number, number];
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
