import { fireEvent } from '@testing-library/svelte';
import { vi } from 'vitest';

/** A picture for tests: jsdom has none. */
export const pictureOf = (width: number, height = width): ImageBitmap => ({
	width,
	height,
	close: () => undefined
});

/** What every browser takes for a PNG file. */
export const pngFile = (name = 'ada.png'): File =>
	new File([Uint8Array.from('\x89PNG\r\n\x1a\n…', (char) => char.charCodeAt(0))], name, {
		type: 'image/png'
	});

/** Canvases that draw nothing, and encode as one byte; to be undone with `restoreAllMocks` and `unstubAllGlobals`. */
export function stubCanvases(picture: ImageBitmap = pictureOf(256)): void {
	const canvas = HTMLCanvasElement.prototype;
	const context = {
		clearRect: () => undefined,
		drawImage: () => undefined,
		getImageData: () => ({ data: [0, 0, 0, 255] })
	};
	vi.spyOn(canvas, 'getContext').mockImplementation((() => context) as never);
	vi.spyOn(canvas, 'toBlob').mockImplementation((done, type = '') =>
		done(new Blob([new Uint8Array(1)], { type }))
	);
	vi.stubGlobal('createImageBitmap', () => Promise.resolve(picture));
}

/** Chooses a file in a field, or none; the browser's own window for it is not part of the page. */
export async function chooseFile(input: HTMLInputElement, file?: File): Promise<void> {
	Object.defineProperty(input, 'files', { value: file ? [file] : [], configurable: true });
	await fireEvent.change(input);
}
