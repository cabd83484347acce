import type { Page } from '@playwright/test';
import { createRegistrationToken, registerAdmin } from '../synapse/admin.ts';
import { accountTour } from './account.ts';
import { helpDeskTour } from './help-desk.ts';
import { field, heading, open, press, type Tour } from './page.ts';

/** The pages that show the same to everybody. */
async function stillPages(page: Page, tour: Tour): Promise<void> {
	for (const [path, step] of [
		['/', 'home'],
		['/login', 'login'],
		['/recover', 'recover'],
		['/verified', 'verified-broken']
	] as const) {
		await open(page, tour.portal + path);
		await tour.shoot(page, step);
	}
	await page.goto(`${tour.portal}/nowhere`);
	await tour.shoot(page, 'not-found');
	await open(page, `${tour.closedPortal}/register`);
	await tour.shoot(page, 'closed');
}

/** The form, with and without mistakes, and the choice of a homeserver. */
async function form(page: Page, tour: Tour, token: string): Promise<void> {
	await open(page, `${tour.portal}/register`);
	await tour.shoot(page, 'register');
	await press(page, 'Edit homeserver');
	await page.getByRole('dialog').waitFor();
	await tour.shoot(page, 'homeserver');
	await press(page, 'Cancel');
	await press(page, 'Continue');
	await tour.shoot(page, 'register-faults');
	await field(page, 'Username').fill(tour.name);
	await field(page, 'Email').fill(`${tour.name}@example.test`);
	await field(page, 'Registration token').fill(token);
	await field(page, 'Password').fill('seven green lanterns');
	await page.getByText(/^(Very good|Good)\./).waitFor();
	await tour.shoot(page, 'register-filled');
	await press(page, 'Continue');
}

/** From the policies to the account. */
async function confirm(page: Page, tour: Tour): Promise<void> {
	await heading(page, 'Review the policies');
	await tour.shoot(page, 'policies');
	await page.getByRole('checkbox').check();
	await press(page, 'Accept');
	await heading(page, 'Check your email');
	await tour.shoot(page, 'email');
	await press(page, 'Use another address');
	await heading(page, 'Use another address');
	await tour.shoot(page, 'address');
	await press(page, 'Back');
	const tab = await page.context().newPage();
	await tab.goto(`${tour.portal}/register`);
	await heading(tab, 'You have begun an account');
	await tour.shoot(tab, 'resume');
	await tab.close();
	const mail = await tour.stack.waitForMail(`${tour.name}@example.test`);
	const phone = await (await tour.newContext()).newPage();
	await phone.goto(mail.links.find((link) => link.includes('submit_token')) ?? 'about:blank');
	await phone.getByRole('button', { name: 'Finish here' }).waitFor();
	await tour.shoot(phone, 'verified');
	await phone.context().close();
	await heading(page, 'Your account is ready');
	await tour.shoot(page, 'ready');
}

/** Goes through every page and step once, as a person would, and takes its picture. */
export async function takeTour(tour: Tour): Promise<void> {
	const server = await tour.stack.homeserver('strict');
	const operator = await registerAdmin(server, `operator-${tour.name}`);
	const token = await createRegistrationToken(server, operator.accessToken, { uses: 1 });
	const page = await (await tour.newContext()).newPage();
	await stillPages(page, tour);
	await form(page, tour, token);
	await confirm(page, tour);
	await accountTour(page, tour);
	await page.context().close();
	await helpDeskTour(tour);
}
