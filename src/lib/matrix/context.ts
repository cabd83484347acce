import { createContext } from 'svelte';
import type { PortalConfig } from '$lib/base/config';
import type {
	DataPort,
	DeactivationPort,
	EmailsPort,
	PasswordPort,
	ProfilePort,
	ResetConsentPort,
	SecurityPort,
	SessionsPort,
	SetUpPort,
	SignInPort
} from './account-ports';
import type {
	AdminAccessPort,
	AdminCreationPort,
	AdminTokensPort,
	AdminUserPort,
	AdminUsersPort
} from './admin-ports';
import type {
	EncryptionPort,
	KeyFilesPort,
	RecoveryKeysPort,
	VerificationPort
} from './keys-ports';
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
	keyFiles: KeyFilesPort;
	encryption: EncryptionPort;
	resetConsent: ResetConsentPort;
	verification: VerificationPort;
	setUp: SetUpPort;
	admin: AdminPort;
	adminUser: AdminUserPort;
	adminTokens: AdminTokensPort;
	adminCreation: AdminCreationPort;
	/** Loads what a first form has to ask: as early as possible. */
	preloadFirst(): void;
	/** Loads what the later steps need; for the moment when the first form works. */
	preload(): void;
	/** Loads what the first page of an account asks through; for whoever is about to sign in. */
	preloadAccount(): void;
}

const [get, set] = createContext<Portal>();

/** For the root layout: gives the ports to every component below. */
export const providePortal = (portal: Portal): Portal => set(portal);

/**
 * The ports, in a component's initialisation.
 * @throws when no layout provides them
 */
export const usePortal = (): Portal => get();
