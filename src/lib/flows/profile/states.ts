import type { PortalError } from '$lib/base/errors';
import type { Square } from '$lib/wizard/picture/crop';
import type { Refusal } from '$lib/wizard/picture/pictures';

/** What the page shows of the account. */
export interface Account {
	/** The display name; empty where there is none. */
	name: string;
	/** The `mxc://` address of the picture. */
	avatar?: string;
	/** The picture itself, once it is here; `missing` when it cannot be shown. */
	picture?: ImageBitmap | 'missing';
	may: { name: boolean; avatar: boolean };
	/** The homeserver's own page, where something may not be changed here. */
	managedAt?: string;
}

/** What came of the last thing that the person did. */
export type Outcome =
	| { what: 'nameSaved' | 'nameRemoved' | 'nameUnchanged' | 'nameTooLong' }
	| { what: 'pictureSaved' | 'pictureRemoved' | 'uploadCancelled' }
	| { what: 'fileRefused'; refusal: Refusal }
	| { what: 'failed'; error: PortalError };

export type State =
	| { step: 'opening'; error?: PortalError }
	| { step: 'shown'; account: Account; doing?: 'name' | 'file' | 'removal'; outcome?: Outcome }
	| { step: 'cropping'; account: Account; picture: ImageBitmap }
	/** `share`: how much has been sent, from 0 to 1. */
	| { step: 'uploading'; account: Account; share: number }
	| { step: 'setting'; account: Account; avatar: string; picture?: ImageBitmap };

export type Event =
	| { type: 'openAsked' }
	| { type: 'opened'; account: Account }
	| { type: 'pictureLoaded'; avatar: string; picture: ImageBitmap | undefined }
	/** The name is being typed: what was said of the last one is outdated. */
	| { type: 'typed' }
	| { type: 'nameSubmitted'; name: string }
	| { type: 'nameSaved'; name: string }
	| { type: 'fileChosen'; file: Blob }
	| { type: 'fileOpened'; picture: ImageBitmap }
	| { type: 'fileRefused'; refusal: Refusal }
	| { type: 'cropCancelled' }
	| { type: 'cropped'; square: Square }
	| { type: 'progressed'; share: number }
	| { type: 'uploadCancelled' }
	| { type: 'uploaded'; avatar: string; picture: ImageBitmap | undefined }
	| { type: 'avatarSet' }
	| { type: 'removalAsked' }
	| { type: 'avatarRemoved' }
	| { type: 'failed'; error: PortalError };

export type Command =
	| { run: 'open' }
	| { run: 'loadPicture'; avatar: string }
	| { run: 'saveName'; name: string }
	| { run: 'openFile'; file: Blob }
	| { run: 'upload'; picture: ImageBitmap; square: Square }
	| { run: 'setAvatar'; avatar: string }
	| { run: 'removeAvatar' };
