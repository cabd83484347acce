import type { Account, State } from './states';

/** A picture for tests: jsdom has none. */
export const pictureOf = (width: number, height = width): ImageBitmap => ({
	width,
	height,
	close: () => undefined
});

export const account: Account = { name: 'Ada', may: { name: true, avatar: true } };
export const avatar = 'mxc://example.org/old';
export const picture = pictureOf(256);
export const withPicture: Account = { ...account, avatar, picture };

export const shown = (
	given: Account = account,
	more: Omit<Extract<State, { step: 'shown' }>, 'step' | 'account'> = {}
): State => ({ step: 'shown', account: given, ...more });
