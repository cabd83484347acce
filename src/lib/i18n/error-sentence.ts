import type { PortalError } from '$lib/base/errors';
import type { Translate } from './translate';

/** An error in words: what happened and what to do; the homeserver's own text only as a detail. */
export interface ErrorSentence {
	message: string;
	detail?: string;
}

/** Up to this many seconds a wait is told in seconds, beyond in minutes. */
export const MOST_SECONDS = 90;

function waitSentence(t: Translate, retryAfterMs: number): string {
	const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
	if (seconds <= MOST_SECONDS) return t('errors.rateLimitedSeconds', { seconds });
	return t('errors.rateLimitedMinutes', { minutes: Math.ceil(seconds / 60) });
}

function messageOf(t: Translate, error: PortalError): string {
	switch (error.kind) {
		case 'rateLimited':
			return waitSentence(t, error.retryAfterMs);
		case 'serverFault':
			return t('errors.serverFault', { status: error.status });
		case 'homeserverNotFound':
		case 'homeserverCertificate':
		case 'notHomeserver':
		case 'wellKnownBroken':
		case 'homeserverTooOld':
		case 'homeserverFixed':
			return t(`errors.${error.kind}`, { host: error.host });
		case 'sessionEnded':
			return error.soft ? t('errors.sessionExpired') : t('errors.sessionEnded');
		case 'recoveryKeyWrong':
		case 'recoveryKeyNone':
		case 'recoveryKeyNeeded':
		case 'cryptoUnsupported':
		case 'backupNone':
		case 'backupKeyMissing':
		case 'backupLost':
		case 'crossSigningLost':
		case 'keyFileForeign':
		case 'keyFileDamaged':
		case 'passphraseWrong':
			return t(`keyErrors.${error.kind}`);
		case 'admin':
			return t(`adminErrors.${error.problem}`);
		default:
			// A kind without a text of its own in errors.json does not compile.
			return t(`errors.${error.kind}`);
	}
}

function detailOf(t: Translate, error: PortalError): string | undefined {
	switch (error.kind) {
		case 'unknown':
			return [error.errcode, error.detail].filter(Boolean).join(': ') || undefined;
		case 'resourceLimitReached':
			return (
				error.adminContact && t('errors.resourceLimitContact', { contact: error.adminContact })
			);
		default:
			return 'detail' in error ? error.detail : undefined;
	}
}

/** The sentence for an error, in the language of `t`. */
export function errorSentence(t: Translate, error: PortalError): ErrorSentence {
	const detail = detailOf(t, error);
	return { message: messageOf(t, error), ...(detail && { detail }) };
}
