import { describe, expect, it, test } from 'vitest';
import { initial, LONGEST_NAME, transition } from './profile';
import type { Account, Event, State } from './states';
import { pictureOf } from '$lib/wizard/picture/testing';
import { account, avatar, picture, shown, withPicture } from './testing';

const square = { left: 0, top: 0, side: 10 };
const file = new Blob(['x']);
const error = { kind: 'userSuspended' } as const;
const failed: Event = { type: 'failed', error };
const other = pictureOf(512);
const refusal = { kind: 'notPicture' } as const;
const fixed: Account = { ...withPicture, may: { name: false, avatar: false } };

const cropping: State = { step: 'cropping', account, picture: other };
const uploading: State = { step: 'uploading', account, share: 0.5 };
const setting: State = {
	step: 'setting',
	account,
	avatar: 'mxc://example.org/new',
	picture: other
};
const load = { run: 'loadPicture', avatar } as const;

describe('opening', () => {
	it('asks, and asks again after a failure', () => {
		const asked = { state: initial, command: { run: 'open' } };
		expect(transition(initial, { type: 'openAsked' })).toEqual(asked);
		expect(transition(initial, failed)).toEqual({ state: { step: 'opening', error } });
		expect(transition({ step: 'opening', error }, { type: 'openAsked' })).toEqual(asked);
	});

	it('shows the account, and asks for its picture', () => {
		expect(transition(initial, { type: 'opened', account })).toEqual({ state: shown() });
		const pictured = { ...account, avatar };
		expect(transition(initial, { type: 'opened', account: pictured })).toEqual({
			state: shown(pictured),
			command: load
		});
	});

	it('shows the picture when it comes, also while something else is under way', () => {
		const pictured = { ...account, avatar };
		const loaded = { type: 'pictureLoaded', avatar, picture } as const;
		expect(transition(shown(pictured, { doing: 'name' }), loaded)).toEqual({
			state: shown(withPicture, { doing: 'name' })
		});
		expect(transition(shown(pictured), { ...loaded, picture: undefined })).toEqual({
			state: shown({ ...pictured, picture: 'missing' })
		});
	});

	it('drops a picture that is no longer the one', () => {
		const late = { type: 'pictureLoaded', avatar: 'mxc://a/b', picture: other } as const;
		expect(transition(shown(withPicture), late)).toEqual({ state: shown(withPicture) });
		expect(transition(shown(), late)).toEqual({ state: shown() });
	});
});

describe('the name', () => {
	const submit = (name: string, from = shown()) =>
		transition(from, { type: 'nameSubmitted', name });

	it('is saved without the blanks around it', () => {
		expect(submit('  Ada L. ')).toEqual({
			state: shown(account, { doing: 'name' }),
			command: { run: 'saveName', name: 'Ada L.' }
		});
		expect(submit('   ')).toMatchObject({ command: { run: 'saveName', name: '' } });
	});

	it('costs no request when it is the same', () => {
		expect(submit(' Ada')).toEqual({
			state: shown(account, { outcome: { what: 'nameUnchanged' } })
		});
	});

	it('has as many characters as homeservers take, whatever they are made of', () => {
		const tooLong = { state: shown(account, { outcome: { what: 'nameTooLong' } }) };
		expect(submit('😀'.repeat(LONGEST_NAME))).toHaveProperty('command');
		expect(submit('😀'.repeat(LONGEST_NAME + 1))).toEqual(tooLong);
		expect(submit(` ${'x'.repeat(LONGEST_NAME)} `)).toHaveProperty('command');
	});

	it('is told to be saved, or to be away', () => {
		const doing = shown(account, { doing: 'name' });
		expect(transition(doing, { type: 'nameSaved', name: 'Eve' })).toEqual({
			state: shown({ ...account, name: 'Eve' }, { outcome: { what: 'nameSaved' } })
		});
		expect(transition(doing, { type: 'nameSaved', name: '' })).toEqual({
			state: shown({ ...account, name: '' }, { outcome: { what: 'nameRemoved' } })
		});
	});

	it('forgets what was said when it is typed anew', () => {
		const told = shown(account, { outcome: { what: 'nameTooLong' } });
		expect(transition(told, { type: 'typed' })).toEqual({ state: shown() });
	});

	it('is not changed where it may not be', () => {
		expect(submit('Eve', shown(fixed))).toEqual({ state: shown(fixed) });
	});
});

describe('a new picture', () => {
	it('is opened, cropped, sent and set', () => {
		const opening = transition(shown(), { type: 'fileChosen', file });
		expect(opening).toEqual({
			state: shown(account, { doing: 'file' }),
			command: { run: 'openFile', file }
		});
		expect(transition(opening.state, { type: 'fileOpened', picture: other })).toEqual({
			state: cropping
		});
		expect(transition(cropping, { type: 'cropped', square })).toEqual({
			state: { ...uploading, share: 0 },
			command: { run: 'upload', picture: other, square }
		});
		expect(transition(uploading, { type: 'progressed', share: 0.9 })).toEqual({
			state: { ...uploading, share: 0.9 }
		});
		const uploaded: Event = { type: 'uploaded', avatar: 'mxc://example.org/new', picture: other };
		expect(transition(uploading, uploaded)).toEqual({
			state: setting,
			command: { run: 'setAvatar', avatar: 'mxc://example.org/new' }
		});
		expect(transition(setting, { type: 'avatarSet' })).toEqual({
			state: shown(
				{ ...account, avatar: 'mxc://example.org/new', picture: other },
				{ outcome: { what: 'pictureSaved' } }
			)
		});
	});

	it('that this browser cannot show again is asked for from the homeserver', () => {
		const { state } = transition(uploading, { type: 'uploaded', avatar, picture: undefined });
		expect(transition(state, { type: 'avatarSet' })).toMatchObject({
			state: { account: { avatar } },
			command: load
		});
	});

	it.each([[shown(account, { doing: 'file' })], [uploading]])('may be refused', (from) => {
		expect(transition(from, { type: 'fileRefused', refusal })).toEqual({
			state: shown(account, { outcome: { what: 'fileRefused', refusal } })
		});
	});

	it('can be given up, before and while it is sent', () => {
		expect(transition(cropping, { type: 'cropCancelled' })).toEqual({ state: shown() });
		expect(transition(uploading, { type: 'uploadCancelled' })).toEqual({
			state: shown(account, { outcome: { what: 'uploadCancelled' } })
		});
		// The old picture was perhaps still on its way: it is asked for once more.
		const early = { ...cropping, account: { ...account, avatar } };
		expect(transition(early, { type: 'cropCancelled' })).toMatchObject({ command: load });
	});

	it('is not offered where it may not be changed', () => {
		expect(transition(shown(fixed), { type: 'fileChosen', file })).toEqual({ state: shown(fixed) });
	});
});

describe('taking the picture away', () => {
	it('is done when there is one', () => {
		const asked = transition(shown(withPicture), { type: 'removalAsked' });
		expect(asked).toEqual({
			state: shown(withPicture, { doing: 'removal' }),
			command: { run: 'removeAvatar' }
		});
		expect(transition(asked.state, { type: 'avatarRemoved' })).toEqual({
			state: shown(account, { outcome: { what: 'pictureRemoved' } })
		});
	});

	it.each([[account], [fixed]])('is not done otherwise', (given) => {
		expect(transition(shown(given), { type: 'removalAsked' })).toEqual({ state: shown(given) });
	});
});

test.each([
	[shown(account, { doing: 'name' })],
	[shown(account, { doing: 'file' })],
	[uploading],
	[setting]
])('a failure of %j is told on the page', (from) => {
	expect(transition(from, failed)).toEqual({
		state: shown(account, { outcome: { what: 'failed', error } })
	});
});

const pressed: Event[] = [
	{ type: 'typed' },
	{ type: 'nameSubmitted', name: 'Eve' },
	{ type: 'fileChosen', file },
	{ type: 'removalAsked' },
	{ type: 'openAsked' },
	{ type: 'progressed', share: 1 },
	{ type: 'uploadCancelled' }
];

test('while something is under way, nothing else begins', () => {
	const { account: given } = { account: withPicture };
	for (const event of pressed)
		for (const doing of ['name', 'file', 'removal'] as const)
			expect(transition(shown(given, { doing }), event)).toEqual({
				state: shown(given, { doing })
			});
	for (const event of pressed.slice(0, 5))
		for (const from of [initial, cropping, uploading, setting])
			if (from !== initial || event.type !== 'openAsked')
				expect(transition(from, event)).toEqual({ state: from });
});

test('what comes too late changes nothing', () => {
	expect(transition(shown(), { type: 'cropped', square })).toEqual({ state: shown() });
	expect(transition(shown(), { type: 'progressed', share: 1 })).toEqual({ state: shown() });
	expect(transition(setting, { type: 'uploadCancelled' })).toEqual({ state: setting });
});
