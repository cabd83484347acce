import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { decodePicture, drawSquare, encodePicture, MOST_FILE_BYTES, openPicture } from './pictures';
import { pictureOf } from './testing';

const picture = pictureOf(256);

/** What jsdom lacks: canvases that note what is drawn, and files of a size that the test sets. */
let alpha = 255;
let sizeOf: ((side: number) => number) | undefined;
const drawn: unknown[][] = [];
const context = {
	clearRect: () => undefined,
	drawImage: (...given: unknown[]) => drawn.push(given.slice(1)),
	getImageData: () => ({ data: [0, 0, 0, 255, 0, 0, 0, alpha] })
};

beforeEach(() => {
	alpha = 255;
	sizeOf = (side) => side;
	drawn.length = 0;
	const canvas = HTMLCanvasElement.prototype;
	vi.spyOn(canvas, 'getContext').mockImplementation((() => context) as never);
	vi.spyOn(canvas, 'toBlob').mockImplementation(function (
		this: HTMLCanvasElement,
		done,
		type = ''
	) {
		const size = sizeOf?.(this.width);
		done(size === undefined ? null : new Blob([new Uint8Array(size)], { type }));
	});
	vi.stubGlobal('createImageBitmap', () => Promise.resolve(picture));
});
afterEach(() => {
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const fileOf = (text: string, type = 'image/png') => new Blob([bytes(text)], { type });
const png = fileOf('\x89PNG\r\n\x1a\n…');

describe('opening a file', () => {
	test.each([
		['PNG', png],
		['JPEG', fileOf('\xff\xd8\xff\xe0')],
		['GIF', fileOf('GIF89a')],
		['WebP', fileOf('RIFF\x10\n\0\0WEBP')],
		['AVIF', fileOf('\0\0\0\x1cftypavif')],
		['a wrong name', fileOf('GIF87a', 'text/plain')]
	])('%s', async (_what, file) => {
		expect(await openPicture(file)).toEqual({ ok: true, picture });
	});

	test.each([
		['text', fileOf('hello')],
		['nothing', fileOf('')],
		['a drawing by another name', fileOf('<svg xmlns="http://www.w3.org/2000/svg"/>')],
		['what only ends like a PNG', fileOf('x\x89PNG\r\n\x1a\n')]
	])('%s is no picture', async (_what, file) => {
		expect(await openPicture(file)).toEqual({ ok: false, refusal: { kind: 'notPicture' } });
	});

	test('a drawing is told to be one', async () => {
		const refusal = { kind: 'drawing' };
		expect(await openPicture(fileOf('<svg/>', 'image/svg+xml'))).toEqual({ ok: false, refusal });
	});

	test('what would not fit in memory is not tried', async () => {
		const file = { size: MOST_FILE_BYTES + 1, type: 'image/png' } as Blob;
		const refusal = { kind: 'tooLarge', most: MOST_FILE_BYTES };
		expect(await openPicture(file)).toEqual({ ok: false, refusal });
	});

	test('a broken picture is none', async () => {
		vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('broken')));
		expect(await openPicture(png)).toEqual({ ok: false, refusal: { kind: 'notPicture' } });
		expect(await decodePicture(png)).toBeUndefined();
	});
});

describe('making the file that is sent', () => {
	const square = { left: 10, top: 20, side: 1_000 };
	const made = async (...given: Parameters<typeof encodePicture>) => {
		const answer = await encodePicture(...given);
		return answer.ok ? [answer.file.size, answer.file.type] : answer.refusal;
	};

	test('it is a JPEG of the square, smaller than it was', async () => {
		expect(await made(picture, square)).toEqual([512, 'image/jpeg']);
		expect(drawn).toEqual([[10, 20, 1_000, 1_000, 0, 0, 512, 512]]);
	});

	test('it is never larger than the picture', async () => {
		expect(await made(picture, { ...square, side: 99.5 })).toEqual([100, 'image/jpeg']);
	});

	test('it is a PNG where something can be seen through', async () => {
		alpha = 254;
		expect(await made(picture, square)).toEqual([512, 'image/png']);
	});

	test('it is made smaller until it fits', async () => {
		expect(await made(picture, square, 512)).toEqual([512, 'image/jpeg']);
		expect(await made(picture, square, 511)).toEqual([256, 'image/jpeg']);
		expect(await made(picture, square, 128)).toEqual([128, 'image/jpeg']);
		expect(await made(picture, square, 127)).toEqual({ kind: 'tooLarge', most: 127 });
	});

	test('a browser that cannot make it says so', async () => {
		sizeOf = undefined;
		expect(await made(picture, square)).toEqual({ kind: 'notPicture' });
	});
});

test('without a canvas nothing is drawn, and nothing breaks', () => {
	vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
	drawSquare(document.createElement('canvas'), picture, { left: 0, top: 0, side: 1 });
	expect(drawn).toEqual([]);
});
