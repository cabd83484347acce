import { pictureOf } from '$lib/wizard/picture/testing';
import type { Account, State } from './states';

export const account: Account = { name: 'Ada', may: { name: true, avatar: true } };
export const avatar = 'mxc://example.org/old';
export const picture = pictureOf(256);
export const withPicture: Account = { ...account, avatar, picture };

export const shown = (
	given: Account = account,
	more: Omit<Extract<State, { step: 'shown' }>, 'step' | 'account'> = {}
): State => ({ step: 'shown', account: given, ...more });
