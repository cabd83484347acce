import type { Page } from '@playwright/test';
import { registerAdmin, registerUser } from '../synapse/admin.ts';
import { field, heading, open, press, type Tour } from './page.ts';

const password = 'nine quiet harbours';

/** The tasks for one user that have a page each. */
const tasks = ['password', 'emails', 'identities', 'profile', 'sessions', 'lock', 'deactivate'];

/** One user, each task, and a new password. */
async function oneUser(page: Page, tour: Tour, userId: string): Promise<void> {
	const address = `${tour.helpDesk}/help-desk/user?${new URLSearchParams({ id: userId })}`;
	await open(page, address);
	await tour.shoot(page, 'help-desk-user');
	for (const task of tasks) {
		await open(page, `${address}&task=${task}`);
		await tour.shoot(page, `help-desk-${task}`);
	}
	await open(page, `${address}&task=password`);
	await press(page, 'Set password');
	await page.getByRole('button', { name: 'Print' }).waitFor();
	await tour.shoot(page, 'help-desk-password-done');
}

/** A user and an invitation are made. */
async function make(page: Page, tour: Tour): Promise<void> {
	await open(page, `${tour.helpDesk}/help-desk/create`);
	await field(page, 'Username').fill(`grace-${tour.name}`);
	await field(page, 'Display name').fill('Grace Hopper');
	await tour.shoot(page, 'help-desk-create');
	await press(page, 'Create');
	await heading(page, 'User created');
	await tour.shoot(page, 'help-desk-created');
	await open(page, `${tour.helpDesk}/help-desk/create?from=file`);
	await tour.shoot(page, 'help-desk-file');
	await open(page, `${tour.helpDesk}/help-desk/invitations`);
	await press(page, 'New invitation');
	await field(page, 'Uses').waitFor();
	await tour.shoot(page, 'help-desk-invitation');
	await press(page, 'Create');
	await page.getByRole('button', { name: 'Copy' }).first().waitFor();
	await tour.shoot(page, 'help-desk-invited');
}

/** Everything that an operator can see, from signing in to the record of the visit. */
export async function helpDeskTour(tour: Tour): Promise<void> {
	const server = await tour.stack.homeserver('strict');
	const operator = `desk-${tour.name}`;
	await registerAdmin(server, operator, password);
	const { userId } = await registerUser(server, { username: `alan-${tour.name}`, password });
	const page = await (await tour.newContext()).newPage();
	await page.goto(`${tour.helpDesk}/help-desk`);
	await heading(page, 'Sign in');
	await field(page, 'Username or email').fill(operator);
	await field(page, 'Password').fill(password);
	await press(page, 'Sign in');
	await page.getByRole('table', { name: 'Users' }).waitFor();
	await tour.shoot(page, 'help-desk');
	await oneUser(page, tour, userId);
	await make(page, tour);
	// Not by its address: the record is what this page remembers.
	const menu = page.getByRole('button', { name: 'Menu' });
	if (await menu.isVisible()) await menu.click();
	await page.getByRole('link', { name: 'Record of this visit' }).click();
	await heading(page, 'Record of this visit');
	await tour.shoot(page, 'help-desk-record');
	await page.context().close();
}
