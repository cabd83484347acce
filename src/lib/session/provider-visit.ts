import type { PortalError } from '$lib/base/errors';
import type { Homeserver } from '$lib/base/homeserver';
import { shownAgain } from '$lib/base/pauses';
import { fail, ok, type Result } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { httpUrl } from '$lib/base/url';
import { cleanAddress } from './address';
import { keepSso, takeSso } from './single-sign-on';

/** What a provider sent back, and where it was begun. */
export interface Returned {
	server: Homeserver;
	provider: string;
	loginToken: Secret;
}

/** Leaves the portal for a provider; the page ends with it. */
export type Leave = (started: { server: Homeserver; provider: string }, url: string) => void;

/** What it takes to send somebody to a provider. */
export interface ProviderPorts<Provider> {
	login: { ssoUrl(server: Homeserver, provider: Provider, returnTo: string): string };
	/** Absolute URL to which a provider sends people back. */
	returnTo: string;
	leave: Leave;
}

/**
 * Sends somebody to a provider.
 * @returns once the page is shown again from the browser's memory; fails with `offline`
 */
export async function visitProvider<Provider extends { name: string }>(
	{ server, provider }: { server: Homeserver; provider: Provider },
	{ login, returnTo, leave }: ProviderPorts<Provider>,
	signal: AbortSignal
): Promise<Result<true>> {
	// The browser's own page for a missing network would take the place of this one.
	if (!navigator.onLine) return fail({ kind: 'offline' });
	leave({ server, provider: provider.name }, login.ssoUrl(server, provider, returnTo));
	// The page ends here; it may be shown again from the browser's memory.
	await shownAgain(signal);
	return ok(true);
}

/** What it takes to make a session of what a provider sent back. */
export interface RedeemPorts<Login> {
	login: {
		redeem(
			server: Homeserver,
			loginToken: Secret,
			deviceName: string,
			signal: AbortSignal
		): Promise<Result<Login>>;
	};
	/** The name under which the session is seen in other apps. */
	deviceName(): Promise<string>;
	/** Keeps a new session for this tab. */
	keepLogin(server: Homeserver, login: Login): void;
}

/** Makes a session of what a provider sent back, and keeps it. Fails with the kinds of `redeem`. */
export async function redeemReturned<Login>(
	{ server, loginToken }: Returned,
	ports: RedeemPorts<Login>,
	signal: AbortSignal
): Promise<Result<Login>> {
	const deviceName = await ports.deviceName();
	const redeemed = await ports.login.redeem(server, loginToken, deviceName, signal);
	if (redeemed.ok) ports.keepLogin(server, redeemed.value);
	return redeemed;
}

/** Leaves for a provider, and notes that this tab has begun it. */
export const leaveForProvider: Leave = ({ server, provider }, url) => {
	keepSso({ server, provider, startedAt: Date.now() });
	const target = httpUrl(url);
	if (target) location.assign(target);
};

/**
 * What a provider sent back to this page, if anything: given once. The token leaves the address at
 * once, and is refused unless this tab has begun the sign-on.
 */
export function takeReturned(): { returned?: Returned; error?: PortalError } {
	const url = new URL(location.href);
	const token = url.searchParams.get('loginToken');
	const started = takeSso();
	if (token === null) return started ? { error: { kind: 'ssoUnfinished' } } : {};
	url.searchParams.delete('loginToken');
	cleanAddress(url);
	if (!started) return { error: { kind: 'ssoNotStartedHere' } };
	const { server, provider } = started;
	return { returned: { server, provider, loginToken: new Secret(token) } };
}
