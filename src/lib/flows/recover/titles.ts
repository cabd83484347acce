import type { Translate } from '$lib/i18n/texts';
import type { State } from './states';

/** The heading of each step, which is the page's title too. */
export function titleOf(state: State, t: Translate): string {
	switch (state.step) {
		case 'waiting':
			return t('wizard.checkEmail');
		case 'password':
			return t('recover.passwordTitle');
		case 'resume':
			return t('recover.resumeTitle');
		case 'replaced':
			return t('recover.replacedTitle');
		case 'done':
			return t('recover.doneTitle');
		default:
			return t('recover.title');
	}
}
