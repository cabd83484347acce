import { isPassing, isSessionOver, type PortalError } from '$lib/base/errors';
import { managementUrl } from '$lib/base/management';
import { ok, type Result } from '$lib/base/result';
import type { Profile, ProfilePort, SecurityPort } from '$lib/matrix/account-ports';
import type * as Pictures from '$lib/wizard/picture/pictures';
import type { Account, Command, Event } from './states';

export interface Ports {
	profile: ProfilePort;
	security: Pick<SecurityPort, 'capabilities' | 'management'>;
	/** What opens and makes pictures: it comes when it is needed. */
	pictures(
		signal: AbortSignal
	): Promise<Pick<typeof Pictures, 'openPicture' | 'encodePicture' | 'decodePicture'>>;
	/** How much of an upload has been sent, from 0 to 1. */
	progressed(share: number): void;
}

type Answer = Promise<Result<Event>>;

/** Does what the machine of the profile page asks for. */
export async function perform(command: Command, ports: Ports, signal: AbortSignal): Answer {
	switch (command.run) {
		case 'open':
			return open(ports, signal);
		case 'loadPicture':
			return loadPicture(command.avatar, ports, signal);
		case 'openFile': {
			const opened = await (await ports.pictures(signal)).openPicture(command.file);
			return ok(
				opened.ok
					? { type: 'fileOpened', picture: opened.picture }
					: { type: 'fileRefused', refusal: opened.refusal }
			);
		}
		case 'upload':
			return upload(command, ports, signal);
		case 'saveName': {
			const { name } = command;
			const set = () => ports.profile.setDisplayName(name, signal);
			const done = await setOnce(set, (now) => (now.displayName ?? '') === name, ports, signal);
			return done.ok ? ok({ type: 'nameSaved', name }) : done;
		}
		case 'setAvatar':
		case 'removeAvatar': {
			const avatar = command.run === 'setAvatar' ? command.avatar : undefined;
			const set = () => ports.profile.setAvatar(avatar, signal);
			const done = await setOnce(set, (now) => now.avatar === avatar, ports, signal);
			return done.ok ? ok({ type: avatar === undefined ? 'avatarRemoved' : 'avatarSet' }) : done;
		}
	}
}

async function open({ profile, security }: Ports, signal: AbortSignal): Answer {
	const [read, told] = await Promise.all([profile.read(signal), security.capabilities(signal)]);
	if (!read.ok) return read;
	if (!told.ok) return told;
	const may = { name: told.value.changeDisplayName, avatar: told.value.changeAvatar };
	const { displayName: name = '', avatar } = read.value;
	const account: Account = { name, may, ...(avatar !== undefined && { avatar }) };
	if (may.name && may.avatar) return ok({ type: 'opened', account });
	// Only a way on: without it, the page says whom to ask.
	const management = await security.management(signal);
	const url = management.ok ? managementUrl(management.value, 'org.matrix.profile') : undefined;
	return ok({ type: 'opened', account: { ...account, ...(url && { managedAt: url }) } });
}

async function loadPicture(avatar: string, ports: Ports, signal: AbortSignal): Answer {
	const file = await ports.profile.thumbnail(avatar, signal);
	if (!file.ok && isSessionOver(file.error)) return file;
	const { decodePicture } = await ports.pictures(signal);
	const picture = file.ok ? await decodePicture(file.value) : undefined;
	return ok({ type: 'pictureLoaded', avatar, picture });
}

async function upload(
	{ picture, square }: Extract<Command, { run: 'upload' }>,
	ports: Ports,
	signal: AbortSignal
): Answer {
	const limit = await ports.profile.uploadLimit(signal);
	if (!limit.ok && (isPassing(limit.error) || isSessionOver(limit.error))) return limit;
	const { encodePicture, decodePicture } = await ports.pictures(signal);
	const made = await encodePicture(picture, square, limit.ok ? limit.value : undefined);
	signal.throwIfAborted();
	if (!made.ok) return ok({ type: 'fileRefused', refusal: made.refusal });
	const sent = await ports.profile.upload(made.file, (share) => ports.progressed(share), signal);
	if (!sent.ok) return sent;
	return ok({
		type: 'uploaded',
		avatar: sent.value,
		picture: await decodePicture(made.file)
	});
}

/** After a lost answer, the profile itself says whether the homeserver has acted. */
async function setOnce(
	set: () => Promise<Result<true>>,
	isSet: (profile: Profile) => boolean,
	{ profile }: Ports,
	signal: AbortSignal
): Promise<Result<true>> {
	const answer = await set();
	if (answer.ok || !isLost(answer.error)) return answer;
	const now = await profile.read(signal);
	return now.ok && isSet(now.value) ? ok(true) : answer;
}

const isLost = ({ kind }: PortalError): boolean =>
	kind === 'unreachable' || kind === 'serverFault' || kind === 'badAnswer';
