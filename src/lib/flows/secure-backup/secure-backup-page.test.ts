import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { textsFor } from '$lib/i18n/testing';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { withSignedIn } from '$lib/session/testing';
import { askedGroup } from '$lib/wizard/keys/kept';
import { challenged, done, ENCODED, groups } from '$lib/wizard/keys/keeping-testing';
import { descriptionOf, makeDialogsOpen, sendForm, textOf, type } from '$lib/wizard/testing';
import SecureBackup from './SecureBackup.svelte';
import { all, made, scripted, type Script } from './testing';

interface Navigation {
	type: string;
	to: { url: URL };
	cancel: () => void;
}
const kit = vi.hoisted(() => ({
	before: undefined as ((navigation: Navigation) => void) | undefined,
	goto: vi.fn()
}));
vi.mock('$app/navigation', () => ({
	goto: kit.goto,
	beforeNavigate: (callback: typeof kit.before) => (kit.before = callback)
}));

const html = document.documentElement;

async function show(script: Script = {}, locale = 'en') {
	const { asked, auths, ...ports } = scripted(script);
	const ended = vi.fn();
	const portal = portalOf(ports as never);
	const page = withSignedIn(withPortal(SecureBackup, portal), ended);
	const shown = render(page, { props: {}, context: textsFor('account/encryption', locale) });
	await vi.waitFor(() => expect(html.hasAttribute('data-ready')).toBe(true));
	return { asked, auths, ended, ...shown };
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const heading = (name: string) =>
	vi.waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent.trim()).toBe(name));
const group = groups[askedGroup(ENCODED) - 1] ?? '';

async function toCheck() {
	await press('Continue');
	await heading('Save your recovery key');
	await press('Continue');
	await heading('Check that you kept it');
	return screen.getByRole('textbox', { name: 'Recovery key' });
}

beforeEach(() => {
	html.removeAttribute('data-ready');
	kit.goto.mockClear();
});

test('makes a key, has it saved and shown to be kept, then sets up', async () => {
	const { asked } = await show();
	await heading('Set up Secure Backup');
	await press('Continue');
	await heading('Save your recovery key');
	const shown = screen.getByRole('group', { name: 'Your recovery key' });
	expect(shown.textContent.trim()).toBe(ENCODED);
	await press('Continue');
	await heading('Check that you kept it');
	expect(document.activeElement?.textContent.trim()).toBe('Check that you kept it');
	expect(screen.queryByText(ENCODED)).toBeNull();
	expect(asked).not.toContain('setUp new');
	const field = screen.getByRole('textbox', { name: 'Recovery key' });
	expect(descriptionOf(field)).toContain(`group ${askedGroup(ENCODED)} of the key`);
	await type(field, group);
	await press('Confirm');
	await heading('Secure Backup is on');
	expect(screen.getByRole('link', { name: 'Back to encryption' })).toBeTruthy();
	expect(asked.filter((line) => line === 'setUp new')).toHaveLength(1);
	expect(asked.at(-1)).toBe('wipe');
});

test('tells which step it is', async () => {
	await show();
	const steps = within(screen.getByRole('list', { name: 'Steps' })).getAllByRole('listitem');
	expect(steps.map((step) => step.getAttribute('aria-current'))).toEqual([
		'step',
		null,
		null,
		null
	]);
});

test('does not take what is not the key', async () => {
	await show();
	const field = await toCheck();
	await press('Confirm');
	await vi.waitFor(() => expect(descriptionOf(field)).toMatch(/Enter group/u));
	await type(field, 'nope');
	await sendForm(field);
	await vi.waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
	expect(descriptionOf(field)).toContain('This is neither group');
	expect(document.activeElement).toBe(field);
	await type(field, 'nop');
	expect(field.getAttribute('aria-invalid')).toBe('false');
	await press('See the key again');
	await heading('Save your recovery key');
});

describe('a phrase', () => {
	const field = (name: string) => screen.getByLabelText(name, { exact: true });

	async function choose() {
		await fireEvent.click(screen.getByRole('radio', { name: 'Use a phrase of my own' }));
	}

	test('is asked for twice, and the key is given as well', async () => {
		const { asked } = await show({
			make: ok({
				encoded: made.encoded,
				derivation: { salt: 'salt', iterations: 500_000 }
			})
		});
		await choose();
		await type(field('Phrase'), 'a long phrase');
		await type(field('Phrase again'), 'a long phrase');
		await press('Continue');
		await heading('Save your recovery key');
		expect(screen.getByText(/the same as your phrase/u)).toBeTruthy();
		expect(asked).toContain('make a long phrase');
	});

	test('tells how strong it is', async () => {
		await show();
		await choose();
		await import('$lib/wizard/password/strength');
		await type(field('Phrase'), 'passwordpassword');
		const strength = () => screen.getAllByRole('status').map(textOf).join(' ');
		await vi.waitFor(() => expect(strength()).toContain('easy to guess.'));
		await type(field('Phrase'), 'velvet onions march over Lisbon');
		await vi.waitFor(() => expect(strength()).toContain('Very good.'));
	}, 30_000);

	test('has to be there, long enough, and the same', async () => {
		const { asked } = await show();
		await choose();
		await press('Continue');
		await vi.waitFor(() => expect(descriptionOf(field('Phrase'))).toContain('Enter a phrase.'));
		await type(field('Phrase'), 'short');
		await press('Continue');
		await vi.waitFor(() =>
			expect(descriptionOf(field('Phrase'))).toContain('at least 12 characters')
		);
		await type(field('Phrase'), 'a long phrase');
		await press('Continue');
		await vi.waitFor(() =>
			expect(descriptionOf(field('Phrase again'))).toContain('not the same phrase')
		);
		expect(asked.join()).not.toContain('make');
	});
});

test('asks whether it is them where the homeserver wants to know', async () => {
	const { auths } = await show({ setUp: [ok(challenged()), ok(done)] });
	await type(await toCheck(), group);
	await press('Confirm');
	await heading('Confirm that it is you');
	await type(screen.getByLabelText('Password'), 'correct');
	await press('Continue');
	await heading('Secure Backup is on');
	expect(auths).toMatchObject([undefined, { type: 'm.login.password', session: 'uia' }]);
});

test('goes on from where it was after a failure', async () => {
	await show({ setUp: [fail({ kind: 'serverFault', status: 500 }), ok(done)] });
	await type(await toCheck(), group);
	await press('Confirm');
	await vi.waitFor(() => expect(screen.getByRole('alert').textContent).toContain('500'));
	expect(screen.getByText('Cross-signing')).toBeTruthy();
	await press('Try again');
	await heading('Secure Backup is on');
});

test('finishes an earlier set-up with its own key', async () => {
	const { asked } = await show({ found: { ...all, backup: false } });
	await heading('Enter your recovery key');
	await type(screen.getByRole('textbox', { name: 'Recovery key or phrase' }), 'my key');
	await press('Continue');
	await heading('Secure Backup is on');
	expect(asked).toContain('open my key');
	expect(asked).toContain('setUp old');
});

test('with a wrong key, offers the reset', async () => {
	await show({
		found: { ...all, backup: false },
		open: [fail({ kind: 'recoveryKeyWrong' })]
	});
	const field = screen.getByRole('textbox', { name: 'Recovery key or phrase' });
	await type(field, 'other key');
	await press('Continue');
	await vi.waitFor(() => expect(descriptionOf(field)).toContain('not your recovery key'));
	const link = screen.getByRole('link', { name: 'Reset encryption' });
	expect(link.getAttribute('href')).toBe('/account/encryption?task=reset');
});

test('replaces nothing that is on', async () => {
	const { asked } = await show({ found: all });
	await heading('Secure Backup is on');
	expect(screen.getByRole('link', { name: 'Test your recovery key' })).toBeTruthy();
	expect(asked.join()).not.toMatch(/setUp|load/u);
	await press('Finish it');
	await heading('Enter your recovery key');
});

describe('leaving', () => {
	const leave = (kind: string) => {
		const cancel = vi.fn();
		kit.before?.({ type: kind, to: { url: new URL('https://p.test/account') }, cancel });
		return cancel;
	};

	test('is asked about while the key is shown', async () => {
		makeDialogsOpen();
		await show();
		await press('Continue');
		await heading('Save your recovery key');
		expect(leave('leave')).toHaveBeenCalledOnce();
		expect(screen.queryByRole('dialog')).toBeNull();
		expect(leave('goto')).not.toHaveBeenCalled();
		expect(leave('link')).toHaveBeenCalledOnce();
		await screen.findByRole('dialog', { name: 'Leave this page?' });
		await press('Stay');
		expect(screen.queryByRole('dialog')).toBeNull();
		leave('popstate');
		await screen.findByRole('dialog', { name: 'Leave this page?' });
		await press('Leave');
		expect(kit.goto).toHaveBeenCalledWith(new URL('https://p.test/account'));
		expect(leave('link')).not.toHaveBeenCalled();
	});
});

test('speaks German', async () => {
	await show({}, 'de');
	await heading('Secure Backup einrichten');
	await press('Weiter');
	await heading('Wieder\u00adherstellungs\u00adschlüssel sichern');
});

test('leaves to the app what only the app has the keys of', async () => {
	await show({ found: { ...all, recoveryKey: false } });
	await heading('Set up Secure Backup');
	expect(screen.getByText(/only that app has the keys/u)).toBeTruthy();
	expect(screen.getByRole('link', { name: 'Reset encryption' })).toBeTruthy();
	expect(screen.queryByRole('radio')).toBeNull();
});

test('where only a reset helps, leads to it', async () => {
	await show({ setUp: [fail({ kind: 'crossSigningLost' })] });
	await type(await toCheck(), group);
	await press('Confirm');
	await screen.findByRole('link', { name: 'Reset encryption' });
	expect(screen.getByRole('alert').textContent).toContain('Only resetting encryption');
	expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
});
