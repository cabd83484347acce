const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
// As homeservers' own limits are written: 50M are 52,428,800 bytes.
const STEP = 1024;

/** A size as people read it: `50 MB`. Rounded down, for what may be at most. */
export function formatBytes(bytes: number, locale: string): string {
	let [size, unit] = [Math.max(0, bytes), 0];
	while (size >= STEP && unit < UNITS.length - 1) [size, unit] = [size / STEP, unit + 1];
	return new Intl.NumberFormat(locale, {
		style: 'unit',
		unit: UNITS[unit],
		unitDisplay: 'short',
		maximumFractionDigits: 0
	}).format(Math.floor(size));
}
