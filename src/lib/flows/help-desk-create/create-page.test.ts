import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { forgetVisit, visitNotes } from '$lib/session/visit-record';
import { chooseFile, pngFile, stubCanvases } from '$lib/wizard/picture/testing';
import { descriptionOf, isBusy, sendForm, textOf, type } from '$lib/wizard/testing';
import { visit } from './page-testing';

const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const button = (name: string) => screen.getByRole('button', { name });
const checkbox = (name: RegExp) => screen.getByRole('checkbox', { name });
const heading = (name: string) => screen.findByRole('heading', { level: 1, name });
const create = () => fireEvent.click(button('Create'));
const found = {
	userId: '@ada:hs.test',
	createdAt: 1_700_000_000_000,
	deactivated: false,
	neverSeen: true,
	untouched: true
};

afterEach(() => {
	forgetVisit();
	vi.useRealTimers();
});

describe('the form', () => {
	test('shows the whole Matrix ID, and asks for the name when somebody pauses', async () => {
		vi.useFakeTimers();
		const { asked, container } = visit();
		await type(field('Username'), 'A');
		await type(field('Username'), 'Ada');
		expect(textOf(container)).toContain('@ada:hs.test');
		expect(asked.names).toEqual([]);
		await vi.advanceTimersByTimeAsync(400);
		expect(asked.names).toEqual(['ada']);
		expect(descriptionOf(field('Username'))).toContain('This username is free.');
	});

	test('tells of a name that is taken, and leads to whoever has it', async () => {
		visit({ usernameFree: () => Promise.resolve(fail({ kind: 'usernameTaken' })) });
		await type(field('Username'), 'ada');
		await fireEvent.blur(field('Username'));
		const link = await screen.findByRole('link', { name: 'See @ada:hs.test' });
		expect(link.getAttribute('href')).toBe('/help-desk/user?id=%40ada%3Ahs.test');
		expect(field('Username').getAttribute('aria-invalid')).toBe('true');
	});

	test('is not sent with faults: the first one gets the focus', async () => {
		const { asked } = visit();
		await type(field('Email'), 'nothing');
		await create();
		expect(descriptionOf(field('Username'))).toContain('Enter a username.');
		expect(descriptionOf(field('Email'))).toContain('not an email address');
		await waitFor(() => expect(document.activeElement).toBe(field('Username')));
		expect(asked.made).toEqual([]);
	});

	test('tells a fault of what was sent, not of what was typed since', async () => {
		visit();
		await type(field('Email'), 'nothing');
		await create();
		expect(field('Email').getAttribute('aria-invalid')).toBe('true');
		await type(field('Email'), 'a@people.test');
		expect(field('Email').getAttribute('aria-invalid')).toBe('false');
		expect(field('Username').getAttribute('aria-invalid')).toBe('true');
		await type(field('Username'), 'ada');
		expect(field('Username').getAttribute('aria-invalid')).toBe('false');
	});

	test('says what will happen', async () => {
		visit();
		const region = screen.getByRole('region', { name: 'What will happen' });
		expect(textOf(region)).toContain('A password is made and shown once');
		await type(field('Username'), 'ada');
		expect(textOf(region)).toContain('@ada:hs.test is made.');
		await fireEvent.click(checkbox(/^No password/u));
		expect(textOf(region)).toContain('nobody can sign in until one is linked');
		await fireEvent.click(checkbox(/^Administrator/u));
		expect(textOf(region)).toContain('may do everything');
	});

	test('takes several emails and identities, and gives them back', async () => {
		visit();
		await fireEvent.click(button('Add another email'));
		expect(document.activeElement).toBe(field('Email 2'));
		await fireEvent.click(button('Add an external identity'));
		await waitFor(() => expect(document.activeElement).toBe(field('Provider')));
		await type(field('Provider'), 'oidc-x');
		await fireEvent.click(button('Remove external identity 1'));
		await fireEvent.click(button('Remove email 2'));
		expect(screen.queryByRole('textbox', { name: 'Email 2' })).toBeNull();
		expect(screen.queryByRole('textbox', { name: 'Provider' })).toBeNull();
	});
});

describe('creating', () => {
	test('makes the account, and shows its password once', async () => {
		const { asked, container } = visit();
		await type(field('Username'), 'Ada');
		await type(field('Display name'), 'Ada L');
		await type(field('Email'), 'ada@people.test');
		await create();
		expect(await heading('User created')).toBeTruthy();
		const password = asked.finished[0]?.password?.reveal() ?? '';
		expect(password.length).toBeGreaterThanOrEqual(60);
		expect(asked.finished).toMatchObject([
			{ userId: '@ada:hs.test', displayName: 'Ada L', emails: ['ada@people.test'] }
		]);
		expect(textOf(container)).toContain('/login');
		expect(textOf(screen.getByRole('group', { name: 'Password' }))).toBe(password);
		expect(visitNotes()).toMatchObject([
			{ who: '@op:hs.test', whom: '@ada:hs.test', task: 'createUser', result: 'done' }
		]);
		expect(JSON.stringify(visitNotes())).not.toContain(password);
		await fireEvent.click(button('Create another user'));
		expect(field('Username').value).toBe('');
		expect(document.body.textContent).not.toContain(password);
	});

	test('takes a picture along, also after a fault', async () => {
		stubCanvases();
		const { asked } = visit();
		await chooseFile(screen.getByLabelText('Picture'), pngFile());
		expect(isBusy(button('Create'))).toBe(true);
		await waitFor(() => expect(isBusy(button('Create'))).toBe(false));
		await create();
		expect(descriptionOf(field('Username'))).toContain('Enter a username.');
		await type(field('Username'), 'ada');
		await create();
		expect(await heading('User created')).toBeTruthy();
		expect(asked.finished[0]?.picture?.type).toBe('image/jpeg');
		vi.unstubAllGlobals();
		vi.restoreAllMocks();
	});

	test('without a password shows none', async () => {
		const { asked } = visit();
		await type(field('Username'), 'ada');
		await fireEvent.click(checkbox(/^No password/u));
		await sendForm(field('Username'));
		expect(await heading('User created')).toBeTruthy();
		expect(asked.finished[0]?.password).toBeUndefined();
		expect(screen.queryByRole('button', { name: 'Copy' })).toBeNull();
	});

	test('is under way as long as it is, and only once', async () => {
		const { asked } = visit({ make: () => new Promise(() => undefined) });
		await type(field('Username'), 'ada');
		await create();
		expect(isBusy(button('Create'))).toBe(true);
		await create();
		expect(asked.made).toHaveLength(1);
	});

	test('changes nothing of an account that is there', async () => {
		const user = { ...found, deactivated: true };
		const { asked } = visit({ make: () => Promise.resolve(ok({ kind: 'exists', user })) });
		await type(field('Username'), 'ada');
		await create();
		expect(await screen.findByText(/keeps its name for good/u)).toBeTruthy();
		expect(field('Username').value).toBe('ada');
		expect(asked.finished).toEqual([]);
		expect(visitNotes()).toEqual([]);
	});

	test('tells whose an email is', async () => {
		const taken = { kind: 'emailTaken', address: 'a@b', by: '@eve:hs.test' } as const;
		visit({ make: () => Promise.resolve(ok(taken)) });
		await type(field('Username'), 'ada');
		await type(field('Email'), 'a@b');
		await create();
		await waitFor(() => expect(descriptionOf(field('Email'))).toContain('@eve:hs.test'));
	});

	test('tells of rights that are gone', async () => {
		const error = { kind: 'admin', problem: 'notAdmin' } as const;
		visit({ make: () => Promise.resolve(fail(error)) });
		await type(field('Username'), 'ada');
		await create();
		expect((await screen.findByRole('alert')).textContent).toContain('not an administrator');
		expect(field('Username').value).toBe('ada');
		expect(visitNotes()).toMatchObject([{ result: 'failed' }]);
	});
});

describe('trouble on the way', () => {
	test('an account of a moment that no calendar has is shown all the same', async () => {
		visit({
			make: () => Promise.resolve(ok({ kind: 'lost', error: { kind: 'unreachable' } })),
			trace: () =>
				Promise.resolve(
					ok({
						userId: '@ada:hs.test',
						createdAt: 1e300,
						deactivated: false,
						neverSeen: true,
						untouched: true
					})
				)
		});
		await type(screen.getByRole('textbox', { name: 'Username' }), 'ada');
		await fireEvent.click(screen.getByRole('button', { name: 'Create' }));
		expect(await screen.findByRole('button', { name: 'Finish this account' })).toBeTruthy();
	});

	test('after a lost answer the operator decides', async () => {
		const { asked } = visit({
			make: () => Promise.resolve(ok({ kind: 'lost', error: { kind: 'unreachable' } })),
			trace: () => Promise.resolve(ok(found))
		});
		await type(field('Username'), 'ada');
		await create();
		expect(await heading('Is this the account you asked for?')).toBeTruthy();
		expect(asked.finished).toEqual([]);
		await fireEvent.click(button('Finish this account'));
		expect(await heading('User created')).toBeTruthy();
	});

	test('what cannot be looked for can be later', async () => {
		const trace = vi.fn(() => Promise.resolve(fail({ kind: 'refused' })));
		visit({
			make: () => Promise.resolve(ok({ kind: 'lost', error: { kind: 'unreachable' } })),
			trace
		});
		await type(field('Username'), 'ada');
		await create();
		await fireEvent.click(await screen.findByRole('button', { name: 'Look again' }));
		expect(trace).toHaveBeenCalledTimes(2);
		expect(visitNotes()).toMatchObject([{ result: 'unknown' }, { result: 'unknown' }]);
	});

	test('an account that is half done is not called done, and can be finished', async () => {
		const taken = { kind: 'emailTaken', address: 'a@b', by: '@eve:hs.test' } as const;
		const finish = vi
			.fn<() => Promise<ReturnType<typeof ok<typeof taken | { kind: 'finished' }>>>>()
			.mockResolvedValueOnce(ok(taken))
			.mockResolvedValueOnce(ok({ kind: 'finished' }));
		visit({ finish });
		await type(field('Username'), 'ada');
		await create();
		expect(await heading('The account is not finished')).toBeTruthy();
		expect(screen.getByRole('alert').textContent).toContain('a@b belongs to @eve:hs.test');
		await fireEvent.click(button('Try again'));
		expect(await heading('User created')).toBeTruthy();
	});

	test('a session that is over leads to sign-in', async () => {
		const error = { kind: 'sessionEnded', soft: false } as const;
		const { ended } = visit({ make: () => Promise.resolve(fail(error)) });
		await type(field('Username'), 'ada');
		await create();
		await waitFor(() => expect(ended).toHaveBeenCalledWith(error));
	});
});
