import { httpUrl } from '$lib/base/url';
import type { Row, Rows } from './errors';
import { plainText } from './plain-text';

const refused: Row = { kind: 'refused', detail: '' };
const closed: Row = { kind: 'registrationClosed' };
const badEmail: Row = { kind: 'emailInvalid' };
const noEmail: Row = { kind: 'emailUnsupported' };
const notSent: Row = { kind: 'mailNotSent', detail: '' };
const waiting: Row = { kind: 'linkNotConfirmed' };
const lost: Row = { kind: 'uiaExpired' };
const badToken: Row = { kind: 'registrationTokenInvalid' };
const badCaptcha: Row = { kind: 'captchaRefused' };
const badName: Row = { kind: 'usernameInvalid', detail: '' };
const wrongPassword: Row = { kind: 'passwordWrong' };
/** An email that no account has. */
const unknownAddress: Rows = { M_THREEPID_NOT_FOUND: { kind: 'signInRefused' } };
const notForSignIn: Row = { kind: 'emailNotForSignIn' };
/** One that is malformed, or that the homeserver takes from nobody. */
const noSuchEmail: Rows = {
	...unknownAddress,
	'400 M_UNKNOWN': notForSignIn,
	'400 M_UNRECOGNIZED': notForSignIn,
	'400 M_BAD_JSON': notForSignIn,
	'400 M_INVALID_PARAM': notForSignIn
};
const weak: Row = { kind: 'passwordWeak', detail: '' };
const ssoExpired: Row = { kind: 'ssoExpired' };

/** What codes mean wherever they appear. */
const common: Rows = {
	M_GUEST_ACCESS_FORBIDDEN: refused,
	M_TOO_LARGE: { kind: 'tooLarge', detail: '' },
	M_MISSING_TOKEN: { kind: 'sessionEnded', soft: false },
	M_UNKNOWN_TOKEN: (body) => ({ kind: 'sessionEnded', soft: body.soft_logout === true }),
	'ORG.MATRIX.MSC3866_USER_AWAITING_APPROVAL': { kind: 'awaitingApproval' },
	M_USER_LOCKED: { kind: 'userLocked' },
	M_USER_SUSPENDED: { kind: 'userSuspended' },
	M_USER_DEACTIVATED: { kind: 'userDeactivated' },
	M_USER_LIMIT_EXCEEDED: { kind: 'userLimitReached' },
	M_RESOURCE_LIMIT_EXCEEDED: (body) => ({
		kind: 'resourceLimitReached',
		adminContact: plainText(body.admin_contact, 200)
	}),
	M_CONSENT_NOT_GIVEN: (body) => ({ kind: 'consentNeeded', uri: httpUrl(body.consent_uri)?.href }),
	M_USER_IN_USE: { kind: 'usernameTaken' },
	M_INVALID_USERNAME: badName,
	M_EXCLUSIVE: { kind: 'usernameReserved' },
	M_CAPTCHA_NEEDED: badCaptcha,
	M_CAPTCHA_INVALID: badCaptcha,
	M_WEAK_PASSWORD: weak,
	M_PASSWORD_IN_DICTIONARY: weak,
	M_PASSWORD_TOO_SHORT: { kind: 'passwordTooShort' },
	M_PASSWORD_NO_DIGIT: { kind: 'passwordNoDigit' },
	M_PASSWORD_NO_LOWERCASE: { kind: 'passwordNoLowercase' },
	M_PASSWORD_NO_UPPERCASE: { kind: 'passwordNoUppercase' },
	M_PASSWORD_NO_SYMBOL: { kind: 'passwordNoSymbol' },
	M_INVALID_EMAIL: badEmail,
	M_THREEPID_IN_USE: { kind: 'emailTaken' },
	M_THREEPID_NOT_FOUND: { kind: 'emailNotFound' },
	M_THREEPID_DENIED: { kind: 'emailDenied' },
	M_THREEPID_MEDIUM_NOT_SUPPORTED: noEmail,
	M_SERVER_NOT_TRUSTED: noEmail,
	M_THREEPID_AUTH_FAILED: waiting,
	M_SESSION_NOT_VALIDATED: waiting,
	M_SESSION_EXPIRED: { kind: 'linkExpired' },
	M_NO_VALID_SESSION: { kind: 'linkExpired' },
	M_EMAIL_SEND_ERROR: notSent,
	M_SEND_ERROR: notSent
};

const mail: Rows = {
	M_FORBIDDEN: closed,
	M_UNRECOGNIZED: noEmail,
	M_INVALID_PARAM: badEmail,
	M_BAD_JSON: badEmail,
	// Synapse without a mail server; a malformed address is refused before it is sent.
	'400 M_UNKNOWN': noEmail,
	'500 M_UNKNOWN': notSent
};

const linkRefused: Rows = { M_INVALID_PARAM: { kind: 'nextLinkRefused' } };
/** Numbers are told with the names that errors of addresses have. */
const phone: Rows = { '400 M_UNKNOWN': notSent, M_INVALID_PARAM: badEmail };

const register: Rows = {
	M_FORBIDDEN: closed,
	// The session is gone, or belongs to another request: begin it anew.
	'400 M_UNKNOWN': lost,
	'403 M_UNKNOWN': lost,
	// The session never had a password, or has lost it.
	M_MISSING_PARAM: lost
};

const emailStage: Rows = { M_UNAUTHORIZED: waiting };
const tokenStage: Rows = {
	M_UNAUTHORIZED: badToken,
	M_FORBIDDEN: badToken,
	M_INVALID_PARAM: badToken,
	'401 M_MISSING_PARAM': badToken
};
const otherStage: Rows = { M_UNAUTHORIZED: { kind: 'stageRefused', detail: '' } };

/**
 * What codes mean by what was asked: the first table that knows a code decides. Codes that are in
 * none of them say nothing by themselves, or belong to requests that the portal does not make.
 */
export const rowsFor = {
	session: [common],
	available: [{ M_FORBIDDEN: closed, M_INVALID_PARAM: badName, '400 M_UNKNOWN': badName }, common],
	tokenValidity: [{ M_FORBIDDEN: closed }, common],
	mail: [mail, common],
	mailWithLink: [linkRefused, mail, common],
	/** The same for an account that is there: it may be one that must not be changed. */
	accountMail: [{ M_FORBIDDEN: refused }, mail, common],
	accountMailWithLink: [{ M_FORBIDDEN: refused }, linkRefused, mail, common],
	/** A text message instead of a mail. */
	phone: [{ M_FORBIDDEN: refused }, phone, mail, common],
	code: [{ M_FORBIDDEN: waiting, M_UNAUTHORIZED: waiting, '400 M_UNKNOWN': waiting }, common],
	emailStage: [emailStage, register, common],
	tokenStage: [tokenStage, register, common],
	otherStage: [otherStage, register, common],
	signIn: [{ M_FORBIDDEN: { kind: 'signInRefused' }, ...unknownAddress }, common],
	signInByEmail: [{ M_FORBIDDEN: { kind: 'signInRefused' }, ...noSuchEmail }, common],
	/** After a stage was sent: the request itself is refused, or its UIA session is gone. */
	confirmed: [{ '400 M_UNKNOWN': lost }],
	passwordStage: [{ M_FORBIDDEN: wrongPassword, M_UNAUTHORIZED: wrongPassword }, common],
	redeem: [{ M_FORBIDDEN: ssoExpired, M_UNAUTHORIZED: ssoExpired }, common]
} satisfies Record<string, readonly Rows[]>;
