import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { descriptionOf, textOf, type } from '$lib/wizard/testing';
import { button, found, heading, isDone, lines, showAt } from '../page-testing';
import { ada, Desk, USER } from '../task/testing';
import Emails from './Emails.svelte';
import ExternalIds from './ExternalIds.svelte';

const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const email = (address: string) => ({ medium: 'email', address });
const told = (desk: Desk) => desk.user?.addresses.map(({ address }) => address);

describe('emails', () => {
	const show = (desk: Desk) => showAt(Emails, { userId: USER }, desk);
	const entries = () =>
		screen
			.getByRole('list', { name: 'Emails and phone numbers' })
			.querySelectorAll<HTMLElement>('li > span:first-child');
	const shown = () => [...entries()].map(textOf);

	test('are added and removed together, in small letters, and shown before they are saved', async () => {
		const desk = new Desk();
		show(desk);
		await found('Save');
		expect(heading()).toBe('Edit emails');
		expect(shown()).toEqual(['ada@example.org']);
		await type(field('Email'), ' New@Example.org ');
		await fireEvent.click(button('Add'));
		await fireEvent.click(button('Remove ada@example.org'));
		expect(shown()).toEqual(['ada@example.org will be removed', 'new@example.org new']);
		expect(desk.written).toEqual([]);
		await fireEvent.click(button('Save'));
		await isDone();
		expect(told(desk)).toEqual(['new@example.org']);
		expect(lines()).toContain('new@example.org');
	});

	test('what was typed and not added is meant, too', async () => {
		const desk = new Desk();
		show(desk);
		await found('Save');
		await type(field('Email'), 'new@example.org');
		await fireEvent.click(button('Save'));
		await isDone();
		expect(told(desk)).toEqual(['ada@example.org', 'new@example.org']);
	});

	test('none at all is possible, and said', async () => {
		const desk = new Desk();
		show(desk);
		await found('Save');
		await fireEvent.click(button('Remove ada@example.org'));
		await fireEvent.click(button('Save'));
		await isDone();
		expect(screen.getByText(/no emails and no phone numbers now/u)).toBeTruthy();
	});

	test.each(['Add', 'Save'])('%s: what is no address is said at the field', async (name) => {
		const desk = new Desk();
		show(desk);
		await found('Save');
		await type(field('Email'), 'ada');
		await fireEvent.click(button(name));
		await waitFor(() => expect(descriptionOf(field('Email'))).toContain('not an email address'));
		expect(document.activeElement).toBe(field('Email'));
		await type(field('Email'), 'ada@');
		expect(descriptionOf(field('Email'))).not.toContain('not an email address');
		expect(desk.written).toEqual([]);
	});

	test('that somebody else has changed meanwhile are shown, with one’s own changes', async () => {
		const desk = new Desk();
		show(desk);
		await found('Save');
		await type(field('Email'), 'new@example.org');
		desk.user = { ...ada, addresses: [email('theirs@example.org')] };
		await fireEvent.click(button('Save'));
		expect((await screen.findByRole('alert')).textContent).toContain('Somebody else');
		expect(desk.written).toEqual([]);
		expect(shown()).toEqual(['theirs@example.org', 'new@example.org new']);
		await fireEvent.click(button('Save'));
		await isDone();
		expect(told(desk)).toEqual(['theirs@example.org', 'new@example.org']);
	});

	test('of another account stay there', async () => {
		const desk = new Desk();
		desk.holders['new@example.org'] = '@eve:hs.test';
		show(desk);
		await found('Save');
		await type(field('Email'), 'new@example.org');
		await fireEvent.click(button('Save'));
		const alert = await screen.findByRole('alert');
		expect(textOf(alert)).toContain('new@example.org belongs to @eve:hs.test');
		const link = screen.getByRole<HTMLAnchorElement>('link', { name: '@eve:hs.test' });
		expect(link.getAttribute('href')).toBe('/help-desk/user?id=%40eve%3Ahs.test');
		expect(desk.written).toEqual([]);
	});

	test('that were set in part only are told as that', async () => {
		const desk = new Desk();
		show(desk);
		await found('Save');
		desk.script = [{ answer: fail({ kind: 'unknown', detail: 'pigeon' }) }];
		desk.looks = [ok(ada), ok({ ...ada, addresses: [] })];
		await type(field('Email'), 'new@example.org');
		await fireEvent.click(button('Save'));
		const alert = await screen.findByRole('alert');
		expect(textOf(alert)).toContain('Only a part of it was done');
		expect(textOf(alert)).toContain('pigeon');
		expect(shown()).toEqual(['new@example.org new']);
	});
});

describe('external identities', () => {
	const provider = { id: 'oidc-one', name: 'One', icon: undefined, brand: undefined };
	const show = (desk: Desk, providers: (typeof provider)[] = []) =>
		showAt(ExternalIds, { userId: USER }, desk, {
			offer: ok({ password: true, providers })
		});

	test('are linked and unlinked, with what it means', async () => {
		const desk = new Desk();
		show(desk, [provider]);
		await found('Save');
		expect(lines().join(' ')).toContain('serves one account only');
		await waitFor(() => expect(field('Provider').value).toBe('oidc-one'));
		expect(descriptionOf(field('Provider'))).toContain('It offers: oidc-one');
		await fireEvent.click(button('Remove ada-1'));
		await fireEvent.click(button('Keep ada-1'));
		await fireEvent.click(button('Remove ada-1'));
		await type(field('Identity at the provider'), 'ada-2');
		await fireEvent.click(button('Add'));
		await fireEvent.click(button('Save'));
		await isDone();
		expect(desk.user?.externalIds).toEqual([{ provider: 'oidc-one', id: 'ada-2' }]);
		expect(lines()).toContain('ada-2 · oidc-one');
	});

	test('need a provider and an identity', async () => {
		const desk = new Desk();
		show(desk);
		await found('Save');
		await fireEvent.click(button('Add'));
		await waitFor(() => expect(descriptionOf(field('Provider'))).toContain('Enter the provider.'));
		expect(descriptionOf(field('Identity at the provider'))).toContain('Enter the identity.');
		expect(document.activeElement).toBe(field('Provider'));
	});

	test('of another account are not taken from it', async () => {
		const desk = new Desk();
		desk.holders['eve-1'] = '@eve:hs.test';
		show(desk);
		await found('Save');
		await type(field('Provider'), 'saml');
		await type(field('Identity at the provider'), 'eve-1');
		await fireEvent.click(button('Save'));
		expect((await screen.findByRole('alert')).textContent).toContain(
			'saml: eve-1 belongs to @eve:hs.test'
		);
		expect(desk.written).toEqual([]);
	});

	test('can all be taken away', async () => {
		const desk = new Desk();
		show(desk);
		await found('Save');
		await fireEvent.click(button('Remove ada-1'));
		await fireEvent.click(button('Save'));
		await isDone();
		expect(screen.getByText('The account has no external identities now.')).toBeTruthy();
	});
});
