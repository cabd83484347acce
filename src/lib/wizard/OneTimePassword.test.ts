import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import { textsFor } from '$lib/i18n/testing';
import { words } from '$lib/ui/test-snippet';
import OneTimePassword from './OneTimePassword.svelte';
import { textOf } from './testing';

const TEXT = 'Bado-kiru-teso-gami-nupe-foga-47';
const userId = '@ada:example.org';

function show(password: Secret | undefined = new Secret(TEXT)) {
	const onleave = vi.fn();
	const props = { userId, password, onleave };
	return { onleave, ...render(OneTimePassword, { props, context: textsFor('help-desk/user') }) };
}

afterEach(() => vi.restoreAllMocks());

describe('the password', () => {
	test('is shown under its name, with whose it is', () => {
		show();
		expect(textOf(screen.getByLabelText('Password'))).toBe(TEXT);
		expect(textOf(screen.getByRole('region', { name: 'To hand over' }))).toContain(userId);
		expect(screen.getByText(/shown this once/u)).toBeTruthy();
	});

	test('is copied as it stands there', async () => {
		const writeText = vi.fn().mockResolvedValue(undefined);
		vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } });
		show();
		await fireEvent.click(screen.getByRole('button', { name: 'Copy' }));
		expect(writeText).toHaveBeenCalledWith(TEXT);
		expect(await screen.findByText('Copied')).toBeTruthy();
		vi.unstubAllGlobals();
	});

	test('is printed as a card', async () => {
		const print = vi.spyOn(window, 'print').mockReturnValue(undefined);
		show();
		await fireEvent.click(screen.getByRole('button', { name: 'Print' }));
		expect(print).toHaveBeenCalledOnce();
	});
});

describe('it is forgotten', () => {
	test('when the page is left for another one of the portal', async () => {
		const { onleave, unmount } = show();
		expect(onleave).not.toHaveBeenCalled();
		unmount();
		await Promise.resolve();
		expect(onleave).toHaveBeenCalled();
	});

	test('when the tab goes elsewhere, and may come back', async () => {
		const { onleave, rerender } = show();
		await fireEvent(window, new Event('pagehide'));
		expect(onleave).toHaveBeenCalledOnce();
		await rerender({ password: undefined });
		expect(document.body.textContent).not.toContain(TEXT);
		expect(screen.getByRole('status').textContent).toContain('not shown any more');
		expect(screen.queryByRole('button')).toBeNull();
	});
});

test('the card has room for more', () => {
	const props = { userId, password: new Secret(TEXT), onleave: vi.fn() };
	render(OneTimePassword, {
		props: { ...props, children: words('Sign in at portal.example.org') },
		context: textsFor('help-desk/user')
	});
	const card = textOf(screen.getByRole('region', { name: 'To hand over' }));
	expect(card).toContain('Sign in at portal.example.org');
});
