import { expectAccessible } from '../support/accessibility.ts';
import {
	awaitReset,
	confirmReset,
	expectReset,
	lockedOut,
	press,
	resetLinkIn
} from '../support/recover.ts';
import { expectStep } from '../support/register.ts';
import { expect, serverConfig, test } from '../support/test.ts';

const NEW = 'Another-horse-9-for-the-stable';

test('a link that has expired: the homeserver says so, and "Send again" leads on', async ({
	page,
	otherDevice,
	person,
	stack,
	watch
}) => {
	const server = await stack.extraHomeserver({
		name: `brief-reset-${person.username}`,
		variant: 'open',
		linkLifetime: '5s'
	});
	const portal = await stack.portal(serverConfig(server));
	watch.expectOnly(portal, server.baseUrl);
	const before = await lockedOut(server, person);
	await page.clock.install();
	await awaitReset(page, portal, person, NEW);
	const mail = await stack.waitForMail(person.email);
	const end = Date.parse(mail.date) + 5_000;
	await expect.poll(() => Date.now() > end, { timeout: 10_000 }).toBe(true);

	const phone = await otherDevice();
	await phone.goto(resetLinkIn(mail));
	await phone.getByRole('button', { name: 'Confirm changing my password' }).click();
	await expect(phone.getByText(/expired|failed/i).first()).toBeVisible();
	await press(page, 'I have verified my email address');
	await expect(page.getByRole('alert')).toContainText('not confirmed yet');
	await expectAccessible(page);
	await page.clock.fastForward('00:31');
	await press(page, 'Send again');
	await confirmReset(phone, await stack.waitForMail(person.email, mail.id));
	await expectStep(phone, 'Email confirmed');
	await expectStep(page, 'Your password is reset');
	await expectReset(server, person, NEW, before);
	await stack.stopHomeserver(server.name);
});
