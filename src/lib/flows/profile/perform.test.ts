import { describe, expect, it, vi } from 'vitest';
import { fail, ok, type Result } from '$lib/base/result';
import type { Management } from '$lib/base/management';
import type { Profile, ProfilePort } from '$lib/matrix/account-ports';
import { perform, type Ports } from './perform';
import type { Command } from './states';
import { account, avatar, picture } from './testing';

const { signal } = new AbortController();
const square = { left: 0, top: 0, side: 10 };
const made = new Blob(['made']);
const lost = fail({ kind: 'unreachable' });
const all = {
	changePassword: true,
	changeThreepids: true,
	changeDisplayName: true,
	changeAvatar: true
};

interface Script {
	read?: Result<Profile>[];
	set?: Result<true>;
	thumbnail?: Result<Blob>;
	limit?: Result<number | undefined>;
	sent?: Result<string>;
	may?: Partial<typeof all>;
	management?: Result<Management | undefined>;
	decoded?: ImageBitmap;
}

/** Ports that play a script, and what they were asked. */
function scripted(script: Script = {}) {
	const reads = [...(script.read ?? [ok({ displayName: 'Ada' })])];
	const profile = {
		read: vi.fn(() => Promise.resolve(reads.shift() ?? lost)),
		setDisplayName: vi.fn<ProfilePort['setDisplayName']>(() =>
			Promise.resolve(script.set ?? ok(true))
		),
		setAvatar: vi.fn<ProfilePort['setAvatar']>(() => Promise.resolve(script.set ?? ok(true))),
		thumbnail: vi.fn(() => Promise.resolve(script.thumbnail ?? ok(made))),
		uploadLimit: vi.fn(() => Promise.resolve(script.limit ?? ok(1_000))),
		upload: vi.fn<ProfilePort['upload']>((_file, progress) => {
			progress(0.5);
			return Promise.resolve(script.sent ?? ok('mxc://example.org/new'));
		})
	};
	const pieces = {
		openPicture: vi.fn<Awaited<ReturnType<Ports['pictures']>>['openPicture']>(() =>
			Promise.resolve({ ok: true, picture })
		),
		encodePicture: vi.fn<Awaited<ReturnType<Ports['pictures']>>['encodePicture']>(() =>
			Promise.resolve({ ok: true, file: made })
		),
		decodePicture: vi.fn(() => Promise.resolve('decoded' in script ? script.decoded : picture))
	};
	const management = vi.fn(() => Promise.resolve(script.management ?? ok(undefined)));
	const ports = {
		profile,
		security: {
			capabilities: () => Promise.resolve(ok({ ...all, ...script.may })),
			management
		},
		pictures: () => Promise.resolve(pieces),
		progressed: vi.fn()
	} satisfies Ports;
	return {
		...profile,
		...pieces,
		management,
		progressed: ports.progressed,
		run: (command: Command) => perform(command, ports, signal)
	};
}

describe('opening', () => {
	it('reads the profile and what may be changed, and no more', async () => {
		const hs = scripted({ read: [ok({ displayName: 'Ada', avatar })] });
		expect(await hs.run({ run: 'open' })).toEqual(
			ok({ type: 'opened', account: { ...account, avatar } })
		);
		expect(hs.management).not.toHaveBeenCalled();
		expect(await scripted({ read: [ok({})] }).run({ run: 'open' })).toEqual(
			ok({ type: 'opened', account: { ...account, name: '' } })
		);
	});

	it('finds the page where the rest may be changed', async () => {
		const url = 'https://account.example.org/';
		const opened = (script: Script) =>
			scripted({ may: { changeAvatar: false }, ...script }).run({ run: 'open' });
		const fixed = { ...account, may: { name: true, avatar: false } };
		expect(await opened({ management: ok({ url, actions: ['org.matrix.profile'] }) })).toEqual(
			ok({ type: 'opened', account: { ...fixed, managedAt: `${url}?action=org.matrix.profile` } })
		);
		for (const management of [ok(undefined), lost])
			expect(await opened({ management })).toEqual(ok({ type: 'opened', account: fixed }));
	});

	it('fails when the profile does not come', async () => {
		expect(await scripted({ read: [lost] }).run({ run: 'open' })).toEqual(lost);
	});
});

describe('the name', () => {
	it('is set', async () => {
		const hs = scripted();
		expect(await hs.run({ run: 'saveName', name: 'Eve' })).toEqual(
			ok({ type: 'nameSaved', name: 'Eve' })
		);
		expect(hs.setDisplayName).toHaveBeenCalledWith('Eve', signal);
		expect(hs.read).not.toHaveBeenCalled();
	});

	it.each([
		['Eve', ok({ displayName: 'Eve' }), true],
		['Eve', ok({ displayName: 'Ada' }), false],
		['Eve', lost, false],
		['', ok({}), true]
	])('%j after a lost answer, with %j', async (name, read, isSaved) => {
		const hs = scripted({ set: lost, read: [read] });
		expect(await hs.run({ run: 'saveName', name })).toEqual(
			isSaved ? ok({ type: 'nameSaved', name }) : lost
		);
	});

	it('is not looked for after a plain refusal', async () => {
		const set = fail({ kind: 'userSuspended' });
		const hs = scripted({ set });
		expect(await hs.run({ run: 'saveName', name: 'Eve' })).toEqual(set);
		expect(hs.read).not.toHaveBeenCalled();
	});
});

describe('the picture', () => {
	it('is shown', async () => {
		const hs = scripted();
		const loaded = { type: 'pictureLoaded', avatar, picture };
		expect(await hs.run({ run: 'loadPicture', avatar })).toEqual(ok(loaded));
		expect(hs.decodePicture).toHaveBeenCalledWith(made);
	});

	it.each([
		[{ thumbnail: fail({ kind: 'badAnswer' }) }],
		[{ thumbnail: lost }],
		[{ decoded: undefined }]
	])('is missing: %j', async (script) => {
		expect(await scripted(script).run({ run: 'loadPicture', avatar })).toEqual(
			ok({ type: 'pictureLoaded', avatar, picture: undefined })
		);
	});

	it('that nobody is signed in for any more ends the visit', async () => {
		const thumbnail = fail({ kind: 'sessionEnded', soft: false });
		expect(await scripted({ thumbnail }).run({ run: 'loadPicture', avatar })).toEqual(thumbnail);
	});

	it('is opened, or refused', async () => {
		const hs = scripted();
		const openFile: Command = { run: 'openFile', file: made };
		expect(await hs.run(openFile)).toEqual(ok({ type: 'fileOpened', picture }));
		const refusal = { kind: 'drawing' } as const;
		hs.openPicture.mockResolvedValue({ ok: false, refusal });
		expect(await hs.run(openFile)).toEqual(ok({ type: 'fileRefused', refusal }));
	});

	it('is set and taken away', async () => {
		const hs = scripted();
		expect(await hs.run({ run: 'setAvatar', avatar })).toEqual(ok({ type: 'avatarSet' }));
		expect(await hs.run({ run: 'removeAvatar' })).toEqual(ok({ type: 'avatarRemoved' }));
		expect(hs.setAvatar.mock.calls).toEqual([
			[avatar, signal],
			[undefined, signal]
		]);
	});

	it('is looked for after a lost answer', async () => {
		const run = (command: Command, read: Profile) =>
			scripted({ set: lost, read: [ok(read)] }).run(command);
		expect(await run({ run: 'setAvatar', avatar }, { avatar })).toEqual(ok({ type: 'avatarSet' }));
		expect(await run({ run: 'setAvatar', avatar }, {})).toEqual(lost);
		expect(await run({ run: 'removeAvatar' }, {})).toEqual(ok({ type: 'avatarRemoved' }));
		expect(await run({ run: 'removeAvatar' }, { avatar })).toEqual(lost);
	});
});

describe('sending a picture', () => {
	const command: Command = { run: 'upload', picture, square };

	it('makes it as small as the homeserver wants, and tells how far it is', async () => {
		const hs = scripted();
		expect(await hs.run(command)).toEqual(
			ok({ type: 'uploaded', avatar: 'mxc://example.org/new', picture })
		);
		expect(hs.encodePicture).toHaveBeenCalledWith(picture, square, 1_000);
		expect(hs.upload.mock.calls[0]?.[0]).toBe(made);
		expect(hs.progressed).toHaveBeenCalledWith(0.5);
	});

	it('tries without a limit where none is told', async () => {
		for (const limit of [ok(undefined), fail({ kind: 'refused' })]) {
			const hs = scripted({ limit });
			await hs.run(command);
			expect(hs.encodePicture).toHaveBeenCalledWith(picture, square, undefined);
		}
	});

	it.each([[lost], [fail({ kind: 'sessionEnded', soft: false })]])(
		'sends nothing when there is nobody to send to: %j',
		async (limit) => {
			const hs = scripted({ limit });
			expect(await hs.run(command)).toEqual(limit);
			expect(hs.upload).not.toHaveBeenCalled();
		}
	);

	it('sends nothing that is too large', async () => {
		const hs = scripted();
		const refusal = { kind: 'tooLarge', most: 1_000 } as const;
		hs.encodePicture.mockResolvedValue({ ok: false, refusal });
		expect(await hs.run(command)).toEqual(ok({ type: 'fileRefused', refusal }));
		expect(hs.upload).not.toHaveBeenCalled();
	});

	it('tells what the homeserver refuses', async () => {
		const sent = fail({ kind: 'tooLarge' });
		expect(await scripted({ sent }).run(command)).toEqual(sent);
	});
});
