import type { PortalConfig } from '$lib/base/config';
import type { Homeserver } from '$lib/base/homeserver';
import type { SignInPort } from '$lib/matrix/account-ports';
import type { HomeserverPort, Login, LoginPort } from '$lib/matrix/ports';
import type { Leave } from '$lib/session/provider-visit';

/** Everything that signing in needs from the world around it. */
export interface Ports {
	config: Promise<PortalConfig>;
	homeservers: Pick<HomeserverPort, 'find'>;
	signIn: SignInPort;
	login: LoginPort;
	/** `?homeserver=` of the address, or where an earlier session was. */
	preselected: string | undefined;
	/** Absolute URL to which a provider sends people back. */
	returnTo: string;
	/** The name under which the session is seen in other apps. */
	deviceName(): Promise<string>;
	newDeviceId(): string;
	/** Keeps a new session for this tab. */
	keepLogin(server: Homeserver, login: Login): void;
	/** Leaves the portal for a provider; the page ends with it. */
	leave: Leave;
	/** Goes on to where the person wanted to be. */
	goOn(): Promise<void>;
}
