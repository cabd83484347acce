import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultConfig } from '$lib/base/config';
import { configKey } from '$lib/base/config-context';
import { fail, ok } from '$lib/base/result';
import { textsFor } from '$lib/i18n/testing';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { keepLeaving } from '$lib/session/leaving';
import { provideSignedIn } from '$lib/session/signed-in';
import { descriptionOf, isBusy, textOf, type } from '$lib/wizard/testing';
import Deactivate from './Deactivate.svelte';
import { challenged, done, email, phone, scripted, USER, wrong, type Script } from './testing';

const html = document.documentElement;
const heading = () => screen.getByRole('heading', { level: 1 }).textContent;
const button = (name: string) => screen.getByRole('button', { name });
const idField = () => screen.getByLabelText<HTMLInputElement>('Type your Matrix ID to confirm');
const refused = fail({ kind: 'refused' });

/** The page of somebody who is signed in, on a homeserver that answers as scripted. */
function show(script: Script = {}, serverName = 'hs.test') {
	const { ports, asked } = scripted(script);
	const base = portalOf();
	const portal = portalOf({
		config: ports.config,
		security: { ...base.security, ...ports.security },
		recovery: { ...base.recovery, ...ports.recovery },
		sessions: { ...base.sessions, ...ports.sessions },
		emails: { ...base.emails, ...ports.emails },
		deactivation: ports.deactivation
	});
	const deactivated = vi.fn();
	const ended = vi.fn();
	const server = { baseUrl: 'https://hs.test', serverName };
	const Framed: typeof Deactivate = (internals, props) => {
		const account = { server, userId: USER, deviceId: 'HERE' };
		provideSignedIn({ account, ended, deactivated });
		return Deactivate(internals, props);
	};
	const state = { phase: 'ready', config: defaultConfig };
	const context = new Map<symbol, unknown>([
		...textsFor('account/deactivate'),
		[configKey, { state }]
	]);
	render(withPortal(Framed, portal), { props: {}, context });
	return { asked, deactivated, ended };
}

async function goToConfirm(script: Script = {}, serverName?: string) {
	const shown = show(script, serverName);
	await waitFor(() => expect(idField()).toBeTruthy());
	await type(idField(), USER);
	await fireEvent.click(button('Continue'));
	await waitFor(() => expect(heading()).toBe('Confirm that it is you'));
	return shown;
}

async function press(password = 'correct') {
	await type(screen.getByLabelText('Password'), password);
	await fireEvent.click(button('Deactivate account'));
}

const isGone = () => waitFor(() => expect(heading()).toBe('Your account is deactivated'));

beforeEach(() => html.removeAttribute('data-ready'));
afterEach(() => sessionStorage.clear());

describe('the form', () => {
	test('says what it means, in five lines, and what would be removed', async () => {
		show();
		expect(heading()).toBe('Deactivate your account');
		expect(html.hasAttribute('data-ready')).toBe(false);
		await waitFor(() => expect(html.hasAttribute('data-ready')).toBe(true));
		const lines = [...document.querySelectorAll('.stack > ul > li')];
		expect(lines).toHaveLength(5);
		expect(lines[1]?.textContent).toContain(USER);
		expect(screen.getByText(`${email.address}, ${phone.address}`)).toBeTruthy();
		const checked = screen
			.getAllByRole<HTMLInputElement>('checkbox')
			.map((box) => [textOf(box.closest('label')), box.checked]);
		expect(checked).toEqual([
			['Remove my emails and phone numbers first', true],
			['Hide my messages from new joiners', false]
		]);
	});

	test('leads to what can be saved before', async () => {
		show();
		await waitFor(() => expect(idField()).toBeTruthy());
		const leadsTo = (name: string) => screen.getByRole('link', { name }).getAttribute('href');
		expect(leadsTo('Download your data')).toBe('/account/data');
		expect(leadsTo('Export keys')).toBe('/account/encryption?task=export&from=deactivate');
	});

	test('is no place for a password manager', async () => {
		show();
		await waitFor(() => expect(idField()).toBeTruthy());
		expect(idField().autocomplete).toBe('off');
		expect(idField().value).toBe('');
		expect(idField().form?.getAttribute('autocomplete')).toBe('off');
	});

	test('forgets what was typed when the browser brings back an earlier page', async () => {
		show();
		await waitFor(() => expect(idField()).toBeTruthy());
		await type(idField(), USER);
		const shown = Object.assign(new Event('pageshow'), { persisted: true });
		await fireEvent(window, shown);
		expect(idField().value).toBe('');
	});

	test('says at the field what is wrong with it, until it is typed into', async () => {
		const { asked } = show();
		await waitFor(() => expect(idField()).toBeTruthy());
		await fireEvent.click(button('Continue'));
		await waitFor(() => expect(descriptionOf(idField())).toContain('Type your Matrix ID.'));
		expect(document.activeElement).toBe(idField());
		await type(idField(), '@eve:example.org');
		expect(descriptionOf(idField())).not.toContain('Type your Matrix ID.');
		await fireEvent.click(button('Continue'));
		await waitFor(() => expect(descriptionOf(idField())).toContain('not your Matrix ID'));
		expect(asked).not.toContain('deactivate');
	});

	test.each([
		[{ threepids: ok([]) }, 'Your account has none.'],
		[{ threepids: refused }, /is not known yet/u]
	])('knows that there is nothing, or that it does not know: %#', async (script, text) => {
		show(script);
		expect(await screen.findByText(text)).toBeTruthy();
	});
});

describe('the confirmation', () => {
	test('ends the account, and everything that is kept of it', async () => {
		const { asked, deactivated } = await goToConfirm({ contact: ok({ email: 'a@b.c' }) });
		expect(button('Deactivate account').className).toContain('danger');
		await press();
		await isGone();
		expect(deactivated).toHaveBeenCalledOnce();
		expect(asked.slice(2)).toEqual([
			'deactivate',
			'check 0',
			'check 0',
			'threepids',
			`remove ${email.address}`,
			`remove ${phone.address}`,
			'deactivate auth',
			'contact'
		]);
		expect(await screen.findByRole('link', { name: 'a@b.c' })).toBeTruthy();
		expect(screen.getByText(/Some administrators let people back in/u)).toBeTruthy();
	});

	test('of matrix.org never comes back', async () => {
		await goToConfirm({ threepids: ok([]) }, 'matrix.org');
		await press();
		await isGone();
		expect(screen.getByText(/never brings a deactivated account back/u)).toBeTruthy();
	});

	test('with a wrong password has changed nothing, and says so', async () => {
		const { asked } = await goToConfirm({ check: [ok(challenged()), ok(wrong)] });
		await press('wrong');
		await screen.findByText('Nothing has happened to your account.');
		expect(descriptionOf(screen.getByLabelText('Password'))).toContain('not the password');
		expect(asked.filter((line) => line.startsWith('remove'))).toEqual([]);
	});

	test('that is found wrong at the last says what was removed', async () => {
		await goToConfirm({ deactivate: [ok(challenged()), ok(wrong), ok(done)] });
		await press();
		await screen.findByText(/Only what is listed above was removed/u);
		expect(textOf(screen.getByRole('status'))).toContain('Removed from your account:');
		const rows = screen.getAllByRole('listitem').map(textOf);
		expect(rows).toEqual(expect.arrayContaining([email.address, phone.address]));
	});

	test('on a page of the homeserver has its last button afterwards', async () => {
		const open = vi.spyOn(window, 'open').mockReturnValue({ closed: true } as Window);
		const sso = ok(challenged('m.login.sso'));
		await goToConfirm({ threepids: ok([]), deactivate: [sso, ok(done)] });
		expect(screen.queryByRole('button', { name: 'Deactivate account' })).toBeNull();
		await fireEvent.click(button('Continue with single sign-on'));
		expect(open).toHaveBeenCalledOnce();
		await fireEvent.click(await screen.findByRole('button', { name: 'I have finished there' }));
		await fireEvent.click(await screen.findByRole('button', { name: 'Deactivate account' }));
		await isGone();
	});

	test('limited at the password waits, and works again', async () => {
		const limited = fail({ kind: 'rateLimited', retryAfterMs: 20 } as const);
		const { asked } = await goToConfirm({ check: [ok(challenged()), limited] });
		await press();
		await screen.findByText('Possible now.');
		expect(isBusy(button('Deactivate account'))).toBe(false);
		expect(asked.filter((one) => one.startsWith('check'))).toHaveLength(2);
		expect(asked.some((one) => one.startsWith('remove'))).toBe(false);
	});

	test('without an answer asks what came of it', async () => {
		const lost = fail({ kind: 'unreachable' } as const);
		const script: Script = { threepids: ok([]), deactivate: [ok(challenged()), lost, ok(done)] };
		const { asked } = await goToConfirm(script);
		await press();
		expect((await screen.findByRole('alert')).textContent).toContain('still active');
		expect(asked.at(-1)).toBe('isGone');
		expect(isBusy(button('Deactivate account'))).toBe(false);
		await press();
		await isGone();
	});
});

describe('an address that stays', () => {
	const stuck = {
		remove: (address: string) => (address === email.address ? refused : ok(true as const))
	};

	test('is shown with its reason, and the person goes on without', async () => {
		const { asked } = await goToConfirm(stuck);
		await press();
		await screen.findByText(/Not everything was removed/u);
		const rows = screen.getAllByRole('listitem').map(textOf);
		expect(rows.some((row) => /ada@example\.org Not removed .+/u.test(row))).toBe(true);
		expect(rows.some((row) => row.includes(`${phone.address} Removed`))).toBe(true);
		expect(asked).not.toContain('deactivate auth');
		await fireEvent.click(button('Deactivate without removing them'));
		await isGone();
	});

	test('stops everything, and the form says what was removed', async () => {
		await goToConfirm(stuck);
		await press();
		await screen.findByText(/Not everything was removed/u);
		await fireEvent.click(button('Stop'));
		expect(heading()).toBe('Deactivate your account');
		expect(textOf(screen.getByRole('status'))).toContain(phone.address);
	});
});

describe('elsewhere and later', () => {
	test('where the operator does not want it', async () => {
		show({ allowed: false });
		expect(await screen.findByText('Ask the administrators of your homeserver.')).toBeTruthy();
		expect(screen.queryByRole('textbox')).toBeNull();
	});

	test('on the homeserver’s own page', async () => {
		const url = 'https://account.example.org/';
		show({ management: ok({ url, actions: ['org.matrix.account_deactivate'] }) });
		const link = await screen.findByRole('link', { name: /account\.example\.org/u });
		expect(link.getAttribute('href')).toBe(`${url}?action=org.matrix.account_deactivate`);
	});

	test('what decides it does not come: it is asked again', async () => {
		const script: Script = { management: refused };
		show(script);
		const again = await screen.findByRole('button', { name: 'Try again' });
		script.management = ok(undefined);
		await fireEvent.click(again);
		await waitFor(() => expect(idField()).toBeTruthy());
	});

	test('after a reload the account is found gone', async () => {
		keepLeaving({ userId: USER, removed: [], sent: true });
		const { asked } = show({ isGone: ok(true) });
		await isGone();
		expect(asked).toEqual(['isGone', 'contact']);
	});

	test('a session that is over leads to sign-in', async () => {
		const reason = { kind: 'sessionEnded', soft: false } as const;
		const { ended } = show({ threepids: fail(reason) });
		await waitFor(() => expect(ended).toHaveBeenCalledWith(reason));
	});
});
