import { createContext } from 'svelte';
import type { PortalConfig } from '$lib/base/config';
import type {
	DataPort,
	DeactivationPort,
	EmailsPort,
	PasswordPort,
	ProfilePort,
	SecurityPort,
	SessionsPort,
	SetUpPort,
	SignInPort
} from './account-ports';
import type { AdminAccessPort, AdminUserPort, AdminUsersPort } from './admin-ports';
import type { EncryptionPort, RecoveryKeysPort } from './keys-ports';
import type {
	AccountPort,
	HomeserverPort,
	LoginPort,
	RecoveryPort,
	RegistrationPort
} from './ports';

/** Synapse's Admin API, for the operator's pages: one port of several parts. */
export type AdminPort = AdminAccessPort & AdminUsersPort;

/** Everything that the flows reach the world through, made once by the root layout. */
export interface Portal {
	config: Promise<PortalConfig>;
	homeservers: HomeserverPort;
	registration: RegistrationPort;
	login: LoginPort;
	recovery: RecoveryPort;
	account: AccountPort;
	signIn: SignInPort;
	security: SecurityPort;
	emails: EmailsPort;
	password: PasswordPort;
	sessions: SessionsPort;
	profile: ProfilePort;
	deactivation: DeactivationPort;
	data: DataPort;
	recoveryKeys: RecoveryKeysPort;
	encryption: EncryptionPort;
	setUp: SetUpPort;
	admin: AdminPort;
	adminUser: AdminUserPort;
	/** Loads what a first form has to ask: as early as possible. */
	preloadFirst(): void;
	/** Loads what the later steps need; for the moment when the first form works. */
	preload(): void;
}

const [get, set] = createContext<Portal>();

/** For the root layout: gives the ports to every component below. */
export const providePortal = (portal: Portal): Portal => set(portal);

/**
 * The ports, in a component's initialisation.
 * @throws when no layout provides them
 */
export const usePortal = (): Portal => get();
