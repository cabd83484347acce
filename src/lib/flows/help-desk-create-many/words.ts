import { errorSentence } from '$lib/i18n/error-sentence';
import type { Translate } from '$lib/i18n/texts';
import type { Taken } from '$lib/matrix/admin-ports';
import type { Found, Outcome, Row, RowFault } from './states';

function faultLine(t: Translate, fault: RowFault): string {
	switch (fault.kind) {
		case 'nameInvalid':
			return t('errors.usernameInvalid');
		case 'nameTwice':
		case 'identityTwice':
			return t(`helpDeskCreate.many.${fault.kind}`, { line: fault.line });
		case 'emailInvalid':
			return t('helpDeskCreate.many.emailInvalid', { email: fault.email });
		case 'emailTwice':
			return t('helpDeskCreate.many.emailTwice', { email: fault.email, line: fault.line });
		case 'administratorUnclear':
			return t('helpDeskCreate.many.administratorUnclear', { value: fault.value });
		default:
			return t(`helpDeskCreate.many.${fault.kind}`);
	}
}

const takenLine = (t: Translate, taken: Taken): string =>
	t('helpDeskCreate.takenWhat', {
		what: taken.kind === 'emailTaken' ? taken.address : taken.identity.id,
		userId: taken.by
	});

const existsLine = (t: Translate, deactivated: boolean): string =>
	t(deactivated ? 'helpDeskCreate.many.existsDeactivated' : 'helpDeskCreate.many.exists');

/** What is said of a row before anything is done. */
export function foundLine(t: Translate, row: Row, found: Found | undefined): readonly string[] {
	if (row.faults.length > 0) return row.faults.map((fault) => faultLine(t, fault));
	switch (found?.kind) {
		case 'exists':
			return [existsLine(t, found.deactivated)];
		case 'begun':
			return [t('helpDeskCreate.many.begun')];
		case 'refused':
			return [errorSentence(t, found.error).message];
		case 'emailTaken':
		case 'identityTaken':
			return [takenLine(t, found)];
		default:
			return row.administrator ? [t('helpDeskCreate.administrator')] : [];
	}
}

/** What is said of a row afterwards. */
export function outcomeLine(t: Translate, outcome: Outcome): readonly string[] {
	switch (outcome.kind) {
		case 'made':
			return [];
		case 'exists':
			return [existsLine(t, outcome.deactivated)];
		case 'unsure':
			return [t('helpDeskCreate.many.unsure')];
		case 'unfinished':
			return [
				t('helpDeskCreate.many.unfinished'),
				outcome.reason.kind === 'failed'
					? errorSentence(t, outcome.reason.error).message
					: takenLine(t, outcome.reason)
			];
		case 'failed':
			return [errorSentence(t, outcome.error).message];
		default:
			return [takenLine(t, outcome)];
	}
}
