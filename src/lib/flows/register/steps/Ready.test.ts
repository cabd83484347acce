import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import { states } from '../testing';
import Ready from './Ready.svelte';

const clients = [
	{ id: 'a', name: 'Chat App', url: 'https://app.example.org/' },
	{ id: 'b', name: 'Web Chat', url: 'https://web.example.org/' }
];
const show = (more: { shown?: object; client?: string; clients?: typeof clients } = {}) =>
	render(Ready, {
		props: {
			shown: { ...states.ready, withEmail: true, ...more.shown },
			clients: more.clients ?? clients,
			client: more.client
		},
		context: textsFor('register')
	});
const links = () =>
	screen.getAllByRole('link').map((link) => [link.textContent.trim(), link.getAttribute('href')]);
const own = ['Go to your account', '/account'];

afterEach(() => vi.unstubAllGlobals());

test('the Matrix ID is there, and can be copied', async () => {
	const writeText = vi.fn(() => Promise.resolve());
	vi.stubGlobal('navigator', { clipboard: { writeText } });
	show();
	expect(screen.getByText('@ada:example.org')).toBeTruthy();
	await fireEvent.click(screen.getByRole('button', { name: 'Copy' }));
	expect(writeText).toHaveBeenCalledExactlyOnceWith('@ada:example.org');
	await vi.waitFor(() => expect(screen.getByRole('status').textContent.trim()).toBe('Copied'));
});

test('each of the operator’s apps can be opened, and the account', () => {
	show();
	expect(links()).toEqual([
		['Open Chat App', 'https://app.example.org/'],
		['Open Web Chat', 'https://web.example.org/'],
		own
	]);
});

test('the app that sent the person here is the one to go back to', () => {
	show({ client: 'b' });
	expect(links()).toEqual([['Open Web Chat', 'https://web.example.org/'], own]);
});

test.each(['c', 'https://evil.example/'])('an unknown app leads nowhere: %s', (client) => {
	show({ client });
	expect(links()).toHaveLength(3);
	expect(document.body.innerHTML).not.toContain('evil');
});

test('without apps, the account is the next step', () => {
	show({ clients: [] });
	expect(links()).toEqual([own]);
	expect(screen.getByRole('link').className).toContain('primary');
});

test('without an email, one line says what that means', () => {
	show({ shown: { withEmail: false } });
	expect(
		screen.getByText(/Without an email address a lost password cannot be reset/u)
	).toBeTruthy();
	expect(screen.queryByText(/You are not signed in here/u)).toBeNull();
});

test('with an email it says nothing of the kind', () => {
	show();
	expect(screen.queryByText(/Without an email address/u)).toBeNull();
});

test('who could not be signed in is told how to', () => {
	show({ shown: { signedIn: false } });
	expect(screen.getByText(/You are not signed in here/u)).toBeTruthy();
});
