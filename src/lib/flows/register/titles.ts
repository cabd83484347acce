import type { Translate } from '$lib/i18n/texts';
import type { State } from './states';

/** The heading of each step, which is the page's title too. */
export function titleOf(state: State, t: Translate): string {
	switch (state.step) {
		case 'policies':
			return t('register.policiesTitle');
		case 'stage':
			return t('register.stageTitle');
		case 'email':
			return t('wizard.checkEmail');
		case 'address':
			return t('wizard.otherAddress');
		case 'resume':
			return t('register.resumeTitle');
		case 'ready':
			return t('wizard.readyTitle');
		default:
			return t('register.title');
	}
}
