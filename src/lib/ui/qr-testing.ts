/**
 * A reader of QR codes for tests, written from ISO/IEC 18004 and not from the library that makes
 * them: codes without damage, versions 1 to 6, level M, bytes.
 */

/** By version: how many blocks, and how many bytes of data each has. */
const BLOCKS: readonly [count: number, bytes: number][] = [
	[1, 16],
	[1, 28],
	[1, 44],
	[2, 32],
	[2, 43],
	[4, 27]
];

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
	(x, y) => (x + y) % 2 === 0,
	(_x, y) => y % 2 === 0,
	(x) => x % 3 === 0,
	(x, y) => (x + y) % 3 === 0,
	(x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
	(x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
	(x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
	(x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0
];

/**
 * The text of a QR code.
 * @param dark whether a module is dark, counted from the corner of the code without its border
 * @param size how many modules each side has, without the border
 */
export function readQr(dark: (x: number, y: number) => boolean, size: number): string {
	const version = (size - 17) / 4;
	const [blocks, each] = BLOCKS[version - 1] ?? [0, 0];
	if (blocks === 0) throw new Error(`A code of ${String(size)} modules is not read here`);
	// Format information: level and mask, hidden under a pattern of its own. 00 is level M.
	const format = [0, 1, 2, 3, 4].map((x) => dark(x, 8));
	const bits = format.reduce((sum, bit) => sum * 2 + Number(bit), 0) ^ 0b10101;
	if (bits >> 3 !== 0) throw new Error('Not of level M');
	const mask = MASKS[bits & 7];
	const stream: boolean[] = [];
	for (const [x, y] of path(size))
		if (!isFunction(x, y, size)) stream.push(dark(x, y) !== (mask?.(x, y) ?? false));
	const words = bytesOf(stream);
	// The blocks are interleaved, byte by byte; what corrects errors comes after.
	const data = Array.from({ length: blocks }, (_, block) =>
		Array.from({ length: each }, (_, index) => words[index * blocks + block] ?? 0)
	).flat();
	return textOf(data);
}

/** All modules in the order of the data: columns of two, from the right, up and down. */
function* path(size: number): Generator<[number, number]> {
	let upwards = true;
	for (let right = size - 1; right > 0; right -= 2) {
		if (right === 6) right = 5;
		for (let step = 0; step < size; step++) {
			const y = upwards ? size - 1 - step : step;
			yield [right, y];
			yield [right - 1, y];
		}
		upwards = !upwards;
	}
}

/** What is no data: finders with their formats, timing, the one alignment pattern of these versions. */
function isFunction(x: number, y: number, size: number): boolean {
	if (x === 6 || y === 6) return true;
	if ((x < 9 && y < 9) || (x < 9 && y > size - 9) || (x > size - 9 && y < 9)) return true;
	return size > 21 && Math.abs(x - (size - 7)) <= 2 && Math.abs(y - (size - 7)) <= 2;
}

function bytesOf(bits: readonly boolean[]): number[] {
	const bytes: number[] = [];
	for (let at = 0; at + 8 <= bits.length; at += 8)
		bytes.push(bits.slice(at, at + 8).reduce((sum, bit) => sum * 2 + Number(bit), 0));
	return bytes;
}

/** Mode 4 (bytes), one byte of length, the text; all half a byte late. */
function textOf(data: readonly number[]): string {
	const at = (index: number) => (((data[index] ?? 0) & 15) << 4) | ((data[index + 1] ?? 0) >> 4);
	if ((data[0] ?? 0) >> 4 !== 4) throw new Error('Not bytes');
	return new TextDecoder().decode(Uint8Array.from({ length: at(0) }, (_, index) => at(index + 1)));
}
