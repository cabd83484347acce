import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { textsFor } from '$lib/i18n/testing';
import type { NewUser } from '$lib/matrix/admin-ports';
import type { Portal } from '$lib/matrix/context';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { provideSignedIn } from '$lib/session/signed-in';
import { forgetVisit, visitNotes } from '$lib/session/visit-record';
import { makeDialogsOpen, textOf, type } from '$lib/wizard/testing';
import CreateMany from './CreateMany.svelte';
import { takeBatch } from './memory';

const server = { baseUrl: 'https://hs.test', serverName: 'hs.test' };
const OPERATOR = '@op:hs.test';
const ENTRY = 'vestibule.begun-accounts';
let saved: Blob[];

function visit(given: Partial<Portal['adminCreation']> = {}) {
	const finished: NewUser[] = [];
	const adminCreation: Portal['adminCreation'] = {
		usernameFree: () => Promise.resolve(ok(true)),
		trace: () => Promise.resolve(ok(undefined)),
		takenBy: () => Promise.resolve(ok(undefined)),
		make: () => Promise.resolve(ok({ kind: 'made' })),
		...given,
		finish(user, signal) {
			finished.push(user);
			return given.finish?.(user, signal) ?? Promise.resolve(ok({ kind: 'finished' }));
		}
	};
	const homeservers = {
		...portalOf().homeservers,
		passwordPolicy: () => Promise.resolve(ok({}))
	};
	const signedIn: Component<Record<string, never>> = (internals, props) => {
		provideSignedIn({ account: { server, userId: OPERATOR, deviceId: 'D' }, ended: vi.fn() });
		return CreateMany(internals, props);
	};
	const page = withPortal(signedIn, portalOf({ adminCreation, homeservers }));
	return { finished, ...render(page, { props: {}, context: textsFor('help-desk/create') }) };
}

const rows = () => screen.getByRole('textbox', { name: 'Rows' });
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const press = async (name: string | RegExp) => fireEvent.click(await button(name));
const heading = (name: string) => screen.findByRole('heading', { level: 1, name });
const region = (name: RegExp) => screen.findByRole('region', { name });

async function preview(list: string) {
	await type(rows(), list);
	await press('Check');
	await heading('Check the list');
}

beforeEach(() => {
	takeBatch('@nobody:hs.test');
	makeDialogsOpen();
	saved = [];
	vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
		saved.push(file as Blob);
		return 'blob:x';
	});
	vi.spyOn(URL, 'revokeObjectURL').mockReturnValue();
	vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
});
afterEach(() => {
	forgetVisit();
	sessionStorage.clear();
	vi.restoreAllMocks();
});

describe('the list', () => {
	test('that cannot be read says why, and stays', async () => {
		visit();
		await type(rows(), 'email\na@b');
		await press('Check');
		expect(await screen.findByText(/No column is called/u)).toBeTruthy();
		expect(rows().getAttribute('aria-invalid')).toBe('true');
		await waitFor(() => expect(document.activeElement).toBe(rows()));
	});

	test('is read from a file into the field', async () => {
		visit();
		const input = screen.getByLabelText<HTMLInputElement>('CSV file');
		Object.defineProperty(input, 'files', { value: [new File(['username\nada'], 'a.csv')] });
		await fireEvent.change(input);
		await waitFor(() => expect((rows() as HTMLTextAreaElement).value).toBe('username\nada'));
	});

	test('is shown before anything is made, with what is left out and why', async () => {
		const { finished } = visit({
			takenBy: ({ userId }) =>
				Promise.resolve(
					ok(
						userId === '@eve:hs.test'
							? { kind: 'emailTaken', address: 'e@b', by: '@old:hs.test' }
							: undefined
					)
				)
		});
		await preview('username,email,admin,shoes\nada,a@b,yes,9\nä,,,\neve,e@b,,\nADA,,,');
		const left = textOf(await region(/^Left out/u));
		expect(left).toContain('Line 3');
		expect(left).toContain('This username is not possible here.');
		expect(left).toContain('e@b belongs to @old:hs.test');
		expect(left).toContain('The same username is on line 2 already.');
		const will = textOf(await region(/^What will happen/u));
		expect(will).toContain('1 account is made.');
		expect(will).toContain('1 of them is an administrator');
		expect(will).toContain('3 rows are left out');
		expect(screen.getByText(/left out: shoes/u)).toBeTruthy();
		expect(finished).toEqual([]);
	});

	test('of many rows is drawn in portions', async () => {
		const { container } = visit();
		const drawn = () => container.querySelectorAll('section ul[aria-labelledby] > li').length;
		const many = Array.from({ length: 250 }, (_, at) => `u${String(at)}`).join('\n');
		await preview(`username\n${many}`);
		expect(await screen.findByText('Create 250 accounts')).toBeTruthy();
		expect(drawn()).toBe(100);
		await fireEvent.click(screen.getByText('Show more (150)'));
		expect(drawn()).toBe(200);
	});
});

describe('making', () => {
	test('tells of each row, and hands the passwords over once', async () => {
		const { finished, container } = visit();
		await preview('username,display name\nada,Ada\neve,=1+1');
		await press('Create 2 accounts');
		await heading('The list is done');
		expect(screen.getByText('2 of 2 accounts made.')).toBeTruthy();
		const passwords = finished.map(({ password }) => password?.reveal() ?? '');
		expect(passwords.every((password) => password.length > 20)).toBe(true);
		expect(container.textContent).not.toContain(passwords[0]);
		expect(sessionStorage.getItem(ENTRY)).toBe('["@ada:hs.test","@eve:hs.test"]');
		await press('Save the passwords');
		await waitFor(() => expect(saved).toHaveLength(1));
		const text = (await saved[0]?.text()) ?? '';
		for (const password of passwords) expect(text).toContain(password);
		expect(text).toContain(`"'=1+1"`);
		expect(sessionStorage.getItem(ENTRY)).toBeNull();
		expect(visitNotes().map(({ whom, result }) => [whom, result])).toEqual([
			['@ada:hs.test', 'done'],
			['@eve:hs.test', 'done']
		]);
	});

	test('stops when somebody says so, and goes on from there', async () => {
		let letGo: (() => void) | undefined;
		const { finished } = visit({
			make: () => new Promise((resolve) => (letGo = () => resolve(ok({ kind: 'made' }))))
		});
		await preview('username\nada\neve');
		await press('Create 2 accounts');
		await heading('Creating users');
		await press('Stop');
		expect((await button('Stop')).getAttribute('aria-busy')).toBe('true');
		letGo?.();
		await heading('Stopped');
		expect(screen.getByText('1 of 2 accounts made.')).toBeTruthy();
		expect(finished).toHaveLength(1);
		await press('Continue with 1 row');
		await heading('Creating users');
		letGo?.();
		await heading('The list is done');
		expect(screen.getByText('2 of 2 accounts made.')).toBeTruthy();
	});

	test('stops by itself when the rights are gone, and says what was done', async () => {
		const make = vi
			.fn<Portal['adminCreation']['make']>()
			.mockResolvedValueOnce(ok({ kind: 'made' }))
			.mockResolvedValueOnce(fail({ kind: 'admin', problem: 'notAdmin' }));
		visit({ make });
		await preview('username\nada\neve');
		await press('Create 2 accounts');
		await heading('Stopped');
		expect(screen.getByRole('alert').textContent).toContain('not an administrator');
		expect(screen.getByText('1 of 2 accounts made.')).toBeTruthy();
		expect(await button('Save the passwords')).toBeTruthy();
	});

	test('never claims what is not sure, and finishes it when told to', async () => {
		const trace = { userId: '@ada:hs.test', deactivated: false, neverSeen: true, untouched: true };
		const error = { kind: 'unreachable' } as const;
		const { finished } = visit({
			make: () => Promise.resolve(ok({ kind: 'lost', error })),
			trace: () => Promise.resolve(ok(trace))
		});
		await preview('username\nada');
		await press('Create 1 account');
		await heading('The list is done');
		expect(screen.getByText('0 of 1 account made.')).toBeTruthy();
		expect(textOf(await region(/^Not made/u))).toContain('Most likely it is yours.');
		expect(finished).toEqual([]);
		await press('Finish 1 account');
		expect(await screen.findByText('1 of 1 account made.')).toBeTruthy();
	});
});

describe('leaving', () => {
	test('with passwords that are not saved is asked about', async () => {
		visit();
		await preview('username\nada');
		await press('Create 1 account');
		await heading('The list is done');
		const unload = new Event('beforeunload', { cancelable: true });
		window.dispatchEvent(unload);
		expect(unload.defaultPrevented).toBe(true);
		await press('Another list');
		const dialog = screen.getByRole('dialog', { name: 'Leave without the passwords?' });
		await fireEvent.click(within(dialog).getByRole('button', { name: 'Leave without them' }));
		expect(await heading('Create users from a file')).toBeTruthy();
	});

	test('for another page costs nothing', async () => {
		const { unmount } = visit();
		await preview('username\nada');
		await press('Create 1 account');
		await heading('The list is done');
		unmount();
		visit();
		expect(await heading('The list is done')).toBeTruthy();
		await press('Save the passwords');
		const unload = new Event('beforeunload', { cancelable: true });
		window.dispatchEvent(unload);
		expect(unload.defaultPrevented).toBe(false);
	});
});
