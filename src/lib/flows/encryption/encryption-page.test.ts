import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok, type Result } from '$lib/base/result';
import { textsFor } from '$lib/i18n/testing';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { withSignedIn } from '$lib/session/testing';
import Encryption from './Encryption.svelte';
import type { Facts } from './states';

const kit = vi.hoisted(() => ({ goto: vi.fn() }));
vi.mock('$app/navigation', () => ({ goto: kit.goto }));

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
	expect(item('Recovery key').getByText(/Have you lost it\?/u)).toBeTruthy();
});

test('leads to the one thing to do, and nowhere else', async () => {
	show(bare);
	await shown();
	const button = screen.getByRole('button', { name: 'Set up Secure Backup' });
	expect(button.classList).toContain('primary');
	expect(screen.getAllByRole('button')).toHaveLength(1);
	await fireEvent.click(button);
	expect(kit.goto).toHaveBeenCalledWith('/account/encryption?task=set-up');
});

test('offers what makes sense, one thing before the others', async () => {
	show(fine);
	expect(screen.queryByRole('button', { name: 'Reset encryption' })).toBeNull();
	await shown();
	const buttons = screen.getAllByRole('button');
	expect(buttons.map(({ textContent }) => textContent.trim())).toEqual([
		'Verify this session',
		'Test your recovery key',
		'Export keys',
		'Import keys',
		'Reset encryption'
	]);
	expect(buttons.filter(({ classList }) => classList.contains('primary'))).toEqual([buttons[0]]);
});

test('says what this session is', async () => {
	show(fine);
	expect(screen.getByRole('heading', { level: 2, name: 'This session' })).toBeTruthy();
	expect(screen.getByText(/reads no messages/u)).toBeTruthy();
	expect(await screen.findByText(/It is not verified/u)).toBeTruthy();
});

test('says that this session is verified', async () => {
	show({ ...fine, publicKeys: { crossSigning: true, withKeys: ['HERE'], verified: ['HERE'] } });
	expect(await screen.findByText(/It is verified/u)).toBeTruthy();
	expect(
		screen.getByText('All your sessions that have encryption keys are verified.')
	).toBeTruthy();
	expect(screen.queryByRole('button', { name: 'Verify this session' })).toBeNull();
});

test('speaks German, with the words of the German apps', async () => {
	show(bare, {}, 'de');
	await shown();
	expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Verschlüsselung');
	expect(screen.getByRole('button', { name: 'Secure Backup einrichten' })).toBeTruthy();
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
