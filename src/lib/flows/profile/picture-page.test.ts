import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { isBusy } from '$lib/wizard/testing';
import { chooseFile } from '$lib/wizard/picture/testing';
import { button, completeBrowser, maybe, visitOpen } from './page-testing';

beforeEach(() => {
	completeBrowser();
	vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation((done, type = '') =>
		done(new Blob(['made'], { type }))
	);
});
afterEach(() => {
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

const avatar = 'mxc://hs.test/old';
const old = {
	read: () => Promise.resolve(ok({ avatar })),
	thumbnail: () => Promise.resolve(ok(new Blob(['old'])))
};
const gif = () => new File(['GIF89a'], 'me.gif', { type: 'image/gif' });
const shown = () => screen.queryByRole('img', { name: 'Your picture' });
const dialog = () => screen.findByRole('dialog', { name: 'Choose what is shown' });

const choose = (file: File) => chooseFile(screen.getByLabelText('Upload a picture'), file);

describe('the picture', () => {
	test('is shown when it comes, and goes when it is taken away', async () => {
		const { asked } = await visitOpen({ profile: old });
		await waitFor(() => expect(shown()).toBeTruthy());
		await fireEvent.click(button('Remove picture'));
		expect(await screen.findByText('Your picture is removed.')).toBeTruthy();
		expect(asked.avatars).toEqual([undefined]);
		expect(shown()).toBeNull();
		expect(maybe('Remove picture')).toBeNull();
		await waitFor(() => expect(document.activeElement).toBe(button('Upload a picture')));
	});

	test('that cannot be shown can be taken away all the same', async () => {
		const thumbnail = () => Promise.resolve(fail({ kind: 'unreachable' }));
		await visitOpen({ profile: { ...old, thumbnail } });
		expect(await screen.findByText(/cannot be shown here at the moment/u)).toBeTruthy();
		expect(button('Remove picture')).toBeTruthy();
	});

	test('is asked for by the button', async () => {
		await visitOpen();
		expect(screen.getByLabelText('Upload a picture').getAttribute('type')).toBe('file');
		const click = vi.spyOn(HTMLInputElement.prototype, 'click').mockReturnValue();
		await fireEvent.click(button('Upload a picture'));
		expect(click).toHaveBeenCalledTimes(1);
		expect(document.querySelector('input[type=file]')?.getAttribute('accept')).not.toContain('svg');
	});
});

describe('a new picture', () => {
	test('is cropped, sent, set and shown', async () => {
		const { asked } = await visitOpen();
		await choose(gif());
		await fireEvent.click(within(await dialog()).getByRole('button', { name: 'Use this picture' }));
		expect(await screen.findByText('Your picture is saved. Others see it now.')).toBeTruthy();
		expect(asked.avatars).toEqual(['mxc://hs.test/new']);
		expect(shown()).toBeTruthy();
		expect(screen.queryByRole('dialog')).toBeNull();
	});

	test('can be dropped on its section', async () => {
		await visitOpen();
		const section = screen.getByRole('region', { name: 'Picture' });
		await fireEvent.dragOver(section);
		expect(section.classList.contains('over')).toBe(true);
		await fireEvent.dragLeave(section);
		expect(section.classList.contains('over')).toBe(false);
		await fireEvent.drop(section, { dataTransfer: { files: [gif()] } });
		expect(await dialog()).toBeTruthy();
	});

	test('can be given up', async () => {
		const { asked } = await visitOpen();
		await choose(gif());
		await fireEvent.click(within(await dialog()).getByRole('button', { name: 'Cancel' }));
		await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
		expect(asked.uploads).toBe(0);
	});

	test('tells how far it is, and can be cancelled', async () => {
		let tell: ((share: number) => void) | undefined;
		const upload = (_file: Blob, progress: (share: number) => void, signal: AbortSignal) => {
			tell = progress;
			return new Promise<never>((_resolve, reject) => {
				signal.addEventListener('abort', () => reject(signal.reason as Error));
			});
		};
		await visitOpen({ profile: { upload } });
		await choose(gif());
		await fireEvent.click(within(await dialog()).getByRole('button', { name: 'Use this picture' }));
		const bar = await screen.findByRole<HTMLProgressElement>('progressbar');
		await waitFor(() => expect(tell).toBeDefined());
		tell?.(0.4);
		await waitFor(() => expect(bar.value).toBe(0.4));
		expect(isBusy(button('Upload a picture'))).toBe(true);
		await fireEvent.click(button('Cancel'));
		expect(await screen.findByText(/^The upload is cancelled/u)).toBeTruthy();
		expect(screen.queryByRole('progressbar')).toBeNull();
		expect(document.activeElement).toBe(button('Upload a picture'));
	});

	test.each([
		[new File(['hello'], 'a.png', { type: 'image/png' }), 'not a picture that can be used here'],
		[new File(['<svg/>'], 'a.svg', { type: 'image/svg+xml' }), 'This is a drawing (SVG)']
	])('is refused in words: %#', async (file, words) => {
		await visitOpen();
		await choose(file);
		expect((await screen.findByRole('alert')).textContent).toContain(words);
		expect(screen.queryByRole('dialog')).toBeNull();
	});

	test('that is too large is refused with what is possible', async () => {
		const { asked } = await visitOpen({ profile: { uploadLimit: () => Promise.resolve(ok(3)) } });
		await choose(gif());
		await fireEvent.click(within(await dialog()).getByRole('button', { name: 'Use this picture' }));
		expect((await screen.findByRole('alert')).textContent).toContain('too large: 3 byte at most');
		expect(asked.uploads).toBe(0);
	});
});
