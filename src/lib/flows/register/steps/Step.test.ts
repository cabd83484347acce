import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, test, vi } from 'vitest';
import { defaultConfig } from '$lib/base/config';
import { textsFor } from '$lib/i18n/testing';
import { isBusy } from '$lib/wizard/testing';
import type { Attempt } from '../attempt';
import type { Event, State } from '../states';
import { attemptOf, DUMMY, email, provider, states, TERMS, typed } from '../testing';
import Step from './Step.svelte';

const documents = {
	privacy: {
		version: '1',
		en: { name: 'Privacy Policy', url: 'https://example.org/en/privacy' },
		de: { name: 'Datenschutz', url: 'https://example.org/de/privacy' }
	}
};

/** An attempt whose homeserver wants policies accepted, as it names them. */
function withTerms(params: unknown, more: Partial<Attempt> = {}): State {
	const attempt = attemptOf([[TERMS, DUMMY]], typed);
	const uia = { ...attempt.uia, params: { [TERMS]: params } };
	return { step: 'policies', attempt: { ...attempt, uia, ...more } };
}

function show(shown: State, more: { busy?: string; locale?: string; client?: string } = {}) {
	const events: Event[] = [];
	const send = (event: Event) => events.push(event);
	const flow = { state: shown, busy: more.busy, hold: undefined, send };
	const clients = [
		{ id: 'a', name: 'Chat App', url: 'https://app.example.org/' },
		{ id: 'b', name: 'Web Chat', url: 'https://web.example.org/' }
	];
	const config = { ...defaultConfig, clients, adminContact: 'office@example.org' };
	const props = { shown, flow, config, client: more.client };
	return { events, ...render(Step, { props, context: textsFor('register', more.locale) }) };
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('policies', () => {
	test('are accepted here', async () => {
		const { events } = show(withTerms({ policies: documents }));
		await fireEvent.click(screen.getByRole('checkbox'));
		await fireEvent.submit(screen.getByRole('button', { name: 'Accept' }));
		expect(events).toEqual([{ type: 'accepted' }]);
	});

	test.each([
		['en', 'Privacy Policy', 'https://example.org/en/privacy'],
		['de', 'Datenschutz', 'https://example.org/de/privacy']
	])('are linked in the language of the page: %s', (locale, name, url) => {
		show(withTerms({ policies: documents }), { locale });
		expect(screen.getByRole('link', { name }).getAttribute('href')).toBe(url);
	});

	test('that cannot be read are the homeserver’s to show', () => {
		show(withTerms({ policies: 'all of them' }));
		expect(screen.getByRole('button', { name: 'Open the page' })).toBeTruthy();
		expect(screen.queryByRole('checkbox')).toBeNull();
	});

	test('with a script for a link have none', () => {
		const evil = { privacy: { en: { name: 'Privacy Policy', url: 'javascript:alert(1)' } } };
		show(withTerms({ policies: evil }));
		expect(screen.queryByRole('link')).toBeNull();
		expect(screen.getByRole('checkbox')).toBeTruthy();
	});

	test('have a way back until the homeserver has taken anything', async () => {
		const { events, unmount } = show(withTerms({ policies: documents }));
		await press('Back');
		expect(events).toEqual([{ type: 'back' }]);
		unmount();
		show(withTerms({ policies: documents }, { sent: true }));
		expect(screen.queryByRole('button', { name: 'Back' })).toBeNull();
	});

	test('are busy while they are sent', () => {
		show(withTerms({ policies: documents }), { busy: 'submit' });
		expect(isBusy(screen.getByRole('button', { name: 'Accept' }))).toBe(true);
	});
});

test('a stage without a view of its own is the homeserver’s page, of this session', async () => {
	const open = vi.spyOn(window, 'open').mockReturnValue(null);
	const { events } = show(states.stage);
	await press('Open the page');
	expect(open.mock.lastCall?.[0]).toBe(
		'https://matrix.example.org/_matrix/client/v3/auth/m.login.recaptcha/fallback/web?session=s1'
	);
	await press('I have finished there');
	expect(events).toEqual([{ type: 'stageDone' }]);
	open.mockRestore();
});

test('a further stage of that kind begins anew, with the focus at the heading', async () => {
	const heading = document.body.appendChild(document.createElement('h1'));
	heading.tabIndex = -1;
	const open = vi.spyOn(window, 'open').mockReturnValue(null);
	const { rerender } = show(states.stage);
	await press('Open the page');
	expect(document.activeElement).not.toBe(heading);
	await rerender({ shown: { ...states.stage, stage: 'm.login.msisdn' } });
	expect(screen.queryByRole('button', { name: 'I have finished there' })).toBeNull();
	expect(screen.getByRole('button', { name: 'Open the page' })).toBeTruthy();
	expect(document.activeElement).toBe(heading);
	open.mockRestore();
	heading.remove();
});

test('a closed homeserver, with the operator’s contact and its providers', async () => {
	const { events } = show(states.closed);
	expect(screen.getByRole('link', { name: 'office@example.org' })).toBeTruthy();
	await press('Continue with Example ID');
	expect(events).toEqual([{ type: 'providerChosen', provider }]);
});

test('a homeserver with a page of its own', () => {
	show(states.elsewhere);
	const link = screen.getByRole('link', { name: 'Go to account.example.org' });
	expect(link.getAttribute('href')).toBe('https://account.example.org/');
});

test('a mail that is waited for', async () => {
	const { events } = show(email());
	await press('Send again');
	await press('Use another address');
	expect(events.map((event) => event.type)).toEqual(['resendAsked', 'otherAddressAsked']);
});

test('another address', async () => {
	const { events } = show(states.address);
	await fireEvent.submit(screen.getByRole('button', { name: 'Continue' }));
	expect(events).toEqual([{ type: 'addressGiven', address: 'ada@example.org' }]);
});

test('a registration that was left', async () => {
	const { events } = show(states.resume);
	await press('Go on with it');
	expect(events).toEqual([{ type: 'resumed' }]);
});

test('the end, with the app that sent the person here', () => {
	show(states.ready, { client: 'b' });
	expect(screen.getByRole('link', { name: 'Open Web Chat' })).toBeTruthy();
	expect(screen.queryByRole('link', { name: 'Open Chat App' })).toBeNull();
});

test('back from a provider, it says what goes on', () => {
	show(states.returning);
	expect(screen.getByRole('status').textContent).toContain('Signing you in');
});
