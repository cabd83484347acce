/**
 * Every failure that the specification, Synapse or the network can produce, in the portal's own
 * terms. `i18n/error-sentence.ts` has a sentence for each, exhaustive by type. `detail` is the
 * homeserver's own text: shown as a detail only, never as the message.
 */
export type PortalError =
	// the way to the homeserver
	| { kind: 'offline' }
	| { kind: 'unreachable' }
	| { kind: 'serverFault'; status: number; detail?: string }
	| { kind: 'badAnswer'; detail?: string }
	| { kind: 'unsupported'; detail?: string }
	| { kind: 'rateLimited'; retryAfterMs: number }
	| { kind: 'tooLarge'; detail?: string }
	| { kind: 'refused'; detail?: string }
	| { kind: 'unknown'; errcode?: string; detail?: string }
	// finding a homeserver
	| { kind: 'homeserverNameInvalid' }
	| { kind: 'homeserverNotFound'; host: string }
	| { kind: 'homeserverCertificate'; host: string }
	| { kind: 'notHomeserver'; host: string }
	| { kind: 'wellKnownBroken'; host: string }
	| { kind: 'homeserverTooOld'; host: string }
	// registering
	| { kind: 'registrationClosed' }
	| { kind: 'usernameTaken' }
	| { kind: 'usernameInvalid'; detail?: string }
	| { kind: 'usernameReserved' }
	| { kind: 'registrationTokenInvalid' }
	| { kind: 'captchaRefused' }
	| { kind: 'noUsableFlow' }
	| { kind: 'stageRefused'; detail?: string }
	| { kind: 'popupBlocked' }
	// what is missing or wrong in a form, before anything is sent
	| { kind: 'usernameMissing' }
	| { kind: 'passwordMissing' }
	| { kind: 'emailMissing' }
	| { kind: 'registrationTokenMissing' }
	| { kind: 'policiesNotAccepted' }
	| { kind: 'homeserverMissing' }
	// passwords
	| { kind: 'passwordTooShort' }
	| { kind: 'passwordTooLong' }
	| { kind: 'passwordNoDigit' }
	| { kind: 'passwordNoLowercase' }
	| { kind: 'passwordNoUppercase' }
	| { kind: 'passwordNoSymbol' }
	| { kind: 'passwordWeak'; detail?: string }
	// email
	| { kind: 'emailInvalid' }
	| { kind: 'emailTaken' }
	| { kind: 'emailNotFound' }
	| { kind: 'emailDenied' }
	| { kind: 'emailUnsupported' }
	| { kind: 'mailNotSent'; detail?: string }
	| { kind: 'nextLinkRefused' }
	| { kind: 'linkNotConfirmed' }
	| { kind: 'linkExpired' }
	| { kind: 'linkIncomplete' }
	// user-interactive authentication and sessions
	| { kind: 'uiaExpired' }
	| { kind: 'consentNeeded'; uri?: string }
	| { kind: 'sessionEnded'; soft: boolean }
	| { kind: 'awaitingApproval' }
	| { kind: 'userLocked' }
	| { kind: 'userSuspended' }
	| { kind: 'userDeactivated' }
	| { kind: 'userLimitReached' }
	| { kind: 'resourceLimitReached'; adminContact?: string }
	// signing in, and confirming that it is oneself
	| { kind: 'signInRefused' }
	| { kind: 'passwordWrong' }
	| { kind: 'identifierMissing' }
	| { kind: 'homeserverFixed'; host: string }
	| { kind: 'emailNotForSignIn' }
	// single sign-on
	| { kind: 'ssoUnfinished' }
	| { kind: 'ssoExpired' }
	| { kind: 'ssoAnswerLost' }
	| { kind: 'ssoNotStartedHere' }
	// keys: their sentences are in keyErrors.json, on the pages that need them
	| { kind: 'recoveryKeyWrong' }
	| { kind: 'recoveryKeyNone' }
	| { kind: 'recoveryKeyNeeded' }
	| { kind: 'cryptoUnsupported' }
	| { kind: 'backupNone' }
	| { kind: 'backupKeyMissing' }
	| { kind: 'backupLost' }
	| { kind: 'crossSigningLost' }
	| { kind: 'keyFileForeign' }
	| { kind: 'keyFileDamaged' }
	| { kind: 'passphraseWrong' }
	// the operator's pages: their sentences are in adminErrors.json, by the problem
	| { kind: 'admin'; problem: AdminProblem; detail?: string };

/**
 * Why the Admin API is of no use, or does not do what an operator asked for. One kind for all, so
 * that the pages of everybody else do not carry the list.
 */
export type AdminProblem =
	/** The account is no administrator's, or no longer. */
	| 'notAdmin'
	/** Somebody else answers in place of the homeserver: a proxy, mostly. */
	| 'blocked'
	/** The browser may not read the answers, although it may read those of the client-server API. */
	| 'crossOrigin'
	/** The homeserver answers, and does not know the Admin API. */
	| 'notSynapse';

export type ErrorKind = PortalError['kind'];

/** The kinds that pass by themselves, so that the runner may wait and try again. */
export function isPassing(error: PortalError): boolean {
	return (
		error.kind === 'offline' ||
		error.kind === 'unreachable' ||
		error.kind === 'rateLimited' ||
		(error.kind === 'serverFault' && error.status > 500)
	);
}

/** The kinds after which a session is of no use: only signing in again helps. */
export const isSessionOver = ({ kind }: PortalError): boolean =>
	kind === 'sessionEnded' || kind === 'userLocked' || kind === 'userDeactivated';
