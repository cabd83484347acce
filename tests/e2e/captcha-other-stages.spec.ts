import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import type { Scripts } from '../support/fake-homeserver.ts';
import { expectStep, fillForm, openForm, submitForm } from '../support/register.ts';
import { expect, expectAtRest, test } from '../support/trouble.ts';

/** Stages that the portal has no view for, with whatever their names are. */
const STAGES = ['m.login.msisdn', 'org.example.riddle/of the?day'];

const PAGE = `<!doctype html><title>Riddle</title><button>Solve it</button><script>
document.querySelector('button').onclick = async () => {
	await fetch('/solve', { method: 'POST' });
	document.querySelector('button').textContent = 'Solved';
	if (window.opener) window.opener.postMessage('authDone', '*');
};
</script>`;

/** A homeserver with one such stage, whose page says when it is done. */
function riddle(stage: string, userId: string, headers: Record<string, string> = {}): Scripts {
	let isSolved = false;
	const challenge = () => ({
		status: 401,
		body: { session: 's&t', flows: [{ stages: [stage] }], completed: isSolved ? [stage] : [] }
	});
	return {
		'POST /register': ({ body }) =>
			'auth' in body && isSolved ? { body: { user_id: userId } } : challenge(),
		'POST /solve': () => {
			isSolved = true;
			return {};
		},
		[`GET /auth/${encodeURIComponent(stage)}/fallback/web`]: ({ query }) => ({
			headers: { 'content-type': 'text/html', ...headers },
			body: query.get('session') === 's&t' ? PAGE : 'Unknown session'
		})
	};
}

async function openRiddle(page: Page): Promise<Page> {
	const [popup] = await Promise.all([
		page.waitForEvent('popup'),
		page.getByRole('button', { name: 'Open the page' }).click()
	]);
	return popup;
}

for (const stage of STAGES)
	test(`${stage} takes place on the homeserver's own page`, async ({
		page,
		fakePortal,
		person,
		watch
	}) => {
		const { fake, portal } = await fakePortal(riddle(stage, `@${person.username}:example.org`));
		watch.expectOnly(portal, fake.baseUrl);
		await openForm(page, portal);
		await fillForm(page, { username: person.username, password: person.password });
		await submitForm(page);
		await expectStep(page, 'One more step at the homeserver');
		await expectAccessible(page);
		const popup = await openRiddle(page);
		// The window is closed at once: nothing can be waited for after the press.
		await popup.getByRole('button', { name: 'Solve it' }).click({ noWaitAfter: true });
		await expectStep(page, 'Your account is ready');
		await expectAtRest(page);
	});

test('a page that cuts the tie to the window that opened it', async ({
	page,
	fakePortal,
	person,
	watch
}) => {
	const isolated = { 'cross-origin-opener-policy': 'same-origin' };
	const { fake, portal } = await fakePortal(
		riddle('org.example.riddle', `@${person.username}:example.org`, isolated)
	);
	watch.expectOnly(portal, fake.baseUrl);
	await openForm(page, portal);
	await fillForm(page, { username: person.username, password: person.password });
	await submitForm(page);
	const popup = await openRiddle(page);
	// It looks closed from here, and the homeserver is asked: in vain, as long as nothing is solved.
	await expect(page.getByRole('alert')).toContainText('did not accept this step');
	await popup.getByRole('button', { name: 'Solve it' }).click();
	await expect(popup.getByRole('button', { name: 'Solved' })).toBeVisible();
	await page.getByRole('button', { name: 'I have finished there' }).click();
	await expectStep(page, 'Your account is ready');
	await expectAtRest(page);
});
