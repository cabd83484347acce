import type { PortalConfig } from '$lib/base/config';
import { loadPiece } from '$lib/base/pieces';
import type { Result } from '$lib/base/result';
import type { SignInPort } from './account-ports';
import type { HomeserverPort } from './ports';
import type { Portal } from './context';
import { ssoUrl } from './sso-url';

/**
 * Makes all ports. Each does its work in a piece of script that comes when it is needed: the form
 * is drawn without any; what it has to ask comes next, light; the SDK comes when the form works.
 * @param config the operator's `/config.json`, read by the root layout
 */
export function createPortal(config: Promise<PortalConfig>): Portal {
	const { find } = late(async () => ({ find: (await import('./discovery')).findHomeserver }));
	const { offer, passwordPolicy } = late<Omit<HomeserverPort, 'find'>>(first);
	return {
		config,
		homeservers: { find, offer, passwordPolicy },
		registration: late(rest),
		login: { ssoUrl, redeem: late<Pick<Portal['login'], 'redeem'>>(rest).redeem },
		recovery: late(() => import('./recovery')),
		account: late(rest),
		signIn: {
			offer: late(async () => ({ offer: (await first()).signInOffer })).offer,
			withPassword: late<Omit<SignInPort, 'offer'>>(rest).withPassword
		},
		security: late(() => import('./security')),
		emails: late(() => import('./emails')),
		password: late(() => import('./password')),
		sessions: late(() => import('./sessions')),
		profile: late(() => import('./profile')),
		deactivation: late(() => import('./deactivation')),
		data: late(() => import('./data')),
		recoveryKeys: late(() => import('./recovery-keys')),
		keyFiles: late(() => import('./key-files')),
		encryption: late(() => import('./encryption')),
		resetConsent: late(() => import('./reset-consent')),
		verification: late(() => import('./verification')),
		setUp: late(() => import('./set-up')),
		admin: late(() => import('./admin')),
		adminUser: late(() => import('./admin-user')),
		adminTokens: late(() => import('./admin/tokens')),
		adminCreation: late(() => import('./admin/creation')),
		preloadFirst: () => void first().catch(() => undefined),
		preload: () => void rest().catch(() => undefined),
		preloadAccount: () => void import('./security').catch(() => undefined)
	};
}

const first = () => import('./first-ports');
const rest = () => import('./later-ports');

type Asked = (...given: unknown[]) => Promise<Result<unknown>>;

/**
 * A port that is there from the start; what it is asked happens when its piece has come.
 * @param load imports a module that exports all functions of the port
 */
function late<Port extends object>(load: () => Promise<Port>): Port {
	const ask = (name: string | symbol): Asked => {
		return async (...given) => {
			const piece = await loadPiece(load);
			if (!piece.ok) return piece;
			const work = Reflect.get(piece.value, name) as Asked;
			return work(...given);
		};
	};
	return new Proxy({} as Port, { get: (_port, name) => ask(name) });
}
