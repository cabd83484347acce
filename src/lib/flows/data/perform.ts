import { isPassing, isSessionOver } from '$lib/base/errors';
import { ok, type Result } from '$lib/base/result';
import type {
	AccountData,
	DataPort,
	ProfilePort,
	RoomName,
	SecurityPort
} from '$lib/matrix/account-ports';
import type { Archive, Command, Event, Outcomes } from './data';
import type { Content, PartName, Room } from './schema';

export interface Ports {
	profile: Pick<ProfilePort, 'read'>;
	security: Pick<SecurityPort, 'threepids' | 'sessions' | 'publicKeys' | 'backup'>;
	data: DataPort;
	/** Makes the file; its piece of script comes only then. */
	pack(outcomes: Outcomes): Promise<Result<Archive>>;
}

/** Does what the machine asks for. Expected failures come back as values. */
export async function perform(
	command: Command,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	switch (command.run) {
		case 'ask':
			return ask(command.part, ports, signal);
		case 'name':
			return name(command.rooms, ports, signal);
		case 'pack': {
			const file = await ports.pack(command.outcomes);
			return file.ok ? ok({ type: 'packed', file: file.value }) : file;
		}
	}
}

async function ask(part: PartName, ports: Ports, signal: AbortSignal): Promise<Result<Event>> {
	const { profile, security, data } = ports;
	switch (part) {
		case 'profile':
			return had(part, await profile.read(signal));
		case 'contacts':
			return had(part, await security.threepids(signal));
		case 'sessions':
			return had(part, await security.sessions(signal));
		case 'encryption':
			return had(part, await encryption(ports, signal));
		case 'accountData': {
			const told = await data.accountData(signal);
			return told.ok ? had(part, ok(readable(told.value))) : told;
		}
		case 'pushRules':
			return had(part, await data.pushRules(signal));
		case 'rooms': {
			const told = await data.joinedRooms(signal);
			return told.ok ? ok({ type: 'roomsListed', rooms: told.value }) : told;
		}
	}
}

/** Lists of ports cannot be changed, those of the archive are nobody else's. */
const had = (part: PartName, told: Result<unknown>): Result<Event> =>
	told.ok ? ok({ type: 'had', part, content: told.value as Content[PartName] }) : told;

async function encryption(
	{ security }: Ports,
	signal: AbortSignal
): Promise<Result<Content['encryption']>> {
	const [keys, backup] = await Promise.all([security.publicKeys(signal), security.backup(signal)]);
	if (!keys.ok) return keys;
	if (!backup.ok) return backup;
	const { crossSigning, withKeys, verified } = keys.value;
	return ok({
		crossSigning,
		withKeys: [...withKeys],
		verified: [...verified],
		backup: backup.value ?? null
	});
}

const SECRETS = ['m.secret_storage.', 'm.cross_signing.', 'm.megolm_backup.'];

/** Encrypted all the same: whoever gets hold of the file must not be able to try phrases on it. */
const isSecret = ({ type, content }: AccountData): boolean =>
	SECRETS.some((prefix) => type.startsWith(prefix)) || 'encrypted' in content;

function readable(events: readonly AccountData[]): Content['accountData'] {
	const ignored = events.find(({ type }) => type === 'm.ignored_user_list')?.content.ignored_users;
	return {
		events: events.map((event) =>
			isSecret(event) ? { type: event.type, leftOut: true } : { ...event }
		),
		ignoredUsers: typeof ignored === 'object' && ignored !== null ? Object.keys(ignored) : []
	};
}

/** So many rooms are asked for at a time: a homeserver serves others, too. */
const AT_ONCE = 8;

/** Asks for the names of some rooms, in their order; what passes by itself asks for all of them again. */
async function name(
	rooms: readonly string[],
	{ data }: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const told: Result<RoomName>[] = [];
	for (let at = 0; at < rooms.length; at += AT_ONCE) {
		const some = rooms.slice(at, at + AT_ONCE);
		told.push(...(await Promise.all(some.map((id) => data.roomName(id, signal)))));
		const stop = told.find((one) => !one.ok && (isPassing(one.error) || isSessionOver(one.error)));
		if (stop && !stop.ok) return stop;
	}
	const named = told.map((one, index): Room => {
		const roomId = rooms[index] ?? '';
		return one.ok ? { roomId, ...one.value } : { roomId, nameUnknown: true };
	});
	return ok({ type: 'roomsNamed', named });
}
