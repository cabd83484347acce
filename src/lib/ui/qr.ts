import { encode } from 'uqr';

/** A QR code as a path of unit squares, and how many of them each side has. */
export interface QrPath {
	size: number;
	d: string;
}

// ISO/IEC 18004: four light modules around, so that a camera finds it.
const QUIET = 4;

/**
 * The QR code of a text, its quiet border included.
 * @throws RangeError when the text is longer than a QR code can hold (about 2,300 bytes)
 */
export function qrPath(text: string): QrPath {
	const { data, size } = encode(text, { ecc: 'M', border: QUIET });
	let d = '';
	data.forEach((row, y) => {
		for (let x = 0; x < row.length; x++) {
			const start = x;
			while (row[x]) x++;
			if (x > start) d += `M${start} ${y}h${x - start}v1h${start - x}z`;
		}
	});
	return { size, d };
}
