import type { BrowserContext, Page } from '@playwright/test';
import type { stackClient } from '../stack-client.ts';

/** Takes a picture of a page under the name of its step. */
export type Shoot = (page: Page, step: string) => Promise<void>;

/** What a tour needs to go through every page and step once. */
export interface Tour {
	stack: ReturnType<typeof stackClient>;
	/** A portal of the homeserver that asks for everything. */
	portal: string;
	/** A portal of a homeserver that makes no accounts. */
	closedPortal: string;
	/** A portal for those who run the homeserver. */
	helpDesk: string;
	/** The person's name on this tour: new each time. */
	name: string;
	/** A context of its own is another device. */
	newContext: () => Promise<BrowserContext>;
	shoot: Shoot;
}

export const heading = (page: Page, name: string) =>
	page.getByRole('heading', { level: 1, name }).waitFor();
export const press = (page: Page, name: string) =>
	page.getByRole('button', { name, exact: true }).click();
export const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

/** Opens a page and waits until it works. */
export async function open(page: Page, address: string): Promise<void> {
	await page.goto(address);
	await page.locator('html[data-ready]').waitFor({ state: 'attached' });
}
