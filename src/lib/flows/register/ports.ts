import type { PortalConfig } from '$lib/base/config';
import type { Homeserver } from '$lib/base/homeserver';
import type { HomeserverPort, Login, LoginPort, RegistrationPort } from '$lib/matrix/ports';
import type { LinkPorts } from '$lib/session/awaited-link';
import type { Leave } from '$lib/session/provider-visit';

/** Everything that registration needs from the world around it. */
export interface Ports extends LinkPorts {
	config: Promise<PortalConfig>;
	homeservers: HomeserverPort;
	registration: RegistrationPort;
	login: LoginPort;
	/** `?homeserver=` of the address, if any. */
	preselected: string | undefined;
	/** Absolute URL of the page that takes the mail's link. */
	verifiedPage: string;
	/** Absolute URL to which a provider sends people back. */
	returnTo: string;
	/** The name under which the session is seen in other apps. */
	deviceName(): Promise<string>;
	newDeviceId(): string;
	/** Keeps a new session for this tab. */
	keepLogin(server: Homeserver, login: Login): void;
	/** Leaves the portal for a provider; the page ends with it. */
	leave: Leave;
}
