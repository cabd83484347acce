import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import { textsFor } from '$lib/i18n/testing';
import type { ConfirmWay } from '$lib/uia/confirm';
import { descriptionOf, isBusy, sendForm, type } from '../testing';
import Confirm from './Confirm.svelte';

const byPassword: ConfirmWay = { kind: 'password' };
const bySso: ConfirmWay = { kind: 'page', stage: 'm.login.sso', sso: true };
const byRiddle: ConfirmWay = { kind: 'page', stage: 'org.example.riddle', sso: false };
const field = () => screen.getByLabelText<HTMLInputElement>('Password');
const button = (name: string) => screen.getByRole('button', { name });

function show(ways: ConfirmWay[] = [byPassword], more: object = {}) {
	const heard = {
		onpassword: vi.fn<(password: Secret) => void>(),
		onpage: vi.fn(),
		onback: vi.fn()
	};
	const pageUrl = (stage: string) => `https://hs.example.org/fallback/${stage}`;
	const props = { ways, pageUrl, busy: false, userId: '@ada:example.org', ...heard, ...more };
	return { ...heard, ...render(Confirm, { props, context: textsFor('account/emails') }) };
}

test('the password is handed on as a secret', async () => {
	const { onpassword } = show();
	await type(field(), 'correct horse');
	await fireEvent.click(button('Continue'));
	await sendForm(field());
	expect(onpassword.mock.calls[0]?.[0]).toBeInstanceOf(Secret);
	expect(onpassword.mock.calls[0]?.[0].reveal()).toBe('correct horse');
});

test('password managers learn whose it is', () => {
	const { container } = show();
	expect(field().autocomplete).toBe('current-password');
	const name = container.querySelector<HTMLInputElement>('[autocomplete="username"]');
	expect(name?.value).toBe('@ada:example.org');
});

test('nothing is sent without a password: it is asked for at the field', async () => {
	const { onpassword } = show();
	await sendForm(field());
	expect(onpassword).not.toHaveBeenCalled();
	expect(descriptionOf(field())).toContain('Enter a password.');
	expect(document.activeElement).toBe(field());
	await type(field(), 'c');
	expect(field().getAttribute('aria-invalid')).toBe('false');
});

test('a wrong password is told at the field, which keeps its text and takes the focus', async () => {
	const { rerender } = show();
	await type(field(), 'wrong');
	await rerender({ error: { kind: 'passwordWrong' } });
	expect(descriptionOf(field())).toContain('not the password of your account');
	expect(field().value).toBe('wrong');
	expect(document.activeElement).toBe(field());
});

test('while it is sent, a second press sends nothing', async () => {
	const { onpassword } = show([byPassword], { busy: true });
	await type(field(), 'correct horse');
	await sendForm(field());
	expect(isBusy(button('Continue'))).toBe(true);
	expect(onpassword).not.toHaveBeenCalled();
});

test('the last button of a dangerous task says what it does', () => {
	show([byPassword], { label: 'Deactivate account', danger: true });
	expect(button('Deactivate account').className).toContain('danger');
	expect(screen.queryByRole('button', { name: 'Continue' })).toBeNull();
});

test('single sign-on goes through the homeserver’s page', async () => {
	const open = vi.spyOn(window, 'open').mockReturnValue(null);
	show([bySso]);
	expect(screen.queryByLabelText('Password')).toBeNull();
	await fireEvent.click(button('Continue with single sign-on'));
	expect(open.mock.calls[0]?.[0]).toBe('https://hs.example.org/fallback/m.login.sso');
	open.mockRestore();
});

test('its page done, or closed, the homeserver is asked', async () => {
	const page = { closed: false, close: () => undefined } as Window;
	const open = vi.spyOn(window, 'open').mockReturnValue(page);
	const { onpage } = show([bySso]);
	await fireEvent.click(button('Continue with single sign-on'));
	await fireEvent.click(button('I have finished there'));
	expect(onpage).toHaveBeenCalledOnce();
	open.mockRestore();
});

test('where there are both, either will do, with one way back', async () => {
	const { onback } = show([byPassword, bySso]);
	expect(field()).toBeTruthy();
	expect(button('Continue with single sign-on')).toBeTruthy();
	await fireEvent.click(button('Back'));
	expect(onback).toHaveBeenCalledOnce();
});

test('a stage that is not known has a page, too', async () => {
	const { onback } = show([byRiddle]);
	expect(button('Open the page')).toBeTruthy();
	await fireEvent.click(button('Back'));
	expect(onback).toHaveBeenCalledOnce();
});
