import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import type { MessageKey } from '$lib/i18n/keys';
import type { Translate } from '$lib/i18n/texts';
import type { Strength } from '$lib/ui/password';

// What an estimate reads costs its time with the length; nothing is to be learned beyond this.
const READ_AT_MOST = 72;

const ADVICE: Readonly<Record<string, MessageKey>> = {
	straightRow: 'wizard.advicePatterns',
	keyPattern: 'wizard.advicePatterns',
	simpleRepeat: 'wizard.advicePatterns',
	extendedRepeat: 'wizard.advicePatterns',
	sequences: 'wizard.advicePatterns',
	recentYears: 'wizard.adviceDates',
	dates: 'wizard.adviceDates',
	topTen: 'wizard.adviceCommon',
	topHundred: 'wizard.adviceCommon',
	common: 'wizard.adviceCommon',
	similarToCommon: 'wizard.adviceCommon',
	userInputs: 'wizard.adviceOwn'
};

const LABELS = [
	'wizard.strength0',
	'wizard.strength1',
	'wizard.strength2',
	'wizard.strength3',
	'wizard.strength4'
] as const satisfies readonly MessageKey[];

/**
 * Makes the function that says in words how hard a password is to guess. It runs in the page:
 * nothing is sent anywhere.
 */
export function measureWith(t: Translate): (password: string, own?: string[]) => Strength {
	// Without texts of its own the library names its warnings by their keys, which is what is wanted.
	const meter = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
	return (password, own = []) => {
		const { score, feedback } = meter.check(password.slice(0, READ_AT_MOST), own);
		const advice =
			ADVICE[feedback.warning ?? ''] ?? (score < 3 ? 'wizard.adviceLonger' : undefined);
		return { score, label: t(LABELS[score]), ...(advice && { advice: t(advice) }) };
	};
}
