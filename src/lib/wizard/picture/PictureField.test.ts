import { render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import { descriptionOf } from '../testing';
import PictureField from './PictureField.svelte';
import { chooseFile, pictureOf, pngFile, stubCanvases } from './testing';

beforeEach(() => stubCanvases());
afterEach(() => {
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

const field = () => screen.getByLabelText<HTMLInputElement>('Picture');

/** The field, and what the form around it knows. */
function show() {
	const form: { picture: Blob | undefined; opening: boolean } = {
		picture: undefined,
		opening: false
	};
	const props = {
		get picture() {
			return form.picture;
		},
		set picture(picture) {
			form.picture = picture;
		},
		get opening() {
			return form.opening;
		},
		set opening(opening) {
			form.opening = opening;
		}
	};
	render(PictureField, { props, context: textsFor('help-desk/create') });
	return form;
}

test('makes a new picture of the file that is chosen', async () => {
	const form = show();
	expect(descriptionOf(field())).toMatch(/Place, date and camera are taken out of the file\.$/u);
	await chooseFile(field(), pngFile());
	expect(form.opening).toBe(true);
	await waitFor(() => expect(form.picture?.type).toBe('image/jpeg'));
	expect(form.opening).toBe(false);
});

test('takes the middle of it', async () => {
	stubCanvases(pictureOf(300, 100));
	const drawImage = vi.fn();
	vi.mocked(HTMLCanvasElement.prototype.getContext).mockReturnValue({
		clearRect: () => undefined,
		drawImage,
		getImageData: () => ({ data: [0, 0, 0, 255] })
	} as never);
	const form = show();
	await chooseFile(field(), pngFile());
	await waitFor(() => expect(form.picture).toBeDefined());
	expect(drawImage.mock.calls[0]?.slice(1, 5)).toEqual([100, 0, 100, 100]);
});

test('what is no picture is refused, in words, and so is what was there before', async () => {
	const form = show();
	await chooseFile(field(), pngFile());
	await waitFor(() => expect(form.picture).toBeDefined());
	await chooseFile(field(), new File(['text'], 'ada.txt'));
	await waitFor(() => expect(field().getAttribute('aria-invalid')).toBe('true'));
	expect(descriptionOf(field())).toContain('not a picture that can be used here');
	expect(form).toEqual({ picture: undefined, opening: false });
});

test('only the last file counts, however long the one before takes', async () => {
	const first = Promise.withResolvers<ImageBitmap>();
	vi.stubGlobal('createImageBitmap', () => first.promise);
	const form = show();
	await chooseFile(field(), pngFile('slow.png'));
	await chooseFile(field());
	expect(form).toEqual({ picture: undefined, opening: false });
	first.resolve(pictureOf(10));
	await new Promise((resolve) => setTimeout(resolve));
	expect(form.picture).toBeUndefined();
});
