import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok, type Result } from '$lib/base/result';
import { textsFor } from '$lib/i18n/testing';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { withSignedIn } from '$lib/session/testing';
import Encryption from './Encryption.svelte';
import type { Facts } from './states';

const html = document.documentElement;
const fine: Facts = {
	publicKeys: { crossSigning: true, withKeys: [], verified: [] },
	backup: { version: '1', count: 1200 },
	recoveryKey: { id: 'abc', hasPhrase: false }
};
const bare: Facts = {
	publicKeys: { crossSigning: false, withKeys: [], verified: [] },
	backup: undefined,
	recoveryKey: undefined
};
const list = () => within(screen.getByRole('list', { name: /encryption|Verschlüsselung/u }));
const item = (title: string) =>
	within(list().getByRole('heading', { level: 2, name: title }).closest('li') ?? html);

function show(
	facts: Facts,
	given: Partial<Record<keyof Facts, () => unknown>> = {},
	locale = 'en'
) {
	const names = Object.keys(facts) as (keyof Facts)[];
	const security = Object.fromEntries(
		names.map((name) => [name, () => Promise.resolve(given[name]?.() ?? ok(facts[name]))])
	);
	const ended = vi.fn();
	const portal = portalOf({ security: security as never });
	const page = withSignedIn(withPortal(Encryption, portal), ended);
	return { ended, ...render(page, { props: {}, context: textsFor('account/encryption', locale) }) };
}

const shown = () => vi.waitFor(() => expect(html.hasAttribute('data-ready')).toBe(true));

beforeEach(() => html.removeAttribute('data-ready'));

test('says in plain words that all is set up', async () => {
	show(fine);
	expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Encryption');
	await shown();
	for (const title of ['Secure Backup', 'Cross-signing', 'Recovery key'])
		expect(item(title).getByText('Good')).toBeTruthy();
	expect(item('Secure Backup').getByText(/with 1,200 keys in it/u)).toBeTruthy();
	expect(list().queryByText('What to do')).toBeNull();
	expect(item('Recovery key').getByText(/Have you lost it\?/u)).toBeTruthy();
});

test('tells step by step how the apps mend what is missing', async () => {
	show(bare);
	await shown();
	const steps = (title: string) =>
		item(title)
			.getAllByRole('listitem')
			.map(({ textContent }) => textContent);
	expect(steps('Cross-signing')[0]).toMatch(
		/^Sign in to Element Web, Element Desktop or Element X/u
	);
	expect(steps('Secure Backup')).toHaveLength(5);
	expect(steps('Secure Backup').join(' ')).toMatch(/“Allow key storage”.*“Set up recovery”/u);
	expect(item('Recovery key').queryByRole('listitem')).toBeNull();
});

test('says what this session is', () => {
	show(fine);
	expect(screen.getByRole('heading', { level: 2, name: 'This session' })).toBeTruthy();
	expect(screen.getByText(/has no encryption keys/u)).toBeTruthy();
});

test('speaks German, with the words of the German apps', async () => {
	show(bare, {}, 'de');
	await shown();
	expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Verschlüsselung');
	expect(screen.getByText(/„Schlüsselspeicherung zulassen“/u)).toBeTruthy();
});

describe('a part that fails', () => {
	test('leaves the others, and is asked for again', async () => {
		let answer: Result<unknown> = fail({ kind: 'serverFault', status: 500 });
		show(fine, { backup: () => answer });
		await shown();
		expect(item('Secure Backup').getByText(/error 500/u)).toBeTruthy();
		expect(list().getAllByText('Good')).toHaveLength(2);
		answer = ok(fine.backup);
		await fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
		await vi.waitFor(() => expect(list().getAllByText('Good')).toHaveLength(3));
		expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
		expect(document.activeElement?.textContent).toContain('Secure Backup');
	});

	test('the end of the session leads away', async () => {
		const { ended } = show(fine, { backup: () => fail({ kind: 'sessionEnded', soft: true }) });
		await vi.waitFor(() => expect(ended).toHaveBeenCalledOnce());
	});
});
