import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { textOf } from '$lib/wizard/testing';
import { button, found, heading, isDone, lines, showAt } from '../page-testing';
import { ada, Desk, USER } from '../task/testing';
import Password from './Password.svelte';
import Reactivate from './Reactivate.svelte';

const gone = () => Object.assign(new Desk(), { user: { ...ada, deactivated: true } });
const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name });
const shownPassword = () => textOf(screen.getByLabelText('Password'));

describe('a new password', () => {
	const show = (desk: Desk, around = {}) => showAt(Password, { userId: USER }, desk, around);

	test('is made, set and shown once; all sessions are signed out', async () => {
		const desk = new Desk();
		show(desk);
		const press = await found('Set password');
		expect(heading()).toBe('Set a new password');
		expect(box('Sign out all sessions').checked).toBe(true);
		expect(screen.getByText(/There are 2 sessions\./u)).toBeTruthy();
		await fireEvent.click(press);
		await isDone();
		expect(shownPassword()).toBe(desk.password);
		expect(desk.password).toMatch(/^[A-Z][a-z]{3}(-[a-z]{4}){5}-\d\d$/u);
		expect(screen.getByText(/2 sessions were signed out/u)).toBeTruthy();
		expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
	});

	test('leaves the sessions, where that is wanted', async () => {
		const desk = new Desk();
		show(desk);
		await found('Set password');
		await fireEvent.click(box('Sign out all sessions'));
		await fireEvent.click(button('Set password'));
		await isDone();
		expect(desk.sessions).toHaveLength(2);
		expect(screen.getByText('The 2 sessions stay signed in.')).toBeTruthy();
	});

	test('is as long as the homeserver wants it', async () => {
		const desk = new Desk();
		show(desk, { policy: ok({ minimumLength: 40 }) });
		await fireEvent.click(await found('Set password'));
		await isDone();
		expect(desk.password?.length).toBeGreaterThanOrEqual(40);
	});

	test('is forgotten when the page goes', async () => {
		const desk = new Desk();
		show(desk);
		await fireEvent.click(await found('Set password'));
		await isDone();
		await fireEvent(window, new Event('pagehide'));
		await waitFor(() => expect(screen.getByText(/not shown any more/u)).toBeTruthy());
		expect(document.body.textContent).not.toContain(desk.password);
	});

	test('whose answer is lost is sent again, and the one that counts is shown', async () => {
		const desk = new Desk();
		desk.script = [{ answer: fail({ kind: 'unreachable' }), after: true }];
		show(desk);
		await fireEvent.click(await found('Set password'));
		await isDone();
		expect(desk.written).toHaveLength(2);
		expect(shownPassword()).toBe(desk.password);
	});

	test.each([
		[new Desk(), { operator: USER }, /your own account/u],
		[gone(), {}, /is deactivated\. Reactivate it first/u]
	])('is not for everybody: %#', async (desk, around, text) => {
		show(desk, around);
		expect(await screen.findByText(text)).toBeTruthy();
		expect(screen.queryByRole('button')).toBeNull();
	});

	test('nobody has this Matrix ID', async () => {
		show(Object.assign(new Desk(), { user: undefined }));
		expect((await screen.findByRole('alert')).textContent).toContain('no user with this Matrix ID');
	});

	test('refused in the middle of a visit: said, and nothing is shown', async () => {
		const desk = new Desk();
		show(desk);
		const press = await found('Set password');
		desk.script = [{ answer: fail({ kind: 'admin', problem: 'notAdmin' }) }];
		await fireEvent.click(press);
		expect((await screen.findByRole('alert')).textContent).toContain('not an administrator');
		expect(screen.queryByLabelText('Password')).toBeNull();
	});
});

describe('an account that comes back', () => {
	const show = (desk: Desk, around = {}) => showAt(Reactivate, { userId: USER }, desk, around);

	test('has a new password, shown once, and less than before', async () => {
		const desk = gone();
		show(desk);
		const press = await found('Reactivate');
		expect(heading()).toBe(`Reactivate ${USER}`);
		expect(lines().join(' ')).toMatch(/Emails.+Rooms.+Keys.+Sessions/u);
		await fireEvent.click(press);
		await isDone();
		expect(desk.user.deactivated).toBe(false);
		expect(shownPassword()).toBe(desk.password);
	});

	test('has none, where single sign-on is meant', async () => {
		const desk = gone();
		show(desk);
		const press = await found('Reactivate');
		await fireEvent.click(box('Without a password, for single sign-on'));
		await fireEvent.click(press);
		await isDone();
		expect(desk.password).toBeUndefined();
		expect(screen.queryByLabelText('Password')).toBeNull();
		expect(screen.getByText(/without a password: the user signs in/u)).toBeTruthy();
	});

	test('was brought back by somebody else meanwhile: its password stays', async () => {
		const desk = gone();
		show(desk);
		const press = await found('Reactivate');
		desk.user = ada;
		await fireEvent.click(press);
		expect((await screen.findByRole('alert')).textContent).toContain('Somebody else');
		expect(screen.getByText(/This account is not deactivated/u)).toBeTruthy();
		expect(desk.written).toEqual([]);
	});

	test.each([
		[gone(), 'matrix.org', /never brought back/u],
		[new Desk(), 'hs.test', /This account is not deactivated/u]
	])('does not: %#', async (desk, serverName, text) => {
		show(desk, { serverName });
		expect(await screen.findByText(text)).toBeTruthy();
		expect(screen.queryByRole('button')).toBeNull();
	});
});
