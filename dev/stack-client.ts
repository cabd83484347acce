import type { Mail } from './mail/message.ts';
import type { PortalOptions } from './portal/server.ts';
import type { ExtraHomeserver, HomeserverAddress, StackAddresses } from './stack-addresses.ts';

/**
 * What a test does with the stack that it shares with others.
 * @param addresses of the running stack, as `startTestStack` answered them in another process
 */
export function stackClient(addresses: StackAddresses) {
	const post = (path: string, body: object = {}) =>
		json(`${addresses.control}${path}`, { method: 'POST', body: JSON.stringify(body) });
	const act = (action: 'start' | 'stop' | 'restart') => async (name: string) => {
		await post(`/homeservers/${name}/${action}`);
	};
	const messages = (query: Record<string, string>) => `api/messages?${new URLSearchParams(query)}`;
	return {
		addresses,

		/** The address of a portal with this `/config.json`; null for none, a text for a broken one. */
		async portal(config?: PortalOptions['config']): Promise<string> {
			return ((await post('/portals', { config })) as { url: string }).url;
		},

		/** A homeserver of the stack by its variant; started if it does not run yet. */
		async homeserver(variant: keyof StackAddresses['homeservers']): Promise<HomeserverAddress> {
			await act('start')(variant);
			return addresses.homeservers[variant];
		},

		/** A new homeserver for one test; `name` must be new. It runs when this answers. */
		async extraHomeserver(wanted: ExtraHomeserver): Promise<HomeserverAddress> {
			const address = (await post('/homeservers', wanted)) as HomeserverAddress;
			await act('start')(wanted.name);
			return address;
		},

		/** Starts a stopped homeserver again, with its data and on its port. */
		startHomeserver: act('start'),
		stopHomeserver: act('stop'),
		restartHomeserver: act('restart'),

		/** The mail delivered to an address, newest first. */
		async mails(to: string): Promise<Mail[]> {
			return (await json(`${addresses.mail.url}/${messages({ to })}`)) as Mail[];
		},

		/**
		 * Waits for a mail to an address.
		 * @param after the number of the mail that it must come after
		 * @param timeout in milliseconds
		 */
		async waitForMail(to: string, after = 0, timeout = 15_000): Promise<Mail> {
			const query = new URLSearchParams({ to, after: String(after), timeout: String(timeout) });
			return (await json(`${addresses.mail.url}/api/messages/wait?${query}`)) as Mail;
		}
	};
}

async function json(url: string, options: RequestInit = {}): Promise<unknown> {
	const response = await fetch(url, options);
	const body = (await response.json()) as { error?: string };
	if (!response.ok) throw new Error(`${body.error ?? response.status} (${url})`);
	return body;
}
