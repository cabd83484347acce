import { test as base, type Page } from '@playwright/test';
import type { StackAddresses } from '../../dev/stack-addresses.ts';
import { stackClient } from '../../dev/stack-client.ts';
import { newPerson, type Person } from './person.ts';
import { Watch } from './watch.ts';

type Stack = ReturnType<typeof stackClient>;
type Variant = keyof StackAddresses['homeservers'];

interface Home {
	portal: string;
	server: Awaited<ReturnType<Stack['homeserver']>>;
}

interface Fixtures {
	stack: Stack;
	/** A person whom no other test knows. */
	person: Person;
	/** The address of a portal for one of the homeservers. */
	portalOf(variant: Variant, config?: Record<string, unknown>): Promise<string>;
	/**
	 * A homeserver with a portal for it, whose pages may talk to these two only; and lead to the single
	 * sign-on of a homeserver that has one.
	 */
	homeOf(variant: Variant, config?: Record<string, unknown>): Promise<Home>;
	/** Sees every request and console line of the test; its promises are checked at the end. */
	watch: Watch;
	/** Another browser: a phone, say. Closed at the end, and watched too. */
	otherDevice(): Promise<Page>;
}

/** The part of `config.json` that names a homeserver. */
export const serverConfig = (server: { baseUrl: string; serverName: string }) => ({
	default_server_config: {
		'm.homeserver': { base_url: server.baseUrl, server_name: server.serverName }
	}
});

export const test = base.extend<Fixtures>({
	stack: async ({}, use) => {
		const addresses = process.env.VESTIBULE_STACK;
		if (!addresses) throw new Error('The stack of the tests does not run');
		await use(stackClient(JSON.parse(addresses) as StackAddresses));
	},
	person: async ({}, use) => {
		await use(newPerson());
	},
	portalOf: async ({ stack }, use) => {
		await use(async (variant, config = {}) => {
			const server = await stack.homeserver(variant);
			return stack.portal({ ...serverConfig(server), ...config });
		});
	},
	homeOf: async ({ portalOf, stack, watch }, use) => {
		await use(async (variant, config) => {
			const portal = await portalOf(variant, config);
			const server = await stack.homeserver(variant);
			watch.expectOnly(portal, server.baseUrl);
			if (variant === 'sso') watch.expectOnly(portal, stack.addresses.identityProvider.url);
			return { portal, server };
		});
	},
	watch: [
		async ({ context }, use) => {
			const watch = new Watch();
			watch.follow(context);
			await use(watch);
			watch.verify();
		},
		{ auto: true }
	],
	otherDevice: async ({ browser, watch }, use) => {
		const contexts: { close(): Promise<void> }[] = [];
		await use(async () => {
			const context = await browser.newContext({
				locale: 'en-GB',
				viewport: { width: 390, height: 800 }
			});
			contexts.push(context);
			watch.follow(context);
			return context.newPage();
		});
		for (const context of contexts) await context.close();
	}
});

export { expect } from '@playwright/test';
