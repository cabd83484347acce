import type { Account, Command, Event, Outcome, State } from './states';

/** How many characters a display name may have (Synapse refuses more, with a code that says nothing). */
export const LONGEST_NAME = 256;

interface Step {
	state: State;
	command?: Command;
}

type Shown = Extract<State, { step: 'shown' }>;

export const initial: State = { step: 'opening' };

/** The machine of the profile page. One thing is done at a time: what is pressed meanwhile is not heard. */
export function transition(state: State, event: Event): Step {
	switch (state.step) {
		case 'opening':
			return opening(state, event);
		case 'shown':
			return shown(state, event);
		case 'cropping':
			if (event.type === 'cropCancelled') return show(state.account);
			if (event.type !== 'cropped') return { state };
			return {
				state: { step: 'uploading', account: state.account, share: 0 },
				command: { run: 'upload', picture: state.picture, square: event.square }
			};
		case 'uploading':
			return uploading(state, event);
		case 'setting':
			if (event.type === 'failed')
				return show(state.account, { what: 'failed', error: event.error });
			if (event.type !== 'avatarSet') return { state };
			return show(
				{ ...state.account, avatar: state.avatar, picture: state.picture },
				{ what: 'pictureSaved' }
			);
	}
}

function opening(state: Extract<State, { step: 'opening' }>, event: Event): Step {
	switch (event.type) {
		case 'openAsked':
			return { state: initial, command: { run: 'open' } };
		case 'opened':
			return show(event.account);
		case 'failed':
			return { state: { step: 'opening', error: event.error } };
		default:
			return { state };
	}
}

function shown(state: Shown, event: Event): Step {
	const { account } = state;
	switch (event.type) {
		case 'pictureLoaded':
			// An answer about a picture that has been replaced meanwhile says nothing.
			if (event.avatar !== account.avatar) return { state };
			return {
				state: { ...state, account: { ...account, picture: event.picture ?? 'missing' } }
			};
		case 'nameSaved':
			return show(
				{ ...account, name: event.name },
				{ what: event.name ? 'nameSaved' : 'nameRemoved' }
			);
		case 'fileOpened':
			return { state: { step: 'cropping', account, picture: event.picture } };
		case 'fileRefused':
			return show(account, { what: 'fileRefused', refusal: event.refusal });
		case 'avatarRemoved': {
			const { avatar: _avatar, picture: _picture, ...rest } = account;
			return show(rest, { what: 'pictureRemoved' });
		}
		case 'failed':
			return show(account, { what: 'failed', error: event.error });
		default:
			return state.doing ? { state } : asked(state, event);
	}
}

/** What a person asks for while nothing is under way. */
function asked(state: Shown, event: Event): Step {
	const { account } = state;
	const doing = (what: Shown['doing'], command: Command): Step => ({
		state: { step: 'shown', account, doing: what },
		command
	});
	switch (event.type) {
		case 'typed':
			return { state: { step: 'shown', account } };
		case 'nameSubmitted': {
			// Homeservers take the blanks around a name away.
			const name = event.name.trim();
			if (!account.may.name) return { state };
			if (Array.from(name).length > LONGEST_NAME) return show(account, { what: 'nameTooLong' });
			if (name === account.name) return show(account, { what: 'nameUnchanged' });
			return doing('name', { run: 'saveName', name });
		}
		case 'fileChosen':
			if (!account.may.avatar) return { state };
			return doing('file', { run: 'openFile', file: event.file });
		case 'removalAsked':
			if (!account.may.avatar || account.avatar === undefined) return { state };
			return doing('removal', { run: 'removeAvatar' });
		default:
			return { state };
	}
}

function uploading(state: Extract<State, { step: 'uploading' }>, event: Event): Step {
	const { account } = state;
	switch (event.type) {
		case 'progressed':
			return { state: { ...state, share: event.share } };
		case 'uploadCancelled':
			return show(account, { what: 'uploadCancelled' });
		case 'uploaded': {
			const { avatar, picture } = event;
			return {
				state: { step: 'setting', account, avatar, ...(picture && { picture }) },
				command: { run: 'setAvatar', avatar }
			};
		}
		case 'fileRefused':
			return show(account, { what: 'fileRefused', refusal: event.refusal });
		case 'failed':
			return show(account, { what: 'failed', error: event.error });
		default:
			return { state };
	}
}

/** The page at rest. A picture that is not here yet is asked for: another step may have ended the last try. */
function show(account: Account, outcome?: Outcome): Step {
	const { avatar, picture } = account;
	return {
		state: { step: 'shown', account, ...(outcome && { outcome }) },
		...(avatar !== undefined && !picture && { command: { run: 'loadPicture', avatar } })
	};
}
