import { keyTaskPath } from '$lib/base/key-tasks';
import { currentAccount } from '$lib/session/account';

/** What somebody can do before who is signed in in this tab; undefined for everybody else. */
export const tasksHere = (): { test: string; exportKeys: string } | undefined =>
	currentAccount() && {
		test: keyTaskPath('test', 'recover'),
		exportKeys: keyTaskPath('export', 'recover')
	};
