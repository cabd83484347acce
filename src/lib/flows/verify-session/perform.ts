import { isSessionOver } from '$lib/base/errors';
import { pause } from '$lib/base/pauses';
import { ok, type Result } from '$lib/base/result';
import type { SecurityPort, SessionInfo } from '$lib/matrix/account-ports';
import type {
	Arrived,
	EncryptionPort,
	RecoveryKeysPort,
	VerificationPort
} from '$lib/matrix/keys-ports';
import { loading } from '$lib/wizard/keys/load';
import type { Command, Event, Named } from './states';

export interface Ports {
	security: Pick<SecurityPort, 'sessions' | 'publicKeys'>;
	recoveryKeys: Pick<RecoveryKeysPort, 'open'>;
	encryption: Pick<EncryptionPort, 'load' | 'verifyThis' | 'verifyOther'>;
	verification: VerificationPort;
	/** The session that shows the page. */
	deviceId: string;
	/** The session that is to be verified; undefined: this one. */
	other: string | undefined;
	/** How much of the cryptography has come. */
	arrived(arrived: Arrived): void;
}

type Answer = Promise<Result<Event>>;
type Of<Run extends Command['run']> = Extract<Command, { run: Run }>;

/** Does what the machine asks for. Expected failures come back as values. */
export function perform(command: Command, ports: Ports, signal: AbortSignal): Answer {
	const { verification } = ports;
	switch (command.run) {
		case 'open':
			return open(ports, signal);
		case 'unlock':
			return unlock(command, ports, signal);
		case 'load':
			return load(command, ports, signal);
		case 'verify':
			return verify(command, ports, signal);
		case 'ask':
			return ask(command, ports, signal);
		case 'watch':
			return watch(command, ports, signal);
		case 'match':
			return compared(verification.match(signal));
		case 'differ':
			return compared(verification.differ(signal));
		case 'settle':
			return settle(command, ports, signal);
		case 'stop':
			return verification.stop().then(() => ok({ type: 'stopped' }));
	}
}

async function open({ security, deviceId, other: asked }: Ports, signal: AbortSignal): Answer {
	const [keys, list] = await Promise.all([security.publicKeys(signal), security.sessions(signal)]);
	if (!keys.ok) return keys;
	if (!list.ok) return list;
	const verified = new Set(keys.value.verified);
	const target = list.value.find((one) => one.deviceId === asked && asked !== deviceId);
	const isOther = asked !== undefined && asked !== deviceId;
	if (isOther && !target) return ok({ type: 'closed', why: 'gone' });
	if (!keys.value.crossSigning) return ok({ type: 'closed', why: 'notSetUp' });
	const other = target && { other: named(target) };
	if (verified.has(target?.deviceId ?? deviceId)) return ok({ type: 'verified', ...other });
	if (target && !keys.value.withKeys.includes(target.deviceId))
		return ok({ type: 'closed', why: 'noKeys' });
	const helpers = list.value.filter((one) => verified.has(one.deviceId) && one !== target);
	return ok({ type: 'opened', known: { ...other, helpers: helpers.map(named) } });
}

/** One without a name goes by its ID. */
const named = ({ deviceId, name }: SessionInfo): Named => ({
	deviceId,
	name: name ?? deviceId.slice(0, 60)
});

async function unlock(
	{ typed, way }: Of<'unlock'>,
	{ recoveryKeys }: Ports,
	signal: AbortSignal
): Answer {
	const key = await recoveryKeys.open(typed, signal);
	return key.ok ? ok({ type: 'unlocked', then: { way, key: key.value } }) : key;
}

async function load({ then }: Of<'load'>, ports: Ports, signal: AbortSignal): Answer {
	const { load: port } = ports.encryption;
	const loaded = await loading(port, ({ arrived }) => ports.arrived(arrived), signal);
	return loaded.ok ? ok({ ...loaded.value, then }) : loaded;
}

async function verify(
	{ key, other }: Of<'verify'>,
	{ encryption }: Ports,
	signal: AbortSignal
): Answer {
	const done = other
		? await encryption.verifyOther(other.deviceId, key, signal)
		: await encryption.verifyThis(key, signal);
	return done.ok ? ok({ type: 'verified', ...(other && { other }) }) : done;
}

/** Only a session that is verified itself, and has the keys for it, can sign another one. */
async function ask(
	{ key, other }: Of<'ask'>,
	{ encryption, verification }: Ports,
	signal: AbortSignal
): Answer {
	if (key) {
		const able = await encryption.verifyThis(key, signal);
		if (!able.ok) return able;
	}
	return compared(verification.ask(other?.deviceId, signal));
}

async function watch({ from }: Of<'watch'>, { verification }: Ports, signal: AbortSignal): Answer {
	const changed = await verification.change(from, signal);
	if (changed.ok) return ok({ type: 'compared', comparison: changed.value });
	const { error } = changed;
	return isSessionOver(error) ? changed : ok({ type: 'troubled', error });
}

async function compared(answer: ReturnType<VerificationPort['match']>): Answer {
	const told = await answer;
	return told.ok ? ok({ type: 'compared', comparison: told.value }) : told;
}

const LOOKS = 15;
const LOOK_MS = 1_000;

/** The other session signs in its own time, after both have said that they match. */
async function settle(
	{ other }: Of<'settle'>,
	{ security, verification, deviceId }: Ports,
	signal: AbortSignal
): Answer {
	for (let look = 1; ; look += 1) {
		const keys = await security.publicKeys(signal);
		if (!keys.ok) return keys;
		if (keys.value.verified.includes(other?.deviceId ?? deviceId)) {
			await verification.stop();
			return ok({ type: 'verified', ...(other && { other }) });
		}
		if (look === LOOKS) return ok({ type: 'unsigned' });
		await pause(LOOK_MS, signal);
	}
}
