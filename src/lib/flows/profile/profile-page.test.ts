import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok, type Result } from '$lib/base/result';
import { descriptionOf, isBusy, sendForm, type } from '$lib/wizard/testing';
import { button, completeBrowser, maybe, name, userId, visit, visitOpen } from './page-testing';

beforeEach(completeBrowser);
afterEach(() => {
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
	sessionStorage.clear();
});

const suspended = fail({ kind: 'userSuspended' });
const status = (text: RegExp) => screen.findByText(text);

/** Saves what is typed. */
async function save(text: string) {
	await type(name(), text);
	await sendForm(name());
}

describe('the page', () => {
	test('is named, shows what others see, and the whole Matrix ID with its code', async () => {
		await visitOpen();
		expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Profile');
		expect(document.title).toBe('Profile');
		expect(name().value).toBe('Ada');
		expect(name().dir).toBe('auto');
		const identity = screen.getByRole('region', { name: 'Your Matrix ID' });
		expect(within(identity).getByText('@ada', { exact: false }).textContent).toBe(userId);
		expect(within(identity).getByRole('button', { name: 'Copy' })).toBeTruthy();
		const label = 'QR code of the link https://matrix.to/#/%40ada%3Ahs.test';
		expect(await screen.findByRole('img', { name: label })).toBeTruthy();
	});

	test('that cannot be opened says so, and can be asked for again', async () => {
		const read = vi.fn<() => Promise<Result<object>>>(() =>
			Promise.resolve(fail({ kind: 'badAnswer' }))
		);
		await visitOpen({ profile: { read } });
		expect(screen.getByRole('alert').textContent).toContain('cannot read');
		read.mockResolvedValue(ok({}));
		await fireEvent.click(button('Try again'));
		expect((await screen.findByRole('textbox')).textContent).toBe('');
	});

	test('waits for a homeserver that does not answer, and says so', async () => {
		await visitOpen({ profile: { read: () => Promise.resolve(fail({ kind: 'unreachable' })) } });
		expect(screen.getByRole('status').textContent).toContain('The homeserver does not answer.');
		expect(maybe('Save')).toBeNull();
	});
});

describe('the display name', () => {
	test('is saved', async () => {
		const { asked } = await visitOpen();
		await save('Ada L.');
		expect(await status(/^Your display name is saved/u)).toBeTruthy();
		expect(asked.names).toEqual(['Ada L.']);
		await type(name(), 'Ada M.');
		expect(screen.queryByText(/is saved/u)).toBeNull();
	});

	test('is busy meanwhile, and not sent twice', async () => {
		const setDisplayName = vi.fn(() => new Promise<never>(() => undefined));
		await visitOpen({ profile: { setDisplayName } });
		await save('Eve');
		expect(isBusy(button('Save'))).toBe(true);
		await sendForm(name());
		expect(setDisplayName).toHaveBeenCalledTimes(1);
	});

	test('that is too long is a fault of its field', async () => {
		const { asked } = await visitOpen();
		await save('x'.repeat(257));
		expect(name().getAttribute('aria-invalid')).toBe('true');
		expect(descriptionOf(name())).toContain('256 characters at most');
		expect(document.activeElement).toBe(name());
		expect(asked.names).toEqual([]);
		await type(name(), 'Ada');
		expect(name().getAttribute('aria-invalid')).toBe('false');
	});

	test('stays typed when it is refused', async () => {
		await visitOpen({ profile: { setDisplayName: () => Promise.resolve(suspended) } });
		await save('Eve');
		expect((await screen.findByRole('alert')).textContent).toContain('suspended');
		expect(name().value).toBe('Eve');
	});

	test('stays typed over a sign-in', async () => {
		const over = fail({ kind: 'sessionEnded', soft: true });
		const { ended, unmount } = await visitOpen({
			profile: { setDisplayName: () => Promise.resolve(over) }
		});
		await save('Eve');
		await waitFor(() => expect(ended).toHaveBeenCalledWith({ kind: 'sessionEnded', soft: true }));
		unmount();
		document.documentElement.removeAttribute('data-ready');
		await visitOpen();
		expect(name().value).toBe('Eve');
		expect(sessionStorage).toHaveLength(0);
	});
});

describe('what may not be changed', () => {
	test('is shown and said, with the way on', async () => {
		await visitOpen({
			may: { changeDisplayName: false, changeAvatar: false },
			management: 'https://account.example.org/'
		});
		expect(screen.queryByRole('textbox')).toBeNull();
		expect(maybe('Upload a picture')).toBeNull();
		expect(screen.getByText('Ada').tagName).toBe('BDI');
		expect(screen.getByText(/display name and your picture here/u)).toBeTruthy();
		const link = screen.getByRole('link', { name: /account page/u });
		expect(link.getAttribute('href')).toBe('https://account.example.org/');
	});

	test('may be the name alone', async () => {
		const read = () => Promise.resolve(ok({}));
		await visitOpen({ may: { changeDisplayName: false }, profile: { read } });
		expect(screen.getByText(/You have no display name/u)).toBeTruthy();
		expect(screen.getByText(/change your display name here/u)).toBeTruthy();
		expect(screen.getByText(/Ask its administrators/u)).toBeTruthy();
		expect(button('Upload a picture')).toBeTruthy();
	});

	test('may be the picture alone', async () => {
		await visitOpen({ may: { changeAvatar: false } });
		expect(screen.getByText(/change your picture here/u)).toBeTruthy();
		expect(name().value).toBe('Ada');
	});
});

test('nothing goes on when the page is left', async () => {
	const asked: AbortSignal[] = [];
	const read = (signal: AbortSignal) => {
		asked.push(signal);
		return new Promise<never>(() => undefined);
	};
	const { unmount } = visit({ profile: { read } });
	await waitFor(() => expect(asked).toHaveLength(1));
	unmount();
	expect(asked[0]?.aborted).toBe(true);
});
