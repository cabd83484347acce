import { fireEvent, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import {
	descriptionOf,
	isBusy,
	makeDialogsOpen,
	textOf,
	type as typeInto
} from '$lib/wizard/testing';
import { showPage } from './page-testing';
import { challenge, DAY, info } from './testing';

const html = document.documentElement;
const button = (name: string) => screen.getByRole('button', { name });
const press = (name: string) => fireEvent.click(button(name));
const heading = () => screen.getByRole('heading', { level: 1 }).textContent;
const rows = () => within(screen.getByRole('list', { name: 'Sessions' })).getAllByRole('listitem');
const listIsThere = () => screen.findByRole('list', { name: 'Sessions' });
const agree = () => fireEvent.click(within(screen.getByRole('dialog')).getByText('Sign out'));
const question = { kind: 'challenge', challenge: challenge() } as const;
const asks = ok(question);

beforeEach(() => {
	makeDialogsOpen();
	HTMLElement.prototype.scrollIntoView = vi.fn();
	html.removeAttribute('data-ready');
	history.replaceState({}, '', '/account/sessions');
});

describe('the list', () => {
	test('is asked for, and the page is ready when it is there', async () => {
		showPage([info('A')]);
		expect(heading()).toBe('Sessions');
		expect(screen.getByRole('status').textContent).toContain('Asking the homeserver');
		expect(html.hasAttribute('data-ready')).toBe(false);
		await listIsThere();
		expect(html.hasAttribute('data-ready')).toBe(true);
		expect(rows()).toHaveLength(2);
		expect(screen.getByText('2 sessions')).toBeTruthy();
	});

	test('says of each session what is known of it', async () => {
		showPage(
			[
				info('A', {
					name: 'Laptop',
					userAgent: 'Element/1 (Linux)',
					lastSeenIp: '192.0.2.1',
					lastSeenAt: Date.now() - 3 * DAY
				}),
				info('B', { name: undefined as never })
			],
			{ publicKeys: ok({ crossSigning: true, withKeys: ['A'], verified: [] }) }
		);
		await listIsThere();
		const [here, laptop, nameless] = rows().map(textOf);
		expect(here).toContain('This session');
		expect(here).not.toMatch(/verified/iu);
		expect(laptop).toMatch(
			/Laptop .*Element on Linux Last used 3 days ago \(.+\) from 192\.0\.2\.1 Not verified/u
		);
		expect(nameless).toMatch(/^Select B B Sign out Last use unknown$/u);
	});

	test('does not come: it says why, and asks again', async () => {
		const { answer, asked } = showPage([], { sessions: fail({ kind: 'badAnswer' }) });
		expect((await screen.findByRole('alert')).textContent).toContain('cannot read');
		expect(html.hasAttribute('data-ready')).toBe(true);
		answer({ sessions: ok([info('HERE')]) });
		await press('Try again');
		await listIsThere();
		expect(screen.queryByRole('alert')).toBeNull();
		expect(asked.filter((one) => one === 'sessions')).toHaveLength(2);
	});

	test('of a session that is over: the frame is told', async () => {
		const reason = { kind: 'sessionEnded', soft: true } as const;
		const { ended } = showPage([], { sessions: fail(reason) });
		await vi.waitFor(() => expect(ended).toEqual([reason]));
	});

	test('a thousand are drawn in portions', async () => {
		showPage(Array.from({ length: 120 }, (_, index) => info(`S${String(index)}`)));
		await listIsThere();
		expect(rows().length).toBeLessThan(121);
		// Each portion waits until the browser is idle, which a busy machine is not for long.
		await vi.waitFor(() => expect(rows()).toHaveLength(121), { timeout: 4_000 });
	});

	test('alone there is nothing else to sign out', async () => {
		showPage([]);
		await listIsThere();
		expect(screen.queryByRole('button', { name: 'Sign out all other sessions' })).toBeNull();
		expect(screen.queryByRole('checkbox')).toBeNull();
	});
});

describe('renaming', () => {
	test('a name is needed, the new one is shown', async () => {
		const { asked } = showPage([info('A', { name: 'Laptop' })]);
		await listIsThere();
		const name = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Session name' });
		expect(name().value).toBe('Portal');
		await press('Laptop');
		expect(button('Laptop').getAttribute('aria-expanded')).toBe('true');
		const field = name();
		expect(field.value).toBe('Laptop');
		await typeInto(field, '  ');
		await press('Rename');
		expect(descriptionOf(field)).toContain('Enter a name.');
		await typeInto(field, ' Desk ');
		await press('Rename');
		await screen.findByText('The session is now called “Desk”.');
		expect(asked).toContain('rename A Desk');
	});

	test('a failure is an alert, and what was typed stays', async () => {
		showPage([info('A', { name: 'Laptop' })], {
			rename: fail({ kind: 'tooLarge', detail: 'Long' })
		});
		await listIsThere();
		await press('Laptop');
		const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Session name' });
		await typeInto(field, 'Long');
		await press('Rename');
		const alert = await screen.findByRole('alert');
		expect(alert.textContent).toContain('too large');
		expect(field.value).toBe('Long');
	});
});

describe('signing out', () => {
	const two = [info('A', { name: 'Laptop' }), info('B', { name: 'Phone' })];

	test('one, with a wrong password first', async () => {
		const { asked, answer } = showPage(two, { remove: asks });
		await listIsThere();
		await press('Sign out Laptop');
		expect(screen.getByRole('dialog', { name: 'Sign out “Laptop”?' })).toBeTruthy();
		await agree();
		await screen.findByRole('heading', { name: 'Confirm that it is you' });
		expect(screen.getByText('This signs out “Laptop”.')).toBeTruthy();
		answer({ remove: ok({ ...question, refusal: { kind: 'passwordWrong' } }) });
		const field = screen.getByLabelText('Password');
		await typeInto(field, 'wrong');
		await press('Continue');
		await vi.waitFor(() => expect(descriptionOf(field)).toContain('This is not the password'));
		expect(screen.queryByRole('alert')).toBeNull();

		answer({ remove: ok({ kind: 'done', value: true }), sessions: ok([info('HERE')]) });
		await press('Continue');
		await screen.findByText('1 session is signed out.');
		await vi.waitFor(() => expect(rows()).toHaveLength(1));
		expect(asked.filter((one) => one.startsWith('remove'))).toHaveLength(3);
	});

	test('a limit of the password makes its button wait, and sends nothing by itself', async () => {
		const { asked, answer } = showPage(two, { remove: asks });
		await listIsThere();
		await press('Sign out Laptop');
		await agree();
		const field = await screen.findByLabelText('Password');
		answer({ remove: fail({ kind: 'rateLimited', retryAfterMs: 20 }) });
		await typeInto(field, 'right');
		await press('Continue');
		await screen.findByText('Possible now.');
		expect(isBusy(button('Continue'))).toBe(false);
		expect(asked.filter((one) => one.startsWith('remove'))).toHaveLength(2);
	});

	test.each([
		[['A'], true],
		[[], false]
	])('what it costs is said of sessions with keys: %j', async (withKeys, told) => {
		showPage(two, { publicKeys: ok({ crossSigning: true, withKeys, verified: [] }) });
		await listIsThere();
		await press('Sign out all other sessions');
		const dialog = screen.getByRole('dialog', { name: 'Sign out all 2 other sessions?' });
		expect(dialog.textContent.includes('only in this session, and not in Secure Backup')).toBe(
			told
		);
		await press('Cancel');
		expect(screen.queryByRole('dialog')).toBeNull();
	});

	test('the unused ones are suggested', async () => {
		const old = info('C', { name: 'Old', lastSeenAt: Date.now() - 91 * DAY });
		const { asked } = showPage([...two, old]);
		await listIsThere();
		expect(screen.getByText('1 session was not used for 90 days.')).toBeTruthy();
		await press('Select the unused ones');
		expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Select Old' }).checked).toBe(
			true
		);
		await fireEvent.click(screen.getByRole('checkbox', { name: 'Select Phone' }));
		expect(screen.getByText('2 selected')).toBeTruthy();
		await press('Sign out selected');
		await agree();
		await vi.waitFor(() => expect(asked).toContain('remove C B'));
	});

	test('a selection can be cleared', async () => {
		showPage(two);
		await listIsThere();
		await fireEvent.click(screen.getByRole('checkbox', { name: 'Select Phone' }));
		await press('Clear the selection');
		expect(screen.queryByText('1 selected')).toBeNull();
	});

	test('a failure is an alert, and nothing that is selected is lost', async () => {
		showPage(two, { remove: fail({ kind: 'refused' }), sessions: ok([info('HERE'), ...two]) });
		await listIsThere();
		await fireEvent.click(screen.getByRole('checkbox', { name: 'Select Phone' }));
		await press('Sign out selected');
		await agree();
		expect((await screen.findByRole('alert')).textContent).toContain('does not allow this');
		expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Select Phone' }).checked).toBe(
			true
		);
		expect(isBusy(button('Sign out selected'))).toBe(false);
	});

	test('this session: the frame forgets it', async () => {
		const { signedOut, asked } = showPage([]);
		await listIsThere();
		await press('Sign out Portal');
		expect(screen.getByRole('dialog', { name: 'Sign out of this session?' })).toBeTruthy();
		await agree();
		await vi.waitFor(() => expect(signedOut()).toBe(1));
		expect(asked).toContain('signOut');
	});

	test.each([
		[{ kind: 'sessionEnded', soft: false } as const, 1],
		[{ kind: 'badAnswer' } as const, 0]
	])('this session, when the homeserver says %j', async (error, times) => {
		const { signedOut } = showPage([], { signOut: fail(error) });
		await listIsThere();
		await press('Sign out Portal');
		await agree();
		await vi.waitFor(() => {
			expect(signedOut()).toBe(times);
			expect(screen.queryAllByRole('alert')).toHaveLength(1 - times);
		});
	});
});

describe('a link', () => {
	const open = (query: string) => history.replaceState({}, '', `/account/sessions?${query}`);

	test('shows its session', async () => {
		open('action=org.matrix.device_view&device_id=A&client=x');
		showPage([info('A', { name: 'Laptop' })]);
		await listIsThere();
		expect(button('Laptop').getAttribute('aria-expanded')).toBe('true');
		expect(document.activeElement).toBe(button('Laptop'));
		expect(location.search).toBe('?client=x');
	});

	test('asks whether to sign its session out', async () => {
		open('action=org.matrix.device_delete&device_id=A');
		showPage([info('A', { name: 'Laptop' })]);
		expect(await screen.findByRole('dialog', { name: 'Sign out “Laptop”?' })).toBeTruthy();
	});

	test('to a session that is gone', async () => {
		open('action=org.matrix.device_delete&device_id=X');
		showPage([]);
		expect(await screen.findByText(/^The session that you came for is not there/u)).toBeTruthy();
	});

	test.each([
		'action=org.matrix.device_view&device_id=',
		'action=org.matrix.devices_list',
		'device_id=A'
	])('that names nothing: %s', async (query) => {
		open(query);
		showPage([info('A', { name: 'Laptop' })]);
		await listIsThere();
		expect(button('Laptop').getAttribute('aria-expanded')).toBe('false');
	});
});

test('where sessions are managed elsewhere, the links lead there', async () => {
	const url = 'https://account.example.org/';
	const actions = ['org.matrix.devices_list', 'org.matrix.device_delete'];
	showPage([info('A', { name: 'Laptop' })], { management: ok({ url, actions }) });
	await listIsThere();
	const link = (name: string) => screen.getByRole('link', { name }).getAttribute('href');
	expect(link('Sign out Laptop')).toBe(`${url}?action=org.matrix.device_delete&device_id=A`);
	expect(link('Sign out all other sessions')).toBe(`${url}?action=org.matrix.devices_list`);
	expect(screen.getByText(/account\.example\.org/u)).toBeTruthy();
	expect(screen.queryByRole('checkbox')).toBeNull();
	expect(button('Sign out Portal')).toBeTruthy();
	await press('Laptop');
	expect(button('Rename')).toBeTruthy();
});
