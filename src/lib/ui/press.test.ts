import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { afterPress } from './press';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

it('runs at once when nothing is pressed', () => {
	const then = vi.fn();
	afterPress(then);
	expect(then).toHaveBeenCalledOnce();
});

it('waits for the click when a press has begun', () => {
	vi.spyOn(document, 'querySelector').mockReturnValue(document.createElement('button'));
	const order: string[] = [];
	afterPress(() => order.push('then'));
	expect(order).toEqual([]);
	window.dispatchEvent(new Event('pointerup'));
	order.push('click');
	vi.runAllTimers();
	expect(order).toEqual(['click', 'then']);
});

it('runs once, however many presses follow', () => {
	vi.spyOn(document, 'querySelector').mockReturnValue(document.createElement('button'));
	const then = vi.fn();
	afterPress(then);
	window.dispatchEvent(new Event('pointerup'));
	window.dispatchEvent(new Event('pointerup'));
	vi.runAllTimers();
	expect(then).toHaveBeenCalledOnce();
});
