import { expectAccessible } from '../support/accessibility.ts';
import { accept, asked } from '../support/other-client-verification.ts';
import { OtherClient } from '../support/other-client.ts';
import { giveKeys } from '../support/session-keys.ts';
import { openSessions, row, signInAs } from '../support/sessions.ts';
import { expect, test } from '../support/test.ts';
import {
	deviceOf,
	emoji,
	expectStep,
	key,
	openVerify,
	press,
	shownNames,
	withLaptop
} from '../support/verify-session.ts';
import { expectNoTraces } from '../support/watch.ts';

test('from the list of sessions, with the recovery key: other apps see it so', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	const { laptop, recoveryKey } = await withLaptop({ server, person });
	const phone = await OtherClient.signIn(server, person, 'Phone');
	await phone.start();
	expect(await laptop.trusts(phone.deviceId)).toBe(false);
	await openSessions(page, { portal, server, person });
	await expect(row(page, 'Element on Laptop').getByText('Verified', { exact: true })).toBeVisible();
	await expect(row(page, 'Phone')).toContainText('Not verified');
	await expectAccessible(page);
	expect(watch.requests.filter(({ url }) => url.includes('wasm'))).toEqual([]);

	await page.getByRole('link', { name: 'Verify Phone' }).click();
	await expectStep(page, 'Verify Phone');
	await expect(page.getByText(/^Do this only for a session that you recognise/)).toBeVisible();
	await expect(page.getByText(phone.deviceId)).toBeVisible();
	await key(page).fill(recoveryKey);
	await press(page, 'Verify');
	await expectStep(page, 'Phone is verified');
	expect(await laptop.trusts(phone.deviceId)).toBe(true);
	await expectNoTraces(page, watch, [recoveryKey]);

	await page.getByRole('link', { name: 'Back to your sessions' }).click();
	await expect(row(page, 'Phone').getByText('Verified', { exact: true })).toBeVisible();
	await expect(page.getByRole('link', { name: 'Verify Phone' })).toHaveCount(0);
	laptop.stop();
	phone.stop();
});

test('after this session: its own keys are gone by then, and the recovery key still signs', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const { laptop, recoveryKey } = await withLaptop({ server, person });
	const phone = await OtherClient.signIn(server, person, 'Phone');
	await phone.start();
	await openVerify(page, { portal, server, person });
	await key(page).fill(recoveryKey);
	await press(page, 'Verify');
	await expectStep(page, 'This session is verified');
	await page.getByRole('link', { name: 'Sessions', exact: true }).click();
	await page.getByRole('link', { name: 'Verify Phone' }).click();
	await key(page).fill(recoveryKey);
	await press(page, 'Compare emoji first');
	await expect(page.getByRole('alert')).toContainText('its keys were not kept');
	await press(page, 'Use the recovery key');
	await key(page).fill(recoveryKey);
	await press(page, 'Verify');
	await expectStep(page, 'Phone is verified');
	expect(await laptop.trusts(phone.deviceId)).toBe(true);
	expect(await laptop.trusts(await deviceOf(page))).toBe(true);
	laptop.stop();
	phone.stop();
});

test('with emoji first: that session and this one are verified', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const { laptop, recoveryKey } = await withLaptop({ server, person });
	const phone = await OtherClient.signIn(server, person, 'Phone');
	await phone.start();
	const request = asked(phone, page);
	await openSessions(page, { portal, server, person });
	await page.getByRole('link', { name: 'Verify Phone' }).click();
	await key(page).fill(recoveryKey);
	await press(page, 'Compare emoji first');
	await expectStep(page, 'Accept on your other device');
	const side = await accept(await request);
	await expect(emoji(page)).toBeVisible();
	await expect(page.getByText('Compared with Phone.')).toBeVisible();
	expect(await shownNames(page)).toEqual(await side.names());
	expect(await laptop.trusts(phone.deviceId)).toBe(false);
	await press(page, 'They match');
	await side.match();
	await expectStep(page, 'Phone is verified');
	expect(await laptop.trusts(phone.deviceId)).toBe(true);
	laptop.stop();
	phone.stop();
});

test('with emoji that do not match nothing is signed', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	const { laptop, recoveryKey } = await withLaptop({ server, person });
	const phone = await OtherClient.signIn(server, person, 'Phone');
	await phone.start();
	const request = asked(phone, page);
	await openSessions(page, { portal, server, person });
	await page.getByRole('link', { name: 'Verify Phone' }).click();
	await key(page).fill(recoveryKey);
	await press(page, 'Compare emoji first');
	await accept(await request);
	await expect(emoji(page)).toBeVisible();
	await press(page, 'They do not match');
	await expectStep(page, 'Nothing was verified');
	expect(await laptop.trusts(phone.deviceId)).toBe(false);
	// Nothing of the key is kept: whoever begins anew gives it anew.
	await press(page, 'Ask again');
	await expectStep(page, 'Verify Phone');
	await expect(key(page)).toHaveValue('');
	laptop.stop();
	phone.stop();
});

test('a session that is not recognised is signed out instead; one that is gone is told', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const { laptop } = await withLaptop({ server, person });
	const stranger = await signInAs(server, person, 'Stranger');
	await giveKeys(stranger);
	await openSessions(page, { portal, server, person });
	await page.getByRole('link', { name: 'Verify Stranger' }).click();
	await page.getByRole('link', { name: 'Sign it out' }).click();
	await expect(page.getByRole('dialog', { name: 'Sign out “Stranger”?' })).toBeVisible();
	await page.goto(`${portal}/account/encryption?task=verify&device_id=GONE&from=sessions`);
	await expect(page.getByRole('heading', { level: 1, name: 'This session is gone' })).toBeVisible();
	await expect(page.getByRole('link', { name: 'Back to your sessions' })).toBeVisible();
	await expectAccessible(page);
	laptop.stop();
});

test('a forged signature does not make a session look verified', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const { laptop } = await withLaptop({ server, person });
	const phone = await OtherClient.signIn(server, person, 'Phone');
	await phone.start();
	// The homeserver, or whoever is in its place, shows the signature of one session on the other.
	await page.route('**/keys/query', async (route) => {
		const answer = await route.fetch();
		const told = (await answer.json()) as {
			device_keys: Record<string, Record<string, { signatures: unknown }>>;
		};
		const devices = Object.values(told.device_keys)[0] ?? {};
		const [real, forged] = [devices[laptop.deviceId], devices[phone.deviceId]];
		if (real && forged) forged.signatures = real.signatures;
		await route.fulfill({ response: answer, json: told });
	});
	await openSessions(page, { portal, server, person });
	await expect(row(page, 'Element on Laptop').getByText('Verified', { exact: true })).toBeVisible();
	await expect(row(page, 'Phone')).toContainText('Not verified');
	laptop.stop();
	phone.stop();
});
