import type { Square } from './crop';

/** Why a file cannot become a picture. `most` in bytes. */
export type Refusal =
	{ kind: 'notPicture' } | { kind: 'drawing' } | { kind: 'tooLarge'; most: number };

/** What a file turned out to be. */
export type Opened = { ok: true; picture: ImageBitmap } | { ok: false; refusal: Refusal };
export type Encoded = { ok: true; file: Blob } | { ok: false; refusal: Refusal };

/** What is opened at all: more would cost a phone its memory. */
export const MOST_FILE_BYTES = 50 * 1024 * 1024;
/** The sides of what is sent, the largest that fits in what the homeserver takes. */
const SIDES = [512, 256, 128];
const QUALITY = 0.9;

/** How the files begin that every browser shows. */
const beginnings: readonly RegExp[] = [
	/^\x89PNG\r\n\x1a\n/u,
	/^\xff\xd8\xff/u,
	/^GIF8[79]a/u,
	/^RIFF[^]{4}WEBP/u,
	/^[^]{4}ftypavi[fs]/u
];

/**
 * Opens a file as a picture, turned as its camera meant it. What it is, its own bytes say.
 * @returns refused when it is none, when it is a drawing (SVG), or when it is too large to open
 */
export async function openPicture(file: Blob): Promise<Opened> {
	if (file.type === 'image/svg+xml') return { ok: false, refusal: { kind: 'drawing' } };
	if (file.size > MOST_FILE_BYTES)
		return { ok: false, refusal: { kind: 'tooLarge', most: MOST_FILE_BYTES } };
	try {
		const bytes = new Uint8Array(await file.slice(0, 16).arrayBuffer());
		const begin = String.fromCharCode(...bytes);
		if (!beginnings.some((one) => one.test(begin)))
			return { ok: false, refusal: { kind: 'notPicture' } };
		return { ok: true, picture: await createImageBitmap(file) };
	} catch {
		return { ok: false, refusal: { kind: 'notPicture' } };
	}
}

/**
 * Makes a new file of a square of a picture: nothing of the old file but its colours is in it, so no
 * place, date or camera either. JPEG, or PNG where something can be seen through.
 * @param most bytes that the homeserver takes, if it told
 */
export async function encodePicture(
	picture: ImageBitmap,
	square: Square,
	most = Infinity
): Promise<Encoded> {
	for (const side of SIDES) {
		const file = await encodedAt(picture, square, Math.min(side, Math.ceil(square.side)));
		if (file && file.size <= most) return { ok: true, file };
		if (!file) return { ok: false, refusal: { kind: 'notPicture' } };
	}
	return { ok: false, refusal: { kind: 'tooLarge', most } };
}

async function encodedAt(
	picture: ImageBitmap,
	square: Square,
	side: number
): Promise<Blob | undefined> {
	const canvas = document.createElement('canvas');
	canvas.width = canvas.height = side;
	drawSquare(canvas, picture, square);
	const type = isSeenThrough(canvas) ? 'image/png' : 'image/jpeg';
	const file = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, QUALITY));
	return file ?? undefined;
}

/** Draws a square of a picture, as large as the canvas. */
export function drawSquare(
	canvas: HTMLCanvasElement,
	picture: CanvasImageSource,
	{ left, top, side }: Square
): void {
	const context = canvas.getContext('2d');
	if (!context) return;
	const { width } = canvas;
	context.clearRect(0, 0, width, width);
	context.imageSmoothingQuality = 'high';
	context.drawImage(picture, left, top, side, side, 0, 0, width, width);
}

function isSeenThrough(canvas: HTMLCanvasElement): boolean {
	const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
	return data?.some((value, index) => index % 4 === 3 && value < 255) ?? false;
}

/** A picture that came from the homeserver; undefined when it cannot be shown. */
export async function decodePicture(file: Blob): Promise<ImageBitmap | undefined> {
	try {
		return await createImageBitmap(file);
	} catch {
		return undefined;
	}
}
