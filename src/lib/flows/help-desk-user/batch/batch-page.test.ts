import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { descriptionOf, isBusy, textOf, type } from '$lib/wizard/testing';
import { button, found, heading, showAt } from '../page-testing';
import { ada, Desk, OPERATOR } from '../task/testing';
import Batch from './Batch.svelte';

const ids = ['@a:hs.test', '@b:hs.test', '@c:hs.test'];
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const rows = () =>
	[...screen.getByRole('list', { name: 'Users' }).querySelectorAll('li')].map(textOf);
const show = (desk: Desk, userIds: readonly string[] = ids) => showAt(Batch, { userIds }, desk);

/** A homeserver with these users, each of them on its own. */
class Many extends Desk {
	users = new Map(ids.map((userId) => [userId, { ...ada, userId }]));
	refuses = new Set<string>();

	constructor() {
		super();
		this.port = {
			...this.port,
			user: (userId) => Promise.resolve(ok(this.users.get(userId))),
			deactivateUser: (userId, { erase }) => {
				this.asked.push(`deactivate ${userId}`);
				if (this.refuses.has(userId))
					return Promise.resolve(fail({ kind: 'unknown', errcode: 'M_UNKNOWN' }));
				if (this.script.length > 0) {
					const { answer } = this.script.shift() ?? { answer: ok(true) };
					return Promise.resolve(answer);
				}
				this.users.set(userId, { ...ada, userId, deactivated: true, erased: erase });
				return Promise.resolve(ok(true));
			}
		};
	}
}

async function start(count: number) {
	await type(await screen.findByLabelText('Type the number of accounts to confirm'), String(count));
	await fireEvent.click(button(`Deactivate ${count} accounts`));
}

describe('choosing', () => {
	test('a pasted list is looked at, and nothing is done before it is confirmed', async () => {
		const desk = new Many();
		show(desk, []);
		expect(heading()).toBe('Deactivate users');
		await type(field('Matrix IDs'), `${ids.join('\n')}, ${OPERATOR} @x:hs.test`);
		await fireEvent.click(button('Look at them'));
		await found('Deactivate 3 accounts');
		expect(rows()).toEqual([
			'@a:hs.test Ada Will be deactivated',
			'@b:hs.test Ada Will be deactivated',
			'@c:hs.test Ada Will be deactivated',
			`${OPERATOR} Your own account: left out`,
			'@x:hs.test No such user: left out'
		]);
		expect(desk.written).toEqual([]);
	});

	test('an empty one is said at its field', async () => {
		show(new Many(), []);
		await fireEvent.click(button('Look at them'));
		await waitFor(() =>
			expect(descriptionOf(field('Matrix IDs'))).toContain('Enter at least one Matrix ID.')
		);
		expect(document.activeElement).toBe(field('Matrix IDs'));
	});

	test('nobody is left: that is said, and others can be chosen', async () => {
		show(new Many(), [OPERATOR]);
		await screen.findByText('None of these can be deactivated.');
		await fireEvent.click(button('Choose other users'));
		expect(field('Matrix IDs').value).toBe('');
	});

	test('a failure while looking is told, and it goes on', async () => {
		const desk = new Many();
		const { user } = desk.port;
		desk.port.user = () => Promise.resolve(fail({ kind: 'admin', problem: 'notAdmin' }));
		show(desk);
		expect((await screen.findByRole('alert')).textContent).toContain('not an administrator');
		desk.port.user = user;
		await fireEvent.click(button('Try again'));
		expect(await found('Deactivate 3 accounts')).toBeTruthy();
	});
});

describe('deactivating', () => {
	test('needs the number of accounts', async () => {
		const desk = new Many();
		show(desk);
		await found('Deactivate 3 accounts');
		await fireEvent.click(button('Deactivate 3 accounts'));
		const typed = field('Type the number of accounts to confirm');
		await waitFor(() => expect(descriptionOf(typed)).toContain('it is 3'));
		expect(desk.written).toEqual([]);
	});

	test('one after the other, with what came of each', async () => {
		const desk = new Many();
		show(desk);
		await found('Deactivate 3 accounts');
		await fireEvent.click(screen.getByRole('checkbox', { name: 'Hide messages from new joiners' }));
		await start(3);
		await screen.findByText('3 accounts are deactivated.');
		expect(rows()).toEqual(ids.map((id) => `${id} Ada Deactivated`));
		expect([...desk.users.values()].every(({ erased }) => erased)).toBe(true);
	});

	test('one that fails is told with its reason, and tried again alone', async () => {
		const desk = new Many();
		desk.refuses.add('@b:hs.test');
		show(desk);
		await start(3);
		await screen.findByText(/One account could not be deactivated/u);
		expect(rows()[1]).toMatch(/^@b:hs\.test Ada .+ Not deactivated$/u);
		desk.refuses.clear();
		await fireEvent.click(button('Try 1 account again'));
		await screen.findByText('3 accounts are deactivated.');
		expect(desk.asked).toHaveLength(4);
	});

	test('stops when one is no administrator any more, says what was done, and goes on', async () => {
		const desk = new Many();
		show(desk);
		await found('Deactivate 3 accounts');
		desk.script = [{ answer: fail({ kind: 'admin', problem: 'notAdmin' }) }];
		await start(3);
		expect((await screen.findByRole('alert')).textContent).toContain('not an administrator');
		expect(screen.getByText(/0 of 3 accounts are deactivated, 3 are not/u)).toBeTruthy();
		await fireEvent.click(button('Go on with 3 accounts'));
		await screen.findByText('3 accounts are deactivated.');
		expect(screen.queryByRole('alert')).toBeNull();
	});

	test('stops at once while it waits for the homeserver, and goes on later', async () => {
		const desk = new Many();
		show(desk);
		await found('Deactivate 3 accounts');
		const { user } = desk.port;
		desk.port.user = () => Promise.resolve(fail({ kind: 'rateLimited', retryAfterMs: 60_000 }));
		await start(3);
		await screen.findByText(/asks you to wait/u);
		await fireEvent.click(button('Stop'));
		await screen.findByText(/0 of 3 accounts are deactivated, 3 are not/u);
		expect(screen.queryByText(/asks you to wait/u)).toBeNull();
		desk.port.user = user;
		await fireEvent.click(button('Go on with 3 accounts'));
		await screen.findByText('3 accounts are deactivated.');
	});

	test('stops when it is asked to, after the one that is under way', async () => {
		const desk = new Many();
		const { deactivateUser } = desk.port;
		let release: () => void = () => undefined;
		desk.port.deactivateUser = async (...given) => {
			await new Promise<void>((resolve) => (release = resolve));
			return deactivateUser(...given);
		};
		show(desk);
		await start(3);
		await fireEvent.click(await found('Stop'));
		expect(isBusy(button('Stop'))).toBe(true);
		await waitFor(() => expect(screen.getByText('Stopping after this account')).toBeTruthy());
		release();
		await screen.findByText(/1 of 3 accounts are deactivated, 2 are not/u);
		expect(rows().map((row) => row.endsWith('Will be deactivated'))).toEqual([false, true, true]);
		desk.port.deactivateUser = deactivateUser;
		await fireEvent.click(button('Go on with 2 accounts'));
		await screen.findByText('3 accounts are deactivated.');
	});
});
