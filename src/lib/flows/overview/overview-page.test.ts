import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultConfig } from '$lib/base/config';
import { configKey } from '$lib/base/config-context';
import { fail, ok, type Result } from '$lib/base/result';
import { textsFor } from '$lib/i18n/testing';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { withSignedIn } from '$lib/session/testing';
import { isBusy } from '$lib/wizard/testing';
import type { Facts } from './facts';
import Overview from './Overview.svelte';
import { bare, fine } from './testing';

const html = document.documentElement;
const list = () => screen.getByRole('list', { name: 'Security check-up' });
const items = () => within(list()).getAllByRole('listitem');
const item = (title: string) => {
	const found = items().find((one) => within(one).queryByRole('heading', { name: title }));
	if (!found) throw new Error(`No item ${title}`);
	return within(found);
};
const line = () =>
	screen.getAllByRole('status').find(({ className }) => className.includes('note'));
const tryAgain = () => screen.queryByRole('button', { name: 'Try again' });

/** The page, as the homeserver answers: facts, failures, or answers that the test gives later. */
function show(facts: Facts, given: Partial<Record<keyof Facts, () => Promise<unknown>>> = {}) {
	const asked: string[] = [];
	const ask = (name: keyof Facts) => () => {
		asked.push(name);
		return given[name]?.() ?? Promise.resolve(ok(facts[name]));
	};
	const names = Object.keys(facts) as (keyof Facts)[];
	const security = Object.fromEntries(names.map((name) => [name, ask(name)]));
	const ended = vi.fn();
	const clients = [{ id: 'a', name: 'Chat App', url: 'https://app.example.org/' }];
	const state = { phase: 'ready', config: { ...defaultConfig, clients } };
	const context = new Map<symbol, unknown>([...textsFor('account'), [configKey, { state }]]);
	const page = withSignedIn(withPortal(Overview, portalOf({ security: security as never })), ended);
	return { asked, ended, ...render(page, { props: {}, context }) };
}

const shown = () => vi.waitFor(() => expect(html.hasAttribute('data-ready')).toBe(true));

beforeEach(() => html.removeAttribute('data-ready'));
afterEach(() => {
	vi.useRealTimers();
});

test('says whose account it is, before anything is known', () => {
	const never = () => new Promise(() => undefined);
	show(fine, { threepids: never });
	expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Your account');
	expect(document.title).toBe('Your account');
	expect(screen.getByText('@ada:example.org')).toBeTruthy();
	expect(screen.getByRole('button', { name: 'Copy' })).toBeTruthy();
	expect(items()).toHaveLength(5);
	expect(line()?.textContent).toContain('Your account is being checked.');
	expect(html.hasAttribute('data-ready')).toBe(false);
});

test('everything is asked once, side by side', () => {
	const { asked } = show(fine);
	expect(asked.toSorted()).toEqual(Object.keys(fine).toSorted());
});

test('where all is well, one calm line says so', async () => {
	show(fine);
	await shown();
	expect(line()?.textContent).toContain('All is well.');
	expect(within(list()).getAllByText('Good')).toHaveLength(5);
	expect(within(list()).queryByRole('link')).toBeNull();
	expect(tryAgain()).toBeNull();
});

test('a new account hears what to do, and each thing has its one link', async () => {
	show(bare);
	await shown();
	expect(line()?.textContent).toContain('3 things need your attention.');
	for (const [title, name, path] of [
		['Email', 'Add an email', '/account/emails'],
		['Secure Backup', 'Set up Secure Backup', '/account/encryption?task=set-up&from=account'],
		['Cross-signing', 'Set up cross-signing', '/account/encryption?task=set-up&from=account']
	] as const) {
		expect(item(title).getByText('To do')).toBeTruthy();
		const links = item(title).getAllByRole('link');
		expect(links.map((link) => link.textContent.trim())).toEqual([name]);
		expect(links[0]?.getAttribute('href')).toBe(path);
	}
});

test('sessions are counted', async () => {
	const publicKeys = { crossSigning: true, withKeys: ['A', 'B'], verified: [] };
	show({ ...fine, publicKeys, sessions: [{ deviceId: 'C', lastSeenAt: 5 }] });
	await shown();
	expect(item('Unverified sessions').getByText(/^2 sessions are not verified/u)).toBeTruthy();
	expect(item('Unused sessions').getByText(/^One session was not used for 90 days/u)).toBeTruthy();
	expect(line()?.textContent).toContain('2 things');
});

describe('a part that fails', () => {
	const fault = fail({ kind: 'serverFault', status: 500 });

	test('leaves the others, says why, and is asked for again by itself', async () => {
		let answer: Result<unknown> = fault;
		const { asked } = show(fine, { threepids: () => Promise.resolve(answer) });
		await shown();
		expect(item('Email').getByText('Could not be checked')).toBeTruthy();
		expect(item('Email').getByText(/error 500/u)).toBeTruthy();
		expect(within(list()).getAllByText('Good')).toHaveLength(4);
		expect(line()?.textContent).toContain('not everything could be checked');
		answer = ok(fine.threepids);
		asked.length = 0;
		await fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
		await vi.waitFor(() => expect(tryAgain()).toBeNull());
		expect(asked).toEqual(['threepids']);
		expect(item('Email').getByText('Good')).toBeTruthy();
		expect(document.activeElement?.textContent).toBe('Security check-up');
	});

	test('keeps its place while it is asked for again', async () => {
		const answers = [Promise.resolve(fault), new Promise(() => undefined)];
		show(fine, { sessions: () => answers.shift() ?? Promise.resolve(fault) });
		await shown();
		const button = screen.getByRole('button', { name: 'Try again' });
		await fireEvent.click(button);
		expect(isBusy(button)).toBe(true);
		expect(item('Unused sessions').getByText(/error 500/u)).toBeTruthy();
	});

	test('is named also where no topic shows it', async () => {
		show(fine, { management: () => Promise.resolve(fault) });
		await shown();
		expect(screen.getByText(/What your homeserver lets you change/u)).toBeTruthy();
		expect(tryAgain()).not.toBeNull();
		expect(line()?.textContent).toContain('All is well.');
	});

	test('a limit waits by itself, and holds up nothing else', async () => {
		vi.useFakeTimers();
		const limited = fail({ kind: 'rateLimited', retryAfterMs: 4_000 });
		const answers = [limited, ok(fine.threepids)];
		show(fine, { threepids: () => Promise.resolve(answers.shift()) });
		await vi.advanceTimersByTimeAsync(0);
		expect(html.hasAttribute('data-ready')).toBe(true);
		expect(item('Email').getByText('Checking')).toBeTruthy();
		expect(item('Email').getByText(/4 seconds/u)).toBeTruthy();
		expect(tryAgain()).toBeNull();
		await vi.advanceTimersByTimeAsync(4_000);
		expect(item('Email').getByText('Good')).toBeTruthy();
	});

	test('the end of the session leads away, once', async () => {
		const over = () => Promise.resolve(fail({ kind: 'sessionEnded', soft: false }));
		const { ended } = show(fine, { threepids: over, sessions: over });
		await vi.waitFor(() => expect(ended).toHaveBeenCalled());
		expect(ended.mock.calls).toEqual([[{ kind: 'sessionEnded', soft: false }]]);
	});
});

test('a homeserver with a page of its own is linked, and so is what only it can change', async () => {
	const management = {
		url: 'https://account.example.org/',
		actions: ['org.matrix.profile']
	};
	const capabilities = { ...bare.capabilities, changeThreepids: false };
	show({ ...bare, management, capabilities });
	await shown();
	const go = { name: 'Go to account.example.org' };
	expect(item('Email').getByRole('link', go).getAttribute('href')).toBe(
		'https://account.example.org/?action=org.matrix.profile'
	);
	const all = screen.getAllByRole('link', go).map((link) => link.getAttribute('href'));
	expect(all).toContain('https://account.example.org/');
});

test('the operator’s apps can be opened', () => {
	show(fine);
	const link = screen.getByRole('link', { name: 'Open Chat App' });
	expect(link.getAttribute('href')).toBe('https://app.example.org/');
});
