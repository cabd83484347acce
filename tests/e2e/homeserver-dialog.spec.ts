import { expectAccessible } from '../support/accessibility.ts';
import {
	chooseHomeserver,
	expectHomeserver,
	nameHomeserver,
	openHomeserverDialog
} from '../support/homeserver-dialog.ts';
import { fillForm, openForm } from '../support/register.ts';
import { CROSS_ORIGIN, expect, expectAtRest, expectTyped, test } from '../support/trouble.ts';

test('another homeserver by its name, its URL or a whole Matrix ID: what was typed stays', async ({
	page,
	person,
	portalOf,
	stack,
	watch
}) => {
	const [open, strict] = await Promise.all([stack.homeserver('open'), stack.homeserver('strict')]);
	const portal = await portalOf('open');
	watch.expectOnly(portal, open.baseUrl, strict.baseUrl);
	await openForm(page, portal);
	await expectHomeserver(page, open.serverName);
	await fillForm(page, person);

	await chooseHomeserver(page, strict.serverName, strict.serverName);
	await expect(page.getByRole('textbox', { name: 'Registration token' })).toBeVisible();
	await expect(page.getByRole('textbox', { name: 'Email', exact: true })).toBeVisible();
	await expect(page.getByText(`@${person.username}:${strict.serverName}`)).toBeVisible();
	await expectTyped(page, person);
	await expectAccessible(page);

	await chooseHomeserver(page, `${open.baseUrl}/`, open.serverName);
	await expect(page.getByRole('textbox', { name: 'Registration token' })).toHaveCount(0);
	await expectTyped(page, person);

	await chooseHomeserver(page, ` @someone:${strict.serverName} `, strict.serverName);
	await expect(page.getByRole('button', { name: 'Edit homeserver' })).toBeFocused();
	await expectTyped(page, person);
	await expectAtRest(page);
});

test('Escape and Cancel change nothing and give the focus back', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const { serverName } = await stack.homeserver('open');
	await openForm(page, await portalOf('open'));
	await fillForm(page, person);
	const edit = page.getByRole('button', { name: 'Edit homeserver' });

	const dialog = await openHomeserverDialog(page);
	await expect(dialog.getByRole('textbox', { name: 'Homeserver' })).toBeFocused();
	await expectAccessible(page);
	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();
	await expect(edit).toBeFocused();

	await page.keyboard.press('Enter');
	await dialog.getByRole('textbox', { name: 'Homeserver' }).fill('elsewhere.invalid');
	await dialog.getByRole('button', { name: 'Cancel' }).click();
	await expect(dialog).toBeHidden();
	await expect(edit).toBeFocused();
	await expectHomeserver(page, serverName);
	await expectTyped(page, person);
});

test('each way in which a homeserver cannot be found has its sentence', async ({
	page,
	fakeHomeserver,
	portalOf,
	selfSigned,
	stack,
	watch
}) => {
	watch.expectConsole(CROSS_ORIGIN);
	const old = await fakeHomeserver({
		'GET /versions': { body: { versions: ['r0.5.0', 'r0.6.1'] } }
	});
	const broken = await fakeHomeserver({ 'GET /.well-known/matrix/client': { body: '<html>' } });
	const hostile = await fakeHomeserver({
		'GET /.well-known/matrix/client': {
			body: { 'm.homeserver': { base_url: 'javascript:alert(1)' } }
		}
	});
	const failing = await fakeHomeserver({ 'GET /versions': { status: 502, body: 'Bad gateway' } });
	// That somebody answers there without a certificate is what tells it from a missing host.
	await page.route('http://self-signed.localhost/', (route) => route.fulfill({ status: 200 }));
	const { mail } = stack.addresses;
	await openForm(page, await portalOf('open'));
	const dialog = await openHomeserverDialog(page);
	const field = dialog.getByRole('textbox', { name: 'Homeserver' });

	const cases: [string, string | RegExp][] = [
		['', 'Enter the name of a homeserver, such as example.org.'],
		['my own homeserver', /^This is not the name of a homeserver\./],
		['javascript:alert(1)', /^This is not the name of a homeserver\./],
		['nobody.invalid', 'There is no server at nobody.invalid. Check the spelling.'],
		['localhost:1', 'There is no server at localhost:1. Check the spelling.'],
		[mail.url, /answers, but it is not a Matrix homeserver\./],
		[broken.serverName, `${broken.serverName} does not say correctly where its homeserver is.`],
		[hostile.serverName, `${hostile.serverName} does not say correctly where its homeserver is.`],
		[`https://${selfSigned.name}`, `${selfSigned.name} has no valid certificate`],
		[old.serverName, `The homeserver at ${old.serverName} is too old for this page.`]
	];
	for (const [typed, sentence] of cases)
		await test.step(typed || 'nothing', async () => {
			await nameHomeserver(dialog, typed);
			await expect(dialog.getByText(sentence)).toBeVisible();
			await expect(field).toHaveAttribute('aria-invalid', 'true');
			await expect(field).toHaveAccessibleDescription(new RegExp(sentenceOf(sentence)));
			await expect(field).toHaveValue(typed);
			await expectAtRest(page);
		});
	await expectAccessible(page);

	await nameHomeserver(dialog, failing.serverName);
	await expect(dialog.getByText(/The homeserver has a problem \(error 502\)/)).toBeVisible();
	const open = await stack.homeserver('open');
	await expect(field).toHaveValue(failing.serverName);
	failing.script({ 'GET /versions': { body: { versions: ['v1.11'] } } });
	// It goes on by itself, as the sentence says.
	await expect(dialog).toBeHidden();
	await expectHomeserver(page, failing.serverName);
	await chooseHomeserver(page, open.baseUrl, open.serverName);
	await expectAtRest(page);
});

test('a name leads through its well-known file to the homeserver', async ({
	page,
	fakeHomeserver,
	portalOf,
	stack,
	watch
}) => {
	const open = await stack.homeserver('open');
	const site = await fakeHomeserver({
		'GET /.well-known/matrix/client': {
			body: { 'm.homeserver': { base_url: `${open.baseUrl}/` } }
		},
		'GET /versions': { status: 404, body: 'a website' }
	});
	const portal = await portalOf('sso');
	const { baseUrl } = await stack.homeserver('sso');
	watch.expectOnly(portal, open.baseUrl, baseUrl, site.baseUrl);
	await openForm(page, portal);
	await chooseHomeserver(page, site.serverName, site.serverName);
	await fillForm(page, { username: 'somebody' });
	await expect(page.getByText(`@somebody:${site.serverName}`)).toBeVisible();
	expect(site.asked.map(({ line }) => line)).toEqual(['GET /.well-known/matrix/client']);
});

const sentenceOf = (sentence: string | RegExp) =>
	typeof sentence === 'string'
		? sentence.replace(/[.()]/g, String.raw`\$&`)
		: sentence.source.replace('^', '');
