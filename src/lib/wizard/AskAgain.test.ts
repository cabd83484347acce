import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import AskAgain from './AskAgain.svelte';

function show(busy = false) {
	const [onask, ongone] = [vi.fn(), vi.fn()];
	const props = { text: 'Part of it is not known.', busy, onask, ongone };
	return { onask, ongone, ...render(AskAgain, { props, context: textsFor('account') }) };
}
const button = () => screen.getByRole('button', { name: 'Try again' });

test('says what is missing, and asks once more when it is pressed', async () => {
	const { onask } = show();
	expect(screen.getByText('Part of it is not known.')).toBeTruthy();
	await fireEvent.click(button());
	expect(onask).toHaveBeenCalledOnce();
});

test('a press while it is asking sends nothing more', async () => {
	const { onask } = show(true);
	await fireEvent.click(button());
	expect(onask).not.toHaveBeenCalled();
});

test('whoever has pressed it is told when it goes; nobody else is', async () => {
	const { ongone, unmount } = show();
	await fireEvent.click(button());
	expect(ongone).not.toHaveBeenCalled();
	unmount();
	expect(ongone).toHaveBeenCalledOnce();
	const other = show();
	other.unmount();
	expect(other.ongone).not.toHaveBeenCalled();
});
