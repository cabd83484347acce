import { expectAccessible } from '../support/accessibility.ts';
import {
	confirmReset,
	expectReset,
	lockedOut,
	openRecover,
	press,
	sendReset
} from '../support/recover.ts';
import { expectStep } from '../support/register.ts';
import { expect, test } from '../support/test.ts';

const NEW = 'Another-horse-9-for-the-stable';

test('a homeserver that hides which addresses it knows: no mail comes, and nobody is misled', async ({
	page,
	otherDevice,
	person,
	homeOf,
	stack,
	watch
}) => {
	const { portal, server } = await homeOf('whitelist', { admin_contact: 'office@vestibule.test' });
	// Whom to ask is asked for; this homeserver does not say, and not to pages of other origins.
	watch.expectConsole(/blocked by CORS policy/);
	const before = await lockedOut(server, person);
	const unknown = `not-${person.email}`;
	await openRecover(page, portal);
	await sendReset(page, unknown, NEW);
	await expectStep(page, 'Check your email');
	await expect(page.getByText('If this address belongs to an account')).toBeVisible();
	await expect(page.getByText(unknown)).toBeVisible();
	await press(page, 'I have verified my email address');
	await expect(page.getByRole('alert')).toContainText('not confirmed yet');
	await page.getByText('The email does not come, or its link does not work').click();
	await expect(page.getByText(/does not tell strangers which addresses it knows/)).toBeVisible();
	await expect(page.getByRole('link', { name: 'office@vestibule.test' })).toBeVisible();
	await expectAccessible(page);

	await press(page, 'Use another address');
	await sendReset(page, person.email, NEW);
	await expectStep(page, 'Check your email');
	await confirmReset(await otherDevice(), await stack.waitForMail(person.email));
	await expectStep(page, 'Your password is reset');
	await expectReset(server, person, NEW, before);
	expect(await stack.mails(unknown)).toEqual([]);
});
