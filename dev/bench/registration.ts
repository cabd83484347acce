import type { BrowserContext, Request } from '@playwright/test';
import { newToken } from '../../tests/support/admin.ts';
import { newPerson } from '../../tests/support/person.ts';
import {
	acceptPolicies,
	expectReady,
	expectStep,
	fillForm,
	linkIn,
	openForm,
	submitForm
} from '../../tests/support/register.ts';
import { freshBrowser, phone } from './visit.ts';
import { portalConfig, type Stage } from './stage.ts';
import type { Asked } from './asked.ts';

/**
 * Registers a person at a homeserver that wants a token, policies and a confirmed email.
 * @returns what the portal asked the homeserver, in order, preflights left out
 */
export async function register(executablePath: string, { stack }: Stage): Promise<Asked[]> {
	const server = await stack.homeserver('strict');
	const portal = await stack.portal(portalConfig(server));
	const person = newPerson();
	const browser = await freshBrowser(executablePath);
	try {
		const context = await phone(browser);
		const asked = listen(context);
		const page = await context.newPage();
		await openForm(page, portal);
		await fillForm(page, { ...person, token: await newToken(server, 1) });
		await submitForm(page);
		await acceptPolicies(page);
		await expectStep(page, 'Check your email');
		const mail = await stack.waitForMail(person.email);
		await (await context.newPage()).goto(linkIn(mail));
		await expectReady(page, person, server);
		return asked;
	} finally {
		await browser.close();
	}
}

const api = /\/_matrix\/client\/(?:v\d+|r0|unstable)\/(.*)$/;

function listen(context: BrowserContext): Asked[] {
	const asked: Asked[] = [];
	context.on('request', (request) => {
		const [, path] = api.exec(new URL(request.url()).pathname) ?? [];
		if (path === undefined || request.method() === 'OPTIONS' || request.isNavigationRequest())
			return;
		asked.push({ line: `${request.method()} /${path}`, stage: stageOf(request) });
	});
	return asked;
}

function stageOf(request: Request): string | undefined {
	const body = (request.method() === 'POST' ? request.postDataJSON() : {}) as {
		auth?: { type?: string };
	};
	return body.auth?.type;
}
