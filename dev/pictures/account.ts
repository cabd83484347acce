import type { Page } from '@playwright/test';
import { keysTour } from './keys.ts';
import { field, heading, open, press, type Tour } from './page.ts';

const password = 'seven green lanterns';

/** The pages of an account that show what is there. */
async function still(page: Page, tour: Tour): Promise<void> {
	for (const path of ['', '/profile', '/emails', '/sessions', '/encryption', '/data'] as const) {
		await open(page, `${tour.portal}/account${path}`);
		await tour.shoot(page, `account${path.replace('/', '-')}`);
	}
	await open(page, `${tour.portal}/check`);
	await tour.shoot(page, 'check');
}

/** Another address is added, as far as its mail. */
async function addEmail(page: Page, tour: Tour): Promise<void> {
	await open(page, `${tour.portal}/account/emails`);
	await field(page, 'Email').fill(`${tour.name}@work.test`);
	await press(page, 'Add');
	await heading(page, 'Confirm that it is you');
	await tour.shoot(page, 'emails-confirm');
	await field(page, 'Password').fill(password);
	await press(page, 'Continue');
	await heading(page, 'Check your email');
	await tour.shoot(page, 'emails-mail');
}

/** The password is changed to what it was. */
async function changePassword(page: Page, tour: Tour): Promise<void> {
	await open(page, `${tour.portal}/account/password`);
	await tour.shoot(page, 'password-before');
	await press(page, 'Continue');
	await heading(page, 'Change your password');
	await tour.shoot(page, 'password');
	await field(page, 'Current password').fill(password);
	await field(page, 'New password').fill(password);
	await press(page, 'Change password');
	await heading(page, 'Your password is changed');
	await tour.shoot(page, 'password-done');
}

/** The password is reset, on a phone that nobody is signed in on. */
async function recover(page: Page, tour: Tour): Promise<void> {
	const address = `${tour.name}@example.test`;
	const before = (await tour.stack.mails(address))[0]?.id ?? 0;
	await open(page, `${tour.portal}/recover`);
	await field(page, 'Email').fill(address);
	await field(page, 'New password').fill(password);
	await tour.shoot(page, 'recover-filled');
	await press(page, 'Send reset email');
	await heading(page, 'Check your email');
	await tour.shoot(page, 'recover-mail');
	const mail = await tour.stack.waitForMail(address, before);
	const tab = await page.context().newPage();
	await tab.goto(mail.links.find((link) => link.includes('password_reset')) ?? 'about:blank');
	await tab.getByRole('button').click();
	await heading(page, 'Your password is reset');
	await tour.shoot(page, 'recover-done');
	await tab.close();
}

/** Signing in, with a mistake first. */
async function signIn(page: Page, tour: Tour): Promise<void> {
	await open(page, `${tour.portal}/login`);
	await field(page, 'Username or email').fill(tour.name);
	await field(page, 'Password').fill('not that one');
	await press(page, 'Sign in');
	await page.getByRole('alert').waitFor();
	await tour.shoot(page, 'login-refused');
	await field(page, 'Password').fill(password);
	await press(page, 'Sign in');
	await heading(page, 'Your account');
}

/** The account is left for good. */
async function deactivate(page: Page, tour: Tour): Promise<void> {
	await open(page, `${tour.portal}/account/deactivate`);
	await tour.shoot(page, 'deactivate');
	const { serverName } = await tour.stack.homeserver('strict');
	await field(page, 'Type your Matrix ID to confirm').fill(`@${tour.name}:${serverName}`);
	await press(page, 'Continue');
	await heading(page, 'Confirm that it is you');
	await tour.shoot(page, 'deactivate-confirm');
	await field(page, 'Password').fill(password);
	await press(page, 'Deactivate account');
	await heading(page, 'Your account is deactivated');
	await tour.shoot(page, 'deactivate-done');
}

/**
 * Everything that a person with an account can see, from the overview to the end.
 * @param page somebody has just registered in it
 */
export async function accountTour(page: Page, tour: Tour): Promise<void> {
	await still(page, tour);
	await addEmail(page, tour);
	await changePassword(page, tour);
	await keysTour(page, tour);
	const phone = await (await tour.newContext()).newPage();
	await recover(phone, tour);
	await signIn(phone, tour);
	await deactivate(phone, tour);
	await phone.context().close();
}
