import { expectAccessible } from '../support/accessibility.ts';
import { newToken } from '../support/admin.ts';
import {
	acceptPolicies,
	expectReady,
	fillForm,
	linkIn,
	openForm,
	submitForm
} from '../support/register.ts';
import { serverConfig } from '../support/test.ts';
import {
	expect,
	expectAtRest,
	expectTyped,
	held,
	test,
	UNREACHABLE,
	waitOut
} from '../support/trouble.ts';

test('the homeserver goes and comes back between any two steps', async ({
	page,
	otherDevice,
	person,
	stack,
	watch
}) => {
	test.slow();
	const server = await stack.extraHomeserver({
		name: `restart-${person.username}`,
		variant: 'strict'
	});
	const portal = await stack.portal(serverConfig(server));
	watch.expectOnly(portal, server.baseUrl);
	const token = await newToken(server, 1);
	await page.clock.install();

	await stack.stopHomeserver(server.name);
	await openForm(page, portal);
	await expect(held(page, UNREACHABLE)).toBeVisible();
	await fillForm(page, person);
	await expectAccessible(page);
	await stack.startHomeserver(server.name);
	await waitOut(page, page.getByRole('textbox', { name: 'Registration token' }));
	await fillForm(page, { token });
	await expectTyped(page, person);
	await expectAtRest(page);

	await stack.stopHomeserver(server.name);
	await submitForm(page);
	await expect(held(page, UNREACHABLE)).toBeVisible();
	await expectTyped(page, person);
	await stack.startHomeserver(server.name);
	await waitOut(page, page.getByRole('heading', { name: 'Review the policies' }));

	await stack.stopHomeserver(server.name);
	await acceptPolicies(page);
	await expect(held(page, UNREACHABLE)).toBeVisible();
	await stack.startHomeserver(server.name);
	await waitOut(page, page.getByRole('heading', { name: 'Check your email' }));
	await expectAtRest(page);

	const link = linkIn(await stack.waitForMail(person.email));
	await stack.stopHomeserver(server.name);
	for (let look = 0; look < 3; look += 1) await page.clock.fastForward('00:16');
	await expect(page.getByText(UNREACHABLE)).toBeVisible();
	await expectAccessible(page);
	await stack.startHomeserver(server.name);
	await expect(async () => {
		await page.clock.fastForward('00:16');
		await expect(page.getByText(UNREACHABLE)).toHaveCount(0, { timeout: 3_000 });
	}).toPass();
	const phone = await otherDevice();
	await phone.goto(link);
	await waitOut(page, page.getByRole('heading', { name: 'Your account is ready' }));
	await expectReady(page, person, server);
	await expectAtRest(page);
	await stack.stopHomeserver(server.name);
});
