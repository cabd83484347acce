import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultConfig } from '$lib/base/config';
import { configKey } from '$lib/base/config-context';
import { fail, ok, type Result } from '$lib/base/result';
import type { Secret } from '$lib/base/secret';
import { textsFor } from '$lib/i18n/testing';
import type { RegisterAnswer } from '$lib/matrix/ports';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { onLinkOpened } from '$lib/session/link-channel';
import { nextLink } from '$lib/uia/email-link';
import { descriptionOf, isBusy, textOf, type } from '$lib/wizard/testing';
import Verified from './Verified.svelte';

const html = document.documentElement;
const address = `${nextLink('/verified', {
	flow: 'register',
	baseUrl: 'https://matrix.example.org',
	serverName: 'example.org',
	username: 'ada',
	session: 's1',
	clientSecret: 'client-secret'
})}&sid=17`;
const heading = () => screen.getByRole('heading', { level: 1 });
const finish = () => screen.getByRole('button', { name: 'Finish here' });

/** The page at that address; the homeserver answers when the test says so. */
function show(at = address, more: [symbol, unknown][] = []) {
	const answers: ((answer: Result<RegisterAnswer>) => void)[] = [];
	const registration = {
		...portalOf().registration,
		register: () => new Promise<Result<RegisterAnswer>>((answer) => answers.push(answer))
	};
	history.replaceState(null, '', at);
	const page = withPortal(Verified, portalOf({ registration }));
	const context = new Map<symbol, unknown>([...textsFor('verified'), ...more]);
	return { answers, ...render(page, { props: {}, context }) };
}

/** The same where no tab of this browser waits. */
async function showAlone(at?: string, more: [symbol, unknown][] = []) {
	const shown = show(at, more);
	await vi.advanceTimersByTimeAsync(800);
	return shown;
}

const answered = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
	html.removeAttribute('data-ready');
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
	history.replaceState(null, '', '/');
});

test('what the link carries leaves the address at once', () => {
	show();
	expect(location.pathname).toBe('/verified');
	expect(location.search + location.hash).toBe('');
});

test('it finds out first whether a tab waits, and is not ready until then', async () => {
	show();
	expect(heading().textContent).toBe('Email confirmed');
	expect(screen.getByRole('status').textContent).toContain('Telling the page that waits');
	expect(html.hasAttribute('data-ready')).toBe(false);
	await vi.advanceTimersByTimeAsync(799);
	expect(html.hasAttribute('data-ready')).toBe(false);
	await vi.advanceTimersByTimeAsync(1);
	expect(html.hasAttribute('data-ready')).toBe(true);
});

test('a waiting tab has answered: this one can be closed', async () => {
	vi.useRealTimers();
	const stop = onLinkOpened('17', { confirmed: () => undefined, finished: () => undefined });
	show();
	expect(await screen.findByText(/You can close this tab/u)).toBeTruthy();
	expect(screen.getByText(/The page that you came from goes on by itself/u)).toBeTruthy();
	expect(screen.queryByRole('button', { name: 'Finish here' })).toBeNull();
	stop();
});

describe('no tab of this browser waits', () => {
	test('the first device goes on by itself, or it is finished here', async () => {
		await showAlone();
		expect(heading().textContent).toBe('Email confirmed');
		expect(screen.getByText(/The device on which you began goes on by itself/u)).toBeTruthy();
		expect(finish()).toBeTruthy();
		const [, present] = within(screen.getByRole('list', { name: 'Steps' })).getAllByRole(
			'listitem'
		);
		expect(present?.getAttribute('aria-current')).toBe('step');
	});

	test('finished here, it ends as on the first device, and nobody is signed in', async () => {
		const { answers } = await showAlone();
		await fireEvent.click(finish());
		expect(isBusy(finish())).toBe(true);
		answers[0]?.(ok({ kind: 'done', userId: '@ada:example.org' }));
		await answered();
		expect(heading().textContent).toBe('Your account is ready');
		expect(document.activeElement).toBe(heading());
		expect(screen.getByText('@ada:example.org')).toBeTruthy();
		expect(screen.getByText(/You are not signed in on this device/u)).toBeTruthy();
		expect(screen.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe('/login');
		expect(sessionStorage).toHaveLength(0);
	});

	test('leads to sign in at the homeserver of the link, whatever the operator’s own is', async () => {
		const own = { baseUrl: 'https://matrix.other.org', serverName: 'other.org' };
		const config = { ...defaultConfig, defaultServer: own };
		const known: [symbol, unknown] = [configKey, { state: { phase: 'ready', config } }];
		const { answers } = await showAlone(undefined, [known]);
		await fireEvent.click(finish());
		answers[0]?.(ok({ kind: 'done', userId: '@ada:example.org' }));
		await answered();
		const link = screen.getByRole('link', { name: 'Sign in' });
		expect(link.getAttribute('href')).toBe('/login?homeserver=example.org');
	});

	test('refused, it says why and can be tried again', async () => {
		const { answers } = await showAlone();
		await fireEvent.click(finish());
		answers[0]?.(fail({ kind: 'linkExpired' }));
		await answered();
		expect(screen.getByRole('alert').textContent).toContain('This link is no longer valid');
		expect(isBusy(finish())).toBe(false);
		await fireEvent.click(finish());
		expect(screen.queryByRole('alert')).toBeNull();
		expect(answers).toHaveLength(2);
	});

	test('what passes by itself is waited for', async () => {
		const { answers } = await showAlone();
		await fireEvent.click(finish());
		answers[0]?.(fail({ kind: 'rateLimited', retryAfterMs: 4_000 }));
		await answered();
		expect(screen.getByRole('status').textContent).toContain('wait 4 seconds');
		await vi.advanceTimersByTimeAsync(4_000);
		expect(answers).toHaveLength(2);
	});

	test('nothing goes on when the page is left', async () => {
		const { answers, unmount } = await showAlone();
		await fireEvent.click(finish());
		answers[0]?.(fail({ kind: 'rateLimited', retryAfterMs: 4_000 }));
		await answered();
		unmount();
		await vi.advanceTimersByTimeAsync(10_000);
		expect(answers).toHaveLength(1);
	});
});

test('an email to be added: no button that could not work, but what to do instead', async () => {
	const place = { baseUrl: 'https://matrix.example.org', serverName: 'example.org' };
	const link = nextLink('/verified', { flow: 'add', ...place, clientSecret: 'client-secret' });
	await showAlone(`${link}&sid=17`);
	expect(heading().textContent).toBe('Email confirmed');
	expect(screen.getByText(/The device on which you began goes on by itself/u)).toBeTruthy();
	expect(screen.getByText(/sign in to your account here/u)).toBeTruthy();
	const onward = screen.getByRole('link', { name: 'To your email addresses' });
	expect(onward.getAttribute('href')).toBe('/account/emails');
	expect(screen.queryByRole('button')).toBeNull();
});

const register = ['Create account', '/register'];
const recover = ['Reset your password', '/recover'];
const emails = ['To your email addresses', '/account/emails'];
test.each([
	['/verified', [register, recover]],
	['/verified#flow=recipe&sid=17', [register, recover]],
	['/verified#flow=register&hs=javascript:alert(1)&sid=17', [register]],
	['/verified#flow=reset&sid=17', [recover]],
	['/verified#flow=add&sid=17', [emails]]
])('%s is no link from a mail: it says so, and leads on', (at, onward) => {
	show(at);
	expect(heading().textContent).toBe('This link does not work');
	expect(screen.getByRole('alert').textContent).toContain('This link is not complete.');
	const links = screen.getAllByRole('link');
	expect(links.map((link) => [textOf(link), link.getAttribute('href')])).toEqual(onward);
	expect(html.hasAttribute('data-ready')).toBe(true);
});

describe('the link of a reset', () => {
	const reset = `${nextLink('/verified', {
		flow: 'reset',
		baseUrl: 'https://matrix.example.org',
		serverName: 'example.org',
		session: 's1',
		clientSecret: 'client-secret'
	})}&sid=17`;
	const field = () => screen.getByLabelText<HTMLInputElement>('New password');

	async function showReset(finished: Result<true> = ok(true)) {
		const set = vi.fn((_: object, _proof: object, password: Secret) => {
			expect(password.reveal()).toBe('correct horse battery');
			return Promise.resolve(finished);
		});
		const portal = portalOf();
		const recovery = {
			...portal.recovery,
			ask: () => Promise.resolve(ok(true as const)),
			finish: set
		};
		const homeservers = {
			...portal.homeservers,
			passwordPolicy: () => Promise.resolve(ok({ minimumLength: 8 }))
		};
		history.replaceState(null, '', reset);
		const page = withPortal(Verified, portalOf({ recovery, homeservers }));
		render(page, { props: {}, context: textsFor('verified') });
		await vi.advanceTimersByTimeAsync(800);
		return set;
	}

	test('takes a new password, and ends with it, signed in nowhere', async () => {
		const set = await showReset();
		expect(heading().textContent).toBe('Email confirmed');
		await type(field(), 'correct horse battery');
		await fireEvent.click(finish());
		await answered();
		expect(set).toHaveBeenCalledOnce();
		expect(heading().textContent).toBe('Your password is reset');
		expect(screen.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe('/login');
		expect(sessionStorage.getItem('vestibule.account')).toBeNull();
	});

	test('says at the field what is wrong, and puts the focus there', async () => {
		const set = await showReset();
		await fireEvent.click(finish());
		expect(descriptionOf(field())).toContain('Enter a password');
		expect(document.activeElement).toBe(field());
		await type(field(), 'short');
		await fireEvent.click(finish());
		expect(descriptionOf(field())).toContain('too short');
		expect(set).not.toHaveBeenCalled();
	});

	test('keeps the text when the homeserver refuses it', async () => {
		await showReset(fail({ kind: 'passwordWeak' }));
		await type(field(), 'correct horse battery');
		await fireEvent.click(finish());
		await answered();
		expect(descriptionOf(field())).toContain('too easy to guess');
		expect(field().value).toBe('correct horse battery');
	});
});
