import { accept, asked, begin } from '../support/other-client-verification.ts';
import { OtherClient } from '../support/other-client.ts';
import { expect, test } from '../support/test.ts';
import {
	deviceOf,
	emoji,
	expectStep,
	openVerify,
	press,
	sessionsWithKeys,
	shownNames,
	withLaptop
} from '../support/verify-session.ts';
import { expectNoTraces } from '../support/watch.ts';

const DONE = 'This session is verified';
const ACCEPT = 'Accept on your other device';
const COMPARE = 'Compare the emoji';
const ENDED = 'Nothing was verified';

test('begun here: the same emoji on both sides, and then it is verified', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	const { laptop, recoveryKey } = await withLaptop({ server, person });
	await laptop.start();
	const request = asked(laptop, page);
	await openVerify(page, { portal, server, person });
	await press(page, 'Use another session');
	await expectStep(page, ACCEPT);
	await expect(page.getByRole('list', { name: 'Sessions that can help' })).toHaveText(
		'Element on Laptop'
	);
	const side = await accept(await request);
	await expect(emoji(page).getByRole('listitem')).toHaveCount(7);
	await expectStep(page, COMPARE);
	await expect(page.getByText('Compared with Element on Laptop.')).toBeVisible();
	expect(await shownNames(page)).toEqual(await side.names());

	await press(page, 'They match');
	await expect(page.getByText('Waiting until you confirm it on the other device')).toBeVisible();
	await side.match();
	await expectStep(page, DONE);
	expect(await side.over()).toBe('done');
	const here = await deviceOf(page);
	expect(await laptop.trusts(here)).toBe(true);

	// No secret of the other session was asked for, and this one listens no more.
	const sent = (what: string) => watch.matrixRequests().filter((line) => line.includes(what));
	const listened = sent('GET /sync').length;
	await page.getByRole('link', { name: 'Back to encryption' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Encryption' })).toBeVisible();
	expect(sent('GET /sync')).toHaveLength(listened);
	expect(sent('m.secret.request')).toEqual([]);
	await expectNoTraces(page, watch, [recoveryKey]);
	await press(page, 'Sign out');
	await expect(page).toHaveURL(/\/login$/);
	expect(await sessionsWithKeys(laptop)).toEqual([laptop.deviceId]);
	laptop.stop();
});

test('begun there, after it was declined: it is taken up here', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const { laptop } = await withLaptop({ server, person });
	await laptop.start();
	const request = asked(laptop, page);
	await openVerify(page, { portal, server, person });
	await press(page, 'Use another session');
	await expectStep(page, ACCEPT);
	await (await request).cancel();
	await expectStep(page, ENDED);
	await expect(page.getByText(/^It was cancelled on the other device/)).toBeVisible();

	const side = await begin(laptop, await deviceOf(page));
	await expectStep(page, COMPARE);
	await expect(emoji(page)).toBeVisible();
	expect(await shownNames(page)).toEqual(await side.names());
	await side.match();
	await press(page, 'They match');
	await expectStep(page, DONE);
	expect(await laptop.trusts(await deviceOf(page))).toBe(true);
	laptop.stop();
});

test('they do not match: both sides are told, and nothing is verified', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const { laptop } = await withLaptop({ server, person });
	await laptop.start();
	await openVerify(page, { portal, server, person });
	const here = await deviceOf(page);
	const first = asked(laptop, page);
	await press(page, 'Use another session');
	const side = await accept(await first);
	await expect(emoji(page)).toBeVisible();
	await press(page, 'They do not match');
	await expectStep(page, ENDED);
	await expect(page.getByRole('alert')).toContainText('did not show the same');
	expect(await side.over()).toBe('m.mismatched_sas');

	const second = asked(laptop, page);
	await press(page, 'Ask again');
	await expectStep(page, ACCEPT);
	const again = await accept(await second);
	await expect(emoji(page)).toBeVisible();
	await again.differ();
	await expectStep(page, ENDED);
	await expect(page.getByRole('alert')).toContainText('did not show the same');
	expect(await laptop.trusts(here)).toBe(false);
	laptop.stop();
});

test('cancelled here: the other side is told, and the key is asked for', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const { laptop } = await withLaptop({ server, person });
	await laptop.start();
	const request = asked(laptop, page);
	await openVerify(page, { portal, server, person });
	await press(page, 'Use another session');
	await expectStep(page, ACCEPT);
	const side = await request;
	await press(page, 'Cancel');
	await expectStep(page, 'Verify this session');
	await expect.poll(() => side.cancellationCode).toBe('m.user');
	laptop.stop();
});

test('cancelled there while it is compared', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	const { laptop } = await withLaptop({ server, person });
	await laptop.start();
	const request = asked(laptop, page);
	await openVerify(page, { portal, server, person });
	await press(page, 'Use another session');
	const side = await accept(await request);
	await expect(emoji(page)).toBeVisible();
	await side.cancel();
	await expectStep(page, ENDED);
	expect(await laptop.trusts(await deviceOf(page))).toBe(false);
	laptop.stop();
});

test('no other session is verified: none is asked', async ({ page, person, homeOf, watch }) => {
	const { portal, server } = await homeOf('open');
	const { laptop } = await withLaptop({ server, person });
	const stranger = await OtherClient.signIn(server, person, 'Stranger');
	await laptop.client.logout(true);
	await openVerify(page, { portal, server, person });
	await press(page, 'Use another session');
	await expect(page.getByRole('status')).toContainText('None of your other sessions is verified');
	expect(watch.requests.filter(({ url }) => url.includes('wasm'))).toEqual([]);
	stranger.stop();
});
