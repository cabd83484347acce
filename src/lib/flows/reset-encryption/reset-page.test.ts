import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { textsFor } from '$lib/i18n/testing';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { withSignedIn } from '$lib/session/testing';
import { challenged, done, ENCODED } from '$lib/wizard/keys/keeping-testing';
import { descriptionOf, type } from '$lib/wizard/testing';
import ResetEncryption from './ResetEncryption.svelte';
import { scripted, wrong, type Script } from './testing';

vi.mock('$app/navigation', () => ({ goto: vi.fn(), beforeNavigate: vi.fn() }));

const html = document.documentElement;

async function show(script: Script = {}, locale = 'en') {
	const { asked, auths, ...ports } = scripted(script);
	const page = withSignedIn(withPortal(ResetEncryption, portalOf(ports as never)));
	render(page, { props: {}, context: textsFor('account/encryption', locale) });
	await vi.waitFor(() => expect(html.hasAttribute('data-ready')).toBe(true));
	return { asked, auths };
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const heading = (name: string) =>
	vi.waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent.trim()).toBe(name));
const word = () => screen.getByRole('textbox', { name: 'Type reset to confirm' });

async function agree() {
	await type(word(), 'reset');
	await press('Continue');
}

async function confirm(text = 'correct') {
	await heading('Confirm that it is you');
	await type(screen.getByLabelText('Password'), text);
	await press('Continue');
}

async function keep() {
	await heading('Save your recovery key');
	await press('Continue');
	await heading('Check that you kept it');
	await type(screen.getByRole('textbox', { name: 'Recovery key' }), ENCODED);
	await press('Confirm');
}

beforeEach(() => html.removeAttribute('data-ready'));

test('replaces everything last, in one go, with the password that was given before', async () => {
	const consent = [ok(challenged()), ok(done)];
	const { asked, auths } = await show({ consent });
	await heading('Reset encryption');
	await agree();
	await confirm();
	await heading('Save your recovery key');
	expect(asked).not.toContain('reset');
	await keep();
	await heading('Secure Backup is on');
	expect(asked.filter((line) => line === 'reset')).toHaveLength(1);
	expect(auths).toMatchObject([{ type: 'm.login.password', session: 'uia' }]);
	expect(screen.getByRole('link', { name: 'Back to encryption' })).toBeTruthy();
});

test('says in three lines what it costs, and offers to export first', async () => {
	await show();
	expect(screen.getAllByRole('listitem').filter((item) => !item.closest('ol'))).toHaveLength(3);
	expect(screen.getByText(/holds 1,200 keys/u)).toBeTruthy();
	expect(screen.getByRole('link', { name: 'Export keys' }).getAttribute('href')).toBe(
		'/account/encryption?task=export&from=reset'
	);
});

test('offers no export where there is nothing to export', async () => {
	await show({ backup: ok(undefined) });
	expect(screen.queryByRole('link', { name: 'Export keys' })).toBeNull();
});

test('wants the word', async () => {
	const { asked } = await show();
	await press('Continue');
	await vi.waitFor(() => expect(descriptionOf(word())).toContain('Type the word reset.'));
	await type(word(), 'rest');
	await press('Continue');
	await vi.waitFor(() => expect(descriptionOf(word())).toContain('This is not the word'));
	expect(document.activeElement).toBe(word());
	expect(asked.join()).not.toContain('consent');
});

test('a wrong password costs nothing', async () => {
	const { asked } = await show({ consent: [ok(challenged()), ok(wrong), ok(done)] });
	await agree();
	await confirm('wrong');
	const field = screen.getByLabelText('Password');
	await vi.waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
	expect(asked).not.toContain('make');
	await confirm();
	await heading('Save your recovery key');
});

test('where nothing has to be confirmed, the key comes at once', async () => {
	await show({ consent: [ok(done)] });
	await agree();
	await keep();
	await heading('Secure Backup is on');
});

describe('a confirmation that has run out at the end', () => {
	test('is renewed with the same password', async () => {
		const consent = [ok(challenged()), ok(done)];
		const reset = [fail({ kind: 'uiaExpired' }), ok(challenged(undefined, 'newer')), ok(done)];
		const { auths } = await show({ consent, reset });
		await agree();
		await confirm();
		await keep();
		await heading('Secure Backup is on');
		expect(auths).toMatchObject([{ session: 'uia' }, undefined, { session: 'newer' }] as never);
	});

	test('on a page is asked for again, and the key that was kept counts', async () => {
		const page = ok(challenged('m.login.sso'));
		const { auths } = await show({ consent: [ok(done)], reset: [page, ok(done)] });
		await agree();
		await keep();
		await heading('Confirm that it is you');
		expect(screen.getByRole('button', { name: 'Continue with single sign-on' })).toBeTruthy();
		expect(auths).toEqual([undefined]);
	});
});

test('an approval takes place on the page that the homeserver names', async () => {
	const url = 'https://account.example.org/?action=org.matrix.cross_signing_reset';
	const asked = challenged('m.oauth', 'dummy');
	const challenge = { ...asked.challenge, params: { 'm.oauth': { url } } };
	const open = vi.spyOn(window, 'open').mockReturnValue(null);
	await show({ consent: [ok({ ...asked, challenge }), ok(done)] });
	await agree();
	await heading('Confirm that it is you');
	await press('Open the page');
	expect(open.mock.calls[0]?.[0]).toBe(url);
	expect((await screen.findByRole('link', { name: 'Open the page' })).getAttribute('href')).toBe(
		url
	);
	await press('I have finished there');
	await heading('Save your recovery key');
});

test('lists the sessions that are to be verified', async () => {
	await show({
		consent: [ok(done)],
		sessions: ok([{ deviceId: 'A', name: 'Laptop' }]),
		publicKeys: ok({ crossSigning: true, withKeys: ['A'], verified: [] })
	});
	await agree();
	await keep();
	const list = await screen.findByRole('list', { name: 'Your other sessions' });
	expect(within(list).getByText('Laptop')).toBeTruthy();
	const link = screen.getByRole('link', { name: 'Look at your sessions' });
	expect(link.getAttribute('href')).toBe('/account/sessions');
});

test('asks for the German word in German', async () => {
	const { asked } = await show({}, 'de');
	await type(screen.getByRole('textbox', { name: /Zum Bestätigen/u }), 'Zurücksetzen');
	await press('Weiter');
	await vi.waitFor(() => expect(asked).toContain('consent '));
});
