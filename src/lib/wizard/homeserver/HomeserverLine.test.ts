import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import { textOf } from '../testing';
import HomeserverLine from './HomeserverLine.svelte';

const show = (name: string | undefined, more: { unnamed?: boolean; onedit?: () => void } = {}) =>
	render(HomeserverLine, {
		props: { name, onedit: undefined, ...more },
		context: textsFor('register')
	});
const line = () => textOf(screen.getByRole('paragraph'));

test('the homeserver’s name is text, which no translator touches', () => {
	show('example.org');
	expect(line()).toBe('Homeserver example.org');
	expect(screen.getByText('example.org').translate).toBe(false);
});

test('a name that nobody has chosen yet is said to be missing', () => {
	show(undefined, { unnamed: true });
	expect(line()).toBe('Homeserver none chosen yet');
});

test('until it is known, nothing is claimed', () => {
	show(undefined);
	expect(line()).toBe('Homeserver');
});

test('it can be changed', async () => {
	const onedit = vi.fn();
	show('example.org', { onedit });
	await fireEvent.click(screen.getByRole('button', { name: 'Edit homeserver' }));
	expect(onedit).toHaveBeenCalledOnce();
});

test('not where the operator fixes it', () => {
	show('example.org');
	expect(screen.queryByRole('button')).toBeNull();
});
