import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import { makeDialogsOpen, sendForm } from '$lib/wizard/testing';
import { pictureOf } from '$lib/wizard/picture/testing';
import Crop from './Crop.svelte';

beforeEach(() => {
	makeDialogsOpen();
	vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
});
afterEach(() => vi.restoreAllMocks());

const slider = (name: string) => screen.getByRole<HTMLInputElement>('slider', { name });
const slide = (name: string, value: number) => fireEvent.input(slider(name), { target: { value } });

function show(width: number, height: number) {
	const [oncrop, oncancel] = [vi.fn(), vi.fn()];
	const context = textsFor('account/profile');
	render(Crop, { props: { picture: pictureOf(width, height), oncrop, oncancel }, context });
	return { oncrop, oncancel, send: () => sendForm(slider('Zoom')) };
}

test('it begins with the middle', async () => {
	const { oncrop, send } = show(400, 200);
	expect(screen.getByRole('img', { name: 'The part of the picture that is used' })).toBeTruthy();
	await send();
	expect(oncrop).toHaveBeenCalledWith({ left: 100, top: 0, side: 200 });
});

test('it is moved where there is room', async () => {
	const { oncrop, send } = show(400, 200);
	expect(slider('Left or right').disabled).toBe(false);
	expect(slider('Up or down').disabled).toBe(true);
	await slide('Left or right', 1);
	await send();
	expect(oncrop).toHaveBeenLastCalledWith({ left: 200, top: 0, side: 200 });
	await slide('Zoom', 2);
	expect(slider('Up or down').disabled).toBe(false);
	await slide('Up or down', 0);
	await send();
	expect(oncrop).toHaveBeenLastCalledWith({ left: 300, top: 0, side: 100 });
});

test('it is dragged by a finger that is down, and by no other', async () => {
	const { oncrop, send } = show(400, 200);
	const canvas = document.querySelector('canvas');
	if (!canvas) throw new Error('No canvas');
	let held = false;
	canvas.setPointerCapture = () => (held = true);
	canvas.hasPointerCapture = () => held;
	canvas.getBoundingClientRect = () => ({ width: 200 }) as DOMRect;
	const move = () => {
		const event = new MouseEvent('pointermove', { bubbles: true });
		Object.defineProperties(event, { movementX: { value: 50 }, movementY: { value: 0 } });
		return fireEvent(canvas, event);
	};
	await move();
	await send();
	expect(oncrop).toHaveBeenLastCalledWith({ left: 100, top: 0, side: 200 });
	await fireEvent.pointerDown(canvas);
	await move();
	await send();
	expect(oncrop).toHaveBeenLastCalledWith({ left: 50, top: 0, side: 200 });
});

test('it can be given up', async () => {
	const { oncancel, oncrop } = show(10, 10);
	await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
	expect(oncancel).toHaveBeenCalledTimes(1);
	expect(oncrop).not.toHaveBeenCalled();
});
