import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import Loading from './Loading.svelte';

const MB = 1024 * 1024;
const context = textsFor('account/encryption');
const bar = () =>
	screen.getByRole<HTMLProgressElement>('progressbar', { name: 'How much is here' });
const said = () => screen.getByRole('status').textContent.trim();

test('says how much comes, and how much of it is here', async () => {
	const props = { arrived: undefined, oncancel: () => undefined };
	const { rerender } = render(Loading, { props, context });
	expect(said()).toBe('Loading what the encryption needs');
	expect(bar().position).toBe(-1);
	await rerender({ arrived: { bytes: MB / 2, of: 2 * MB } });
	expect(said()).toBe('Loading what the encryption needs: 2 MB');
	expect(bar().value).toBe(0.25);
	await rerender({ arrived: { bytes: 2 * MB, of: 2 * MB } });
	expect(said()).toBe('Starting the encryption');
});

test('counts along without saying it', async () => {
	const props = { arrived: { bytes: 0, of: 2 * MB }, oncancel: () => undefined };
	const { rerender } = render(Loading, { props, context });
	const before = said();
	await rerender({ arrived: { bytes: MB, of: 2 * MB } });
	expect(said()).toBe(before);
	expect(bar().value).toBe(0.5);
});

test('can be cancelled', async () => {
	const oncancel = vi.fn();
	render(Loading, { props: { arrived: undefined, oncancel }, context });
	await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
	expect(oncancel).toHaveBeenCalledOnce();
});

test('the button that was pressed stays, busy', () => {
	render(Loading, {
		props: { arrived: undefined, oncancel: () => undefined, pressed: 'Export' },
		context
	});
	const pressed = screen.getByRole('button', { name: 'Export' });
	expect(pressed.getAttribute('aria-busy')).toBe('true');
});
