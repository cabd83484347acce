import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import { textOf } from '../testing';
import Counting from './Counting.svelte';

const context = textsFor('account/encryption');
const props = { text: 'Reading your keys', progress: undefined, oncancel: () => undefined };
const bar = () =>
	screen.getByRole<HTMLProgressElement>('progressbar', { name: 'How many keys are done' });
const said = () => textOf(screen.getByRole('status'));

test('says what is done, and shows how far it is without saying it', async () => {
	const { rerender } = render(Counting, { props, context });
	expect(said()).toBe('Reading your keys');
	expect(bar().position).toBe(-1);
	await rerender({ progress: { done: 5000, of: 20_000 } });
	expect(bar().value).toBe(0.25);
	expect(screen.getByText('5,000 of 20,000')).toBeTruthy();
	expect(said()).toBe('Reading your keys');
});

test('nothing to count is not finished', async () => {
	const { rerender } = render(Counting, { props, context });
	await rerender({ progress: { done: 0, of: 0 } });
	expect(bar().position).toBe(-1);
});

test('can be cancelled', async () => {
	const oncancel = vi.fn();
	render(Counting, { props: { ...props, oncancel }, context });
	await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
	expect(oncancel).toHaveBeenCalledOnce();
});

test('the button that was pressed stays, busy', () => {
	render(Counting, { props: { ...props, pressed: 'Export' }, context });
	const pressed = screen.getByRole('button', { name: 'Export' });
	expect(pressed.getAttribute('aria-busy')).toBe('true');
});
