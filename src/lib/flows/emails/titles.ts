import type { PortalError } from '$lib/base/errors';
import { errorSentence } from '$lib/i18n/error-sentence';
import type { Translate } from '$lib/i18n/texts';
import type { Fault, State } from './states';

/** The heading of each step, which is the page's title too. */
export function titleOf(state: State, t: Translate): string {
	switch (state.step) {
		case 'confirm':
			return t('confirm.title');
		case 'mail':
			return t('wizard.checkEmail');
		case 'code':
			return t('emails.codeTitle');
		case 'resume':
			return t('emails.resumeTitle');
		default:
			return t('account.emails');
	}
}

/** Whether the list was left for the steps that add an address; it is where they begin and end. */
export const isConfirming = ({ step }: State): boolean =>
	step === 'confirm' || step === 'mail' || step === 'code';

/** What is wrong with the whole step; what concerns a field is told there, and only there. */
export function faultOfStep(state: State): PortalError | undefined {
	if (!('error' in state) || !state.error) return undefined;
	if (state.step === 'confirm' && state.error.kind === 'passwordWrong') return undefined;
	if (state.step === 'code' && isCodeFault(state.error)) return undefined;
	return state.error;
}

/** What is wrong with an email address, in words. */
export const emailSentence = (t: Translate, fault: Fault): string =>
	fault.kind === 'alreadyListed' ? t('emails.alreadyListed') : errorSentence(t, fault).message;

/** What is wrong with a phone number: the errors have the names of those of an address. */
export function phoneSentence(t: Translate, fault: Fault): string {
	switch (fault.kind) {
		case 'alreadyListed':
			return t('emails.phoneListed');
		case 'emailMissing':
			return t('emails.phoneMissing');
		case 'emailInvalid':
			return t('emails.phoneInvalid');
		case 'emailTaken':
			return t('emails.phoneTaken');
		case 'emailDenied':
			return t('emails.phoneDenied');
		case 'mailNotSent':
			return t('emails.phoneNotSent');
		default:
			return errorSentence(t, fault).message;
	}
}

/** Whether a failure concerns the code of a text message. */
const isCodeFault = ({ kind }: PortalError): boolean =>
	kind === 'linkNotConfirmed' || kind === 'linkExpired';

/** What is wrong with a code; undefined when it is something else. */
export function codeSentence(t: Translate, error: PortalError | undefined): string | undefined {
	if (!error || !isCodeFault(error)) return undefined;
	return t(error.kind === 'linkExpired' ? 'emails.codeExpired' : 'emails.codeWrong');
}
