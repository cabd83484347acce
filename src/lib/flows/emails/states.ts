import type { PortalError } from '$lib/base/errors';
import type { Secret } from '$lib/base/secret';
import type { Threepid } from '$lib/matrix/account-ports';
import type { SentMail } from '$lib/session/awaited-link';
import type { Kept } from '$lib/session/waiting';
import type { Confirmation } from '$lib/uia/confirm';
import type { Challenge } from '$lib/uia/types';

/** A code that a phone was sent. */
export interface SentCode {
	number: string;
	sid: string;
	/** Where the code is handed in: http(s) only. */
	submitUrl: string;
}

interface Begun {
	clientSecret: string;
	/** What the homeserver asks for first; once the password was taken, its session stands for it. */
	confirmation?: Confirmation;
}
export type AddingEmail = Begun & { medium: 'email'; mail: SentMail };
export type AddingPhone = Begun & { medium: 'msisdn'; code: SentCode };

/** An address or number on its way into the account. */
export type Adding = AddingEmail | AddingPhone;

/** What is wrong with what was typed: `alreadyListed` is in the account already. */
export type Fault = PortalError | { kind: 'alreadyListed' };

/** What has just been done. */
export interface Note {
	kind: 'added' | 'removed';
	address: string;
}

export interface ListState {
	step: 'list';
	threepids: readonly Threepid[];
	typed: string;
	fault?: Fault;
	phone: { typed: string; fault?: Fault; /** The homeserver takes none. */ none?: true };
	/** `asked`: the person has not said yes yet. */
	removing?: { threepid: Threepid; asked: boolean };
	/** Begun, and left by Back: the same address goes on with it, without another mail. */
	left?: AddingEmail;
	note?: Note;
	error?: PortalError;
}

/** What is known of the account at every step. */
interface Base {
	threepids: readonly Threepid[];
	error?: PortalError;
}

export type ConfirmState = Base & {
	step: 'confirm';
	adding: Adding & { confirmation: Confirmation };
	/** The link was opened in this browser meanwhile. */
	opened?: true;
	/** The homeserver has forgotten an earlier confirmation. */
	again?: true;
};
export type MailState = Base & { step: 'mail'; adding: AddingEmail; link: 'awaited' | 'expired' };
export type CodeState = Base & { step: 'code'; adding: AddingPhone };

/** The page of the account's email addresses and phone numbers. */
export type State =
	| { step: 'loading'; left?: Kept<AddingEmail>; typed: string }
	| { step: 'unavailable'; left?: Kept<AddingEmail>; typed: string; error: PortalError }
	| ListState
	/** The homeserver lets nobody change them here; `management`: its own page for it. */
	| { step: 'closed'; threepids: readonly Threepid[]; management?: string }
	/** Another tab of this browser has begun to add an address: is it to be taken up? */
	| (Base & { step: 'resume'; adding: AddingEmail; typed: string })
	/** Where an address stands that was begun earlier is being found out. */
	| (Base & { step: 'resuming'; adding: AddingEmail })
	| ConfirmState
	| MailState
	| CodeState;

export type Event =
	| { type: 'opened'; left?: Kept<AddingEmail>; typed: string }
	| {
			type: 'loaded';
			threepids: readonly Threepid[];
			/** There when nothing can be changed here. */
			closed?: { management?: string };
	  }
	| { type: 'retried' }
	| { type: 'refreshed'; threepids: readonly Threepid[] }
	| { type: 'typed'; email: string }
	| { type: 'submitted'; clientSecret: string }
	| { type: 'phoneTyped'; number: string }
	| { type: 'phoneSubmitted'; clientSecret: string }
	| { type: 'codeSent'; adding: AddingPhone }
	| { type: 'codeGiven'; code: string }
	| { type: 'removeAsked'; threepid: Threepid }
	| { type: 'removeCancelled' }
	| { type: 'removeConfirmed' }
	| { type: 'removed'; threepid: Threepid }
	/** The address is in the account. */
	| { type: 'added'; adding: Adding }
	/** The homeserver wants to be sure who asks. */
	| {
			type: 'challenged';
			adding: Adding;
			challenge: Challenge;
			/** Why what was sent did not count. */
			refusal?: PortalError;
			/** The homeserver had forgotten an earlier confirmation. */
			again?: true;
	  }
	/** It knows who asks; the link was not opened yet, or the code is not the right one. */
	| { type: 'notConfirmed'; adding: Adding }
	| { type: 'passwordGiven'; password: Secret }
	/** The password was sent, and no answer came. */
	| { type: 'lost'; adding: Adding; error: PortalError }
	/** The homeserver's page for a stage says that it is done, or was closed. */
	| { type: 'pageDone' }
	| { type: 'linkOpened' }
	| { type: 'continued' }
	| { type: 'resendAsked' }
	| { type: 'mailSent'; adding: AddingEmail }
	| { type: 'linkExpired' }
	| { type: 'pollTroubled'; error: PortalError }
	| { type: 'pollRecovered' }
	| { type: 'resumed' }
	| { type: 'leftAlone' }
	| { type: 'back' }
	| { type: 'failed'; error: PortalError; command: Command };

export type Command =
	| { run: 'load' }
	| { run: 'refresh' }
	/** Sends the mail, and asks at once what is to be confirmed. */
	| { run: 'begin'; address: string; clientSecret: string }
	| { run: 'resend'; adding: AddingEmail }
	/** Adds it, as far as that is possible; without a password only what was taken before counts. */
	| {
			run: 'ask';
			adding: Adding;
			password?: Secret;
			/** Asks what came of one whose answer did not come. */ lost?: PortalError;
	  }
	| { run: 'listen'; adding: AddingEmail }
	| { run: 'waitForLink'; adding: AddingEmail; trouble?: PortalError }
	| { run: 'sendCode'; number: string; clientSecret: string }
	| { run: 'submitCode'; adding: AddingPhone; code: string }
	| { run: 'remove'; threepid: Threepid };

export interface Next {
	state: State;
	command?: Command;
}

/** What is being added. */
export const addressOf = (adding: Adding): string =>
	adding.medium === 'email' ? adding.mail.address : adding.code.number;

/** The homeserver's name for the validation. */
export const sidOf = (adding: Adding): string =>
	adding.medium === 'email' ? adding.mail.sid : adding.code.sid;

/** Whether an address or number is in the account, however it is written. */
export const isListed = (
	threepids: readonly Pick<Threepid, 'medium' | 'address'>[],
	medium: Threepid['medium'],
	address: string
): boolean =>
	threepids.some(
		(one) => one.medium === medium && plain(medium, one.address) === plain(medium, address)
	);

const plain = (medium: Threepid['medium'], address: string): string =>
	medium === 'email' ? address.toLowerCase() : address.replaceAll(/\D/gu, '');

/** The list, with nothing under way. */
export const list = (threepids: readonly Threepid[], typed = ''): ListState => ({
	step: 'list',
	threepids,
	typed,
	phone: { typed: '' }
});

const FIELD_KINDS: readonly PortalError['kind'][] = [
	'emailMissing',
	'emailInvalid',
	'emailTaken',
	'emailDenied',
	'emailUnsupported',
	'mailNotSent',
	'nextLinkRefused',
	'rateLimited'
];

/** Whether a failure concerns the address (or the number) that was typed. */
export const isEmailFault = ({ kind }: PortalError): boolean => FIELD_KINDS.includes(kind);
