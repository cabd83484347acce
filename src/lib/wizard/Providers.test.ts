import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import Providers from './Providers.svelte';
import { isBusy } from './testing';

const provider = { id: 'oidc-a', name: 'Example ID' };
const other = { id: 'oidc-b', name: 'Other ID' };

interface Given {
	providers?: (typeof provider)[];
	busy?: boolean;
	reserve?: boolean;
	warning?: string;
}

function show(more: Given = {}) {
	const onprovider = vi.fn();
	const props = { providers: [provider, other], busy: false, onprovider, ...more };
	return { onprovider, ...render(Providers, { props, context: textsFor('register') }) };
}

test('each provider has a button of its name, and nobody presses it by sending the form', async () => {
	const { onprovider } = show();
	const buttons = screen.getAllByRole('button');
	expect(buttons.map((button) => button.getAttribute('type'))).toEqual(['button', 'button']);
	await fireEvent.click(screen.getByRole('button', { name: 'Continue with Other ID' }));
	expect(onprovider).toHaveBeenCalledExactlyOnceWith(other);
});

test('the warning comes before the buttons', () => {
	show({ warning: 'For ever.' });
	const warning = screen.getByText('For ever.');
	const button = screen.getByRole('button', { name: 'Continue with Example ID' });
	expect(warning.compareDocumentPosition(button)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
});

test('without providers there is no word of them, but their place can be kept', () => {
	const { container } = show({ providers: [], reserve: true, warning: 'For ever.' });
	expect(container.textContent.trim()).toBe('');
	expect(container.querySelector('.reserve')).not.toBeNull();
});

test('on the way to one, no second press counts', async () => {
	const { onprovider } = show({ busy: true });
	const button = screen.getByRole('button', { name: 'Continue with Example ID' });
	expect(isBusy(button)).toBe(true);
	await fireEvent.click(button);
	expect(onprovider).not.toHaveBeenCalled();
});

test('a name from outside is text', () => {
	show({ providers: [{ id: 'x', name: '<b>Bold</b>' }] });
	expect(screen.getByRole('button', { name: 'Continue with <b>Bold</b>' })).toBeTruthy();
});
