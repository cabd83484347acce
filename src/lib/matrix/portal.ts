import type { PortalConfig } from '$lib/base/config';
import { fail, ok, type Result } from '$lib/base/result';
import type { Portal } from './context';
import { ssoUrl } from './sso-url';

/**
 * Makes all ports. Each does its work in a piece of script that comes when it is needed: the form
 * is drawn without any; what it has to ask comes next, light; the SDK comes when the form works.
 * @param config the operator's `/config.json`, read by the root layout
 */
export function createPortal(config: Promise<PortalConfig>): Portal {
	return {
		config,
		homeservers: {
			find: late(discovery, (ports) => ports.findHomeserver),
			offer: late(first, (ports) => ports.offer),
			passwordPolicy: late(first, (ports) => ports.passwordPolicy)
		},
		registration: {
			available: late(rest, (ports) => ports.available),
			tokenValid: late(rest, (ports) => ports.tokenValid),
			requestMail: late(rest, (ports) => ports.requestMail),
			register: late(rest, (ports) => ports.register)
		},
		login: { ssoUrl, redeem: late(rest, (ports) => ports.redeem) },
		account: {
			whoami: late(rest, (ports) => ports.whoami),
			refresh: late(rest, (ports) => ports.refresh),
			logout: late(rest, (ports) => ports.logout)
		},
		signIn: {
			offer: late(signIn, (ports) => ports.signInOffer),
			withPassword: late(rest, (ports) => ports.withPassword)
		},
		security: {
			capabilities: late(security, (ports) => ports.capabilities),
			management: late(security, (ports) => ports.management),
			threepids: late(security, (ports) => ports.threepids),
			sessions: late(security, (ports) => ports.sessions),
			publicKeys: late(security, (ports) => ports.publicKeys),
			backup: late(security, (ports) => ports.backup),
			recoveryKey: late(security, (ports) => ports.recoveryKey)
		},
		...changing(),
		preloadFirst: () => void first().catch(() => undefined),
		preload: () => void rest().catch(() => undefined)
	};
}

/** What a signed-in person changes. */
function changing(): Pick<Portal, 'emails' | 'password' | 'sessions'> {
	return {
		emails: {
			requestMail: late(emails, (ports) => ports.requestMail),
			add: late(emails, (ports) => ports.add),
			remove: late(emails, (ports) => ports.remove)
		},
		password: { change: late(password, (ports) => ports.change) },
		sessions: {
			rename: late(sessions, (ports) => ports.rename),
			remove: late(sessions, (ports) => ports.remove)
		}
	};
}

const discovery = () => import('./discovery');
const first = () => import('./first-ports');
const signIn = () => import('./sign-in-offer');
const security = () => import('./security');
const emails = () => import('./emails');
const password = () => import('./password');
const sessions = () => import('./sessions');
const rest = () => import('./later-ports');

/** A port's function that is there from the start and does its work when its piece has come. */
function late<Piece, Given extends unknown[], Value>(
	load: () => Promise<Piece>,
	pick: (piece: Piece) => (...given: Given) => Promise<Result<Value>>
): (...given: Given) => Promise<Result<Value>> {
	return async (...given) => {
		const piece = await arrived(load);
		return piece.ok ? pick(piece.value)(...given) : piece;
	};
}

/** A piece that does not come is like a homeserver that does not: it may be there the next time. */
async function arrived<Piece>(load: () => Promise<Piece>): Promise<Result<Piece>> {
	try {
		return ok(await load());
	} catch {
		return fail({ kind: navigator.onLine ? 'unreachable' : 'offline' });
	}
}
