import { expectAccessible } from '../support/accessibility.ts';
import type { Asked, Reply } from '../support/fake-homeserver.ts';
import { fillForm, openForm, submitForm } from '../support/register.ts';
import { expect, expectAtRest, expectTyped, held, test, UNREACHABLE } from '../support/trouble.ts';

const DUMMY = 'm.login.dummy';
const TERMS = 'm.login.terms';
const challenge = (fields: object): Reply => ({
	status: 401,
	body: { session: 's', flows: [{ stages: [DUMMY] }], params: {}, completed: [], ...fields }
});

/** What is answered to the request of that number; the first one asks what the homeserver wants. */
const endless: Record<string, (count: number, asked: Asked) => Reply> = {
	'a stage that is never done': () => challenge({}),
	'everything done, and never an end': (count) => challenge({ completed: count ? [DUMMY] : [] }),
	'stages that come undone': (count) =>
		challenge({
			flows: [{ stages: [DUMMY, 'm.login.registration_token'] }],
			completed: [[], [DUMMY], ['m.login.registration_token']][count % 3]
		}),
	'another flow each time': (count) =>
		challenge({ flows: [{ stages: [DUMMY, `org.example.${count}`] }], completed: [DUMMY] }),
	'another session each time': (count) => challenge({ session: `s${count}` }),
	'a session that is always unknown': (_, { body }) =>
		'auth' in body ? { status: 400, body: { errcode: 'M_UNKNOWN' } } : challenge({})
};

for (const [name, answer] of Object.entries(endless))
	test(`${name}: a sentence, after a few requests`, async ({ page, fakePortal, person, watch }) => {
		let count = -1;
		const { fake, portal } = await fakePortal({
			'POST /register': (asked) => answer((count += 1), asked)
		});
		watch.expectOnly(portal, fake.baseUrl);
		await openForm(page, portal);
		const typed = { username: person.username, password: person.password };
		await fillForm(page, typed);
		const token = page.getByRole('textbox', { name: 'Registration token' });
		if (await token.isVisible()) await token.fill('token');
		await submitForm(page);
		await expect(
			page.getByRole('alert').or(page.getByRole('heading', { name: 'One more step' }))
		).toBeVisible();
		await expectAtRest(page);
		expect(count).toBeLessThan(8);
		if (await page.getByRole('alert').isVisible()) await expectTyped(page, typed);
	});

test('policies that are never accepted', async ({ page, fakePortal, person, watch }) => {
	const policies = {
		terms: { version: '1', en: { name: 'Terms', url: 'https://example.org/' } }
	};
	const { fake, portal } = await fakePortal({
		'POST /register': challenge({ flows: [{ stages: [TERMS] }], params: { [TERMS]: { policies } } })
	});
	watch.expectOnly(portal, fake.baseUrl);
	await openForm(page, portal);
	await fillForm(page, { username: person.username, password: person.password });
	await submitForm(page);
	await page.getByRole('checkbox').check();
	await page.getByRole('button', { name: 'Accept' }).click();
	await expect(page.getByRole('alert')).toContainText('did not accept this step');
	await expect(page.getByRole('checkbox')).toBeChecked();
	await expectAtRest(page);
	expect(fake.asked.filter(({ line }) => line === 'POST /register')).toHaveLength(2);
});

test('a homeserver that never answers', async ({ page, fakePortal, person, watch }) => {
	const { fake, portal } = await fakePortal({ 'POST /register': 'silence' });
	watch.expectOnly(portal, fake.baseUrl);
	await page.clock.install();
	await page.goto(`${portal}/register`);
	await expect.poll(() => fake.asked.map(({ line }) => line)).toContain('POST /register');
	await fillForm(page, { username: person.username, password: person.password });
	await page.clock.fastForward('00:21');
	await expect(held(page, UNREACHABLE)).toBeVisible();
	await expect(page.locator('html[data-ready]')).toBeAttached();
	await expectTyped(page, { username: person.username, password: person.password });
	await expectAccessible(page);
	// Nobody has to wait for it: another homeserver can be chosen.
	await page.getByRole('button', { name: 'Edit homeserver' }).click();
	await expect(page.getByRole('dialog')).toBeVisible();
});

test('a limit that never ends', async ({ page, fakePortal, person, watch }) => {
	const { fake, portal } = await fakePortal({
		'POST /register': ({ body }) =>
			'auth' in body
				? { status: 429, body: { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: -5 } }
				: challenge({})
	});
	watch.expectOnly(portal, fake.baseUrl);
	await openForm(page, portal);
	await fillForm(page, { username: person.username, password: person.password });
	await submitForm(page);
	await expect(page.getByRole('alert')).toContainText('asks you to wait');
	await expectAtRest(page);
	await expectTyped(page, { username: person.username, password: person.password });
});
