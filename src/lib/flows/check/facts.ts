import type { PortalConfig } from '$lib/base/config';
import type { Homeserver } from '$lib/base/homeserver';
import { ownPage, type OwnPage } from '$lib/base/own-page';
import { fail, ok, type Result } from '$lib/base/result';
import type { SetUpPort, SignInOffer, SignInPort } from '$lib/matrix/account-ports';
import type { HomeserverPort, RegistrationOffer, SupportContact } from '$lib/matrix/ports';
import type { Asks } from '$lib/wizard/parts';

/** What the page is made of. */
export interface Facts {
	/** `fixed`: config.json says where it is, so that nothing has to be looked up. */
	homeserver: { server: Homeserver; fixed: boolean };
	/** What the homeserver's name leads to. */
	wellKnown: Homeserver;
	versions: readonly string[];
	registration: RegistrationOffer['kind'];
	signIn: SignInOffer;
	resetPages: boolean;
	resetMail: 'accepted' | 'linkRefused' | 'off';
	support: SupportContact | undefined;
	own: OwnPage;
}

/** What the page reaches the world through. */
export interface Ports {
	config: Promise<PortalConfig>;
	homeservers: HomeserverPort;
	signIn: Pick<SignInPort, 'offer'>;
	setUp: SetUpPort;
	/** `?homeserver=` of the address. */
	preselected: string | undefined;
	/** Where the links of mails shall end. */
	verifiedPage: string;
	page: Document;
}

type Ask<T> = (server: Homeserver, signal: AbortSignal) => Promise<Result<T>>;

/** How the page asks: first where the homeserver is, then everything else side by side. */
export function asksOf(ports: Ports): Asks<Facts> {
	const { homeservers, signIn, setUp } = ports;
	let located: Promise<Result<Facts['homeserver']>> | undefined;
	const once = async (signal: AbortSignal) => {
		located ??= locate(ports, signal);
		const found = await located;
		// What failed once is asked again the next time.
		if (!found.ok) located = undefined;
		return found;
	};
	const there =
		<T>(ask: Ask<T>) =>
		async (signal: AbortSignal): Promise<Result<T>> => {
			const found = await once(signal);
			return found.ok ? ask(found.value.server, signal) : found;
		};
	return {
		homeserver: once,
		wellKnown: there(({ serverName }, signal) => homeservers.find(serverName, signal)),
		versions: there((server, signal) => setUp.versions(server, signal)),
		registration: there(async (server, signal) => {
			const offer = await homeservers.offer(server, signal);
			return offer.ok ? ok(offer.value.kind) : offer;
		}),
		signIn: there((server, signal) => signIn.offer(server, signal)),
		resetPages: there((server, signal) => setUp.resetPages(server, signal)),
		resetMail: there((server, signal) => setUp.resetMail(server, ports.verifiedPage, signal)),
		support: there((server, signal) => setUp.support(server, signal)),
		own: (signal) => ownPage(ports.page, signal)
	};
}

async function locate(
	{ config, homeservers, preselected }: Ports,
	signal: AbortSignal
): Promise<Result<Facts['homeserver']>> {
	const { defaultServer, defaultServerName, disableCustomUrls } = await config;
	const named = disableCustomUrls ? undefined : preselected;
	if (named === undefined && defaultServer) return ok({ server: defaultServer, fixed: true });
	const name = named ?? defaultServerName;
	if (name === undefined) return fail({ kind: 'homeserverMissing' });
	const found = await homeservers.find(name, signal);
	return found.ok ? ok({ server: found.value, fixed: false }) : found;
}
