import { crc32, deflateSync } from 'node:zlib';

interface Made {
	width: number;
	height: number;
	/** The colour of a point, red to alpha. */
	at?: (x: number, y: number) => [number, number, number, number];
	/** A note in the file, as cameras write them. */
	note?: string;
}

/** A picture whose left is red, whose right is blue, and whose middle is green. */
const stripes =
	(width: number): NonNullable<Made['at']> =>
	(x) =>
		x < width / 4 ? [200, 0, 0, 255] : x < (width * 3) / 4 ? [0, 160, 0, 255] : [0, 0, 200, 255];

/** Makes a PNG file (ISO/IEC 15948): eight bits each, no filters. */
export function png({ width, height, at = stripes(width), note }: Made): Buffer {
	const rows = Array.from({ length: height }, (_, y) => [
		0,
		...Array.from({ length: width }, (_, x) => at(x, y)).flat()
	]);
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, 6], 8);
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		chunk('IHDR', head),
		...(note === undefined ? [] : [chunk('tEXt', Buffer.from(`Comment\0${note}`, 'latin1'))]),
		chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
		chunk('IEND', Buffer.alloc(0))
	]);
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const frame = Buffer.alloc(8);
	frame.writeUInt32BE(data.length, 0);
	frame.writeUInt32BE(crc32(body), 4);
	return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** What kind of picture a file is, and how large: read from its own head. */
export function measure(file: Buffer): { type: string; width: number; height: number } {
	if (file.toString('latin1', 1, 4) === 'PNG')
		return { type: 'image/png', width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
	// JPEG: segments of a marker and a length, until the one that begins a frame.
	for (let at = 2; at < file.length; at += 2 + file.readUInt16BE(at + 2)) {
		const marker = file.readUInt8(at + 1);
		if (marker >= 0xc0 && marker <= 0xc3)
			return {
				type: 'image/jpeg',
				height: file.readUInt16BE(at + 5),
				width: file.readUInt16BE(at + 7)
			};
	}
	throw new Error('Neither PNG nor JPEG');
}
