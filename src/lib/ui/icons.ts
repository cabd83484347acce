// Paths of 24 × 24 icons, drawn as lines. This file holds what the first form may need, and no more.

export const eye =
	'M2 12s3.5-7 10-7 10 7 10 7-3.5 7-10 7S2 12 2 12Zm10-3a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z';
export const eyeOff = `${eye}M4 3l16 18`;
export const check = 'M4 12.5l5.5 5.5L20 7';
export const circle = 'M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10Z';
export const info = 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 8v5m0-8.5v.1';
export const warning = 'M12 3.5 2.5 20h19L12 3.5Zm0 6.5v4.5m0 2.5v.1';
export const danger = 'M8 3h8l5 5v8l-5 5H8l-5-5V8l5-5Zm4 4.5v5.5m0 3v.1';
