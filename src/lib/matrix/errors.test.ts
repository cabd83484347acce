import { expect, test } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { rowsFor } from './error-rows';
import { errorFrom } from './errors';

const answer = (status: number, errcode?: string, more: Record<string, unknown> = {}) => ({
	status,
	body: errcode === undefined ? undefined : { errcode, error: 'Words', ...more }
});

/** Every code of the specification and of Synapse that the portal has its own words for. */
const known: [number, string, PortalError][] = [
	[403, 'M_FORBIDDEN', { kind: 'refused', detail: 'Words' }],
	[401, 'M_UNAUTHORIZED', { kind: 'refused', detail: 'Words' }],
	[403, 'M_GUEST_ACCESS_FORBIDDEN', { kind: 'refused', detail: 'Words' }],
	[404, 'M_UNRECOGNIZED', { kind: 'unsupported', detail: 'Words' }],
	[405, 'M_UNRECOGNIZED', { kind: 'unsupported', detail: 'Words' }],
	[413, 'M_TOO_LARGE', { kind: 'tooLarge', detail: 'Words' }],
	[401, 'M_MISSING_TOKEN', { kind: 'sessionEnded', soft: false }],
	[401, 'M_UNKNOWN_TOKEN', { kind: 'sessionEnded', soft: false }],
	[401, 'M_USER_LOCKED', { kind: 'userLocked' }],
	[403, 'ORG.MATRIX.MSC3866_USER_AWAITING_APPROVAL', { kind: 'awaitingApproval' }],
	[403, 'M_USER_SUSPENDED', { kind: 'userSuspended' }],
	[403, 'M_USER_DEACTIVATED', { kind: 'userDeactivated' }],
	[403, 'M_USER_LIMIT_EXCEEDED', { kind: 'userLimitReached' }],
	[403, 'M_RESOURCE_LIMIT_EXCEEDED', { kind: 'resourceLimitReached' }],
	[403, 'M_CONSENT_NOT_GIVEN', { kind: 'consentNeeded' }],
	[400, 'M_USER_IN_USE', { kind: 'usernameTaken' }],
	[400, 'M_INVALID_USERNAME', { kind: 'usernameInvalid', detail: 'Words' }],
	[400, 'M_EXCLUSIVE', { kind: 'usernameReserved' }],
	[401, 'M_CAPTCHA_NEEDED', { kind: 'captchaRefused' }],
	[401, 'M_CAPTCHA_INVALID', { kind: 'captchaRefused' }],
	[400, 'M_WEAK_PASSWORD', { kind: 'passwordWeak', detail: 'Words' }],
	[400, 'M_PASSWORD_IN_DICTIONARY', { kind: 'passwordWeak', detail: 'Words' }],
	[400, 'M_PASSWORD_TOO_SHORT', { kind: 'passwordTooShort' }],
	[400, 'M_PASSWORD_NO_DIGIT', { kind: 'passwordNoDigit' }],
	[400, 'M_PASSWORD_NO_LOWERCASE', { kind: 'passwordNoLowercase' }],
	[400, 'M_PASSWORD_NO_UPPERCASE', { kind: 'passwordNoUppercase' }],
	[400, 'M_PASSWORD_NO_SYMBOL', { kind: 'passwordNoSymbol' }],
	[400, 'M_INVALID_EMAIL', { kind: 'emailInvalid' }],
	[400, 'M_THREEPID_IN_USE', { kind: 'emailTaken' }],
	[400, 'M_THREEPID_NOT_FOUND', { kind: 'emailNotFound' }],
	[403, 'M_THREEPID_DENIED', { kind: 'emailDenied' }],
	[400, 'M_THREEPID_MEDIUM_NOT_SUPPORTED', { kind: 'emailUnsupported' }],
	[400, 'M_SERVER_NOT_TRUSTED', { kind: 'emailUnsupported' }],
	[400, 'M_THREEPID_AUTH_FAILED', { kind: 'linkNotConfirmed' }],
	[400, 'M_SESSION_NOT_VALIDATED', { kind: 'linkNotConfirmed' }],
	[400, 'M_SESSION_EXPIRED', { kind: 'linkExpired' }],
	[404, 'M_NO_VALID_SESSION', { kind: 'linkExpired' }],
	[400, 'M_EMAIL_SEND_ERROR', { kind: 'mailNotSent', detail: 'Words' }],
	[400, 'M_SEND_ERROR', { kind: 'mailNotSent', detail: 'Words' }]
];
test.each(known)('%d %s', (status, errcode, error) => {
	expect(errorFrom(answer(status, errcode), rowsFor.session)).toEqual(error);
});

/** Codes that no request of the portal should meet, or that say nothing by themselves. */
const unknown = [
	'M_UNKNOWN',
	'M_NOT_FOUND',
	'M_BAD_JSON',
	'M_NOT_JSON',
	'M_MISSING_PARAM',
	'M_INVALID_PARAM',
	'M_BAD_STATE',
	'M_BAD_ALIAS',
	'M_BAD_STATUS',
	'M_BAD_PAGINATION',
	'M_ROOM_IN_USE',
	'M_INVALID_ROOM_STATE',
	'M_INVALID_SIGNATURE',
	'M_UNSUPPORTED_ROOM_VERSION',
	'M_INCOMPATIBLE_ROOM_VERSION',
	'M_WRONG_ROOM_KEYS_VERSION',
	'M_CANNOT_LEAVE_SERVER_NOTICE_ROOM',
	'M_CANNOT_OVERWRITE_MEDIA',
	'M_NOT_YET_UPLOADED',
	'M_DUPLICATE_ANNOTATION',
	'M_UNABLE_TO_AUTHORISE_JOIN',
	'M_UNABLE_TO_GRANT_JOIN',
	'M_CONNECTION_FAILED',
	'M_CONNECTION_TIMEOUT',
	'M_URL_NOT_SET',
	'M_INVITE_BLOCKED',
	'M_UNKNOWN_POS',
	'M_UNKNOWN_DEVICE',
	'M_KEY_TOO_LARGE',
	'M_PROFILE_TOO_LARGE',
	'M_APPSERVICE_LOGIN_UNSUPPORTED',
	'ORG_MATRIX_EXPIRED_ACCOUNT',
	'constructor',
	'__proto__'
];
test.each(unknown)('%s stays unknown, with its code', (errcode) => {
	expect(errorFrom(answer(400, errcode), rowsFor.session)).toEqual({
		kind: 'unknown',
		errcode,
		detail: 'Words'
	});
});

const byContext: [keyof typeof rowsFor, number, string, PortalError][] = [
	['available', 403, 'M_FORBIDDEN', { kind: 'registrationClosed' }],
	['available', 400, 'M_UNKNOWN', { kind: 'usernameInvalid', detail: 'Words' }],
	['available', 400, 'M_INVALID_PARAM', { kind: 'usernameInvalid', detail: 'Words' }],
	['tokenValidity', 403, 'M_FORBIDDEN', { kind: 'registrationClosed' }],
	['mail', 403, 'M_FORBIDDEN', { kind: 'registrationClosed' }],
	['mail', 404, 'M_UNRECOGNIZED', { kind: 'emailUnsupported' }],
	['mail', 400, 'M_UNKNOWN', { kind: 'emailUnsupported' }],
	['mail', 400, 'M_INVALID_PARAM', { kind: 'emailInvalid' }],
	['mail', 400, 'M_BAD_JSON', { kind: 'emailInvalid' }],
	['mail', 500, 'M_UNKNOWN', { kind: 'mailNotSent', detail: 'Words' }],
	['mail', 503, 'M_UNKNOWN', { kind: 'serverFault', status: 503, detail: 'Words' }],
	['mailWithLink', 400, 'M_INVALID_PARAM', { kind: 'nextLinkRefused' }],
	['mailWithLink', 500, 'M_UNKNOWN', { kind: 'mailNotSent', detail: 'Words' }],
	['otherStage', 403, 'M_FORBIDDEN', { kind: 'registrationClosed' }],
	['otherStage', 400, 'M_UNKNOWN', { kind: 'uiaExpired' }],
	['otherStage', 403, 'M_UNKNOWN', { kind: 'uiaExpired' }],
	['otherStage', 400, 'M_MISSING_PARAM', { kind: 'uiaExpired' }],
	['otherStage', 400, 'M_USER_IN_USE', { kind: 'usernameTaken' }],
	['redeem', 403, 'M_FORBIDDEN', { kind: 'ssoExpired' }],
	['redeem', 401, 'M_UNAUTHORIZED', { kind: 'ssoExpired' }],
	['redeem', 403, 'M_USER_DEACTIVATED', { kind: 'userDeactivated' }],
	['emailStage', 401, 'M_UNAUTHORIZED', { kind: 'linkNotConfirmed' }],
	['emailStage', 400, 'M_THREEPID_AUTH_FAILED', { kind: 'linkNotConfirmed' }],
	['emailStage', 403, 'M_FORBIDDEN', { kind: 'registrationClosed' }],
	['tokenStage', 401, 'M_UNAUTHORIZED', { kind: 'registrationTokenInvalid' }],
	['tokenStage', 401, 'M_INVALID_PARAM', { kind: 'registrationTokenInvalid' }],
	['tokenStage', 401, 'M_MISSING_PARAM', { kind: 'registrationTokenInvalid' }],
	['tokenStage', 400, 'M_MISSING_PARAM', { kind: 'uiaExpired' }],
	['otherStage', 401, 'M_UNAUTHORIZED', { kind: 'stageRefused', detail: 'Words' }]
];
test.each(byContext)('asked %j: %d %s', (asked, status, errcode, error) => {
	expect(errorFrom(answer(status, errcode), rowsFor[asked])).toEqual(error);
});

const byStatus: [number, PortalError][] = [
	[500, { kind: 'serverFault', status: 500 }],
	[502, { kind: 'serverFault', status: 502 }],
	[404, { kind: 'unsupported' }],
	[405, { kind: 'unsupported' }],
	[403, { kind: 'refused' }],
	[413, { kind: 'tooLarge' }],
	[429, { kind: 'rateLimited', retryAfterMs: 10_000 }],
	[418, { kind: 'unknown' }]
];
test.each(byStatus)('%d without a code, as a proxy answers', (status, error) => {
	expect(errorFrom(answer(status))).toEqual(error);
});

test('a fault of the server is one, whatever its code', () => {
	expect(errorFrom(answer(500, 'M_NOT_FOUND'))).toEqual({
		kind: 'serverFault',
		status: 500,
		detail: 'Words'
	});
});

test.each([
	[2000, 2000],
	[0, 500],
	[-5, 500],
	[1e12, 86_400_000],
	[null, 10_000],
	['2000', 10_000]
])('a wait of %j is taken as %d ms', (named, retryAfterMs) => {
	expect(errorFrom(answer(429, 'M_LIMIT_EXCEEDED', { retry_after_ms: named }))).toEqual({
		kind: 'rateLimited',
		retryAfterMs
	});
});

test('429 is a rate limit, even when its code says nothing', () => {
	expect(errorFrom(answer(429, 'M_UNKNOWN'), rowsFor.otherStage).kind).toBe('rateLimited');
});

test('a soft logout is told apart', () => {
	expect(errorFrom(answer(401, 'M_UNKNOWN_TOKEN', { soft_logout: true }), rowsFor.session)).toEqual(
		{
			kind: 'sessionEnded',
			soft: true
		}
	);
	expect(
		errorFrom(answer(401, 'M_UNKNOWN_TOKEN', { soft_logout: 'yes' }), rowsFor.session)
	).toEqual({
		kind: 'sessionEnded',
		soft: false
	});
});

test('a contact and an address come along only as text and as http', () => {
	const told = (errcode: string, more: Record<string, unknown>) =>
		errorFrom(answer(403, errcode, more), rowsFor.session);
	expect(told('M_RESOURCE_LIMIT_EXCEEDED', { admin_contact: 'mailto:a@b.test' })).toEqual({
		kind: 'resourceLimitReached',
		adminContact: 'mailto:a@b.test'
	});
	expect(told('M_RESOURCE_LIMIT_EXCEEDED', { admin_contact: {} })).toEqual({
		kind: 'resourceLimitReached'
	});
	expect(told('M_CONSENT_NOT_GIVEN', { consent_uri: 'https://hs.test/consent' })).toEqual({
		kind: 'consentNeeded',
		uri: 'https://hs.test/consent'
	});
	expect(told('M_CONSENT_NOT_GIVEN', { consent_uri: 'javascript:alert(1)' })).toEqual({
		kind: 'consentNeeded'
	});
});

test('the text of the homeserver is cut and cleaned', () => {
	const error = errorFrom({
		status: 403,
		body: { errcode: 'M_FORBIDDEN', error: 'a\u001b'.repeat(500) }
	});
	expect(error).toEqual({ kind: 'refused', detail: 'a '.repeat(100) });
});

test.each([null, 'text', 5, [], { errcode: 5, error: {} }, { errcode: ['M_FORBIDDEN'] }])(
	'the body %j tells nothing',
	(body) => {
		expect(errorFrom({ status: 400, body })).toEqual({ kind: 'unknown' });
	}
);
