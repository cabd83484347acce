import { fail, ok, type Result } from '$lib/base/result';
import { translateFor } from '$lib/i18n/testing';
import type { AccountData, RoomName } from '$lib/matrix/account-ports';
import type { Subject } from './archive';
import { transition, type Event, type Next, type Outcomes, type State } from './data';
import { perform, type Ports } from './perform';

export const subject = (locale = 'en'): Subject => ({
	userId: '@ada:example.org',
	serverName: 'example.org',
	brand: 'Vestibule',
	locale,
	t: translateFor('account/data', locale),
	now: new Date('2026-01-31T10:00:00Z')
});

export const settings: readonly AccountData[] = [
	{ type: 'm.direct', content: { '@bob:example.org': ['!a'] } },
	{ type: 'm.ignored_user_list', content: { ignored_users: { '@eve:example.org': {} } } },
	{ type: 'm.secret_storage.default_key', content: { key: 'abc' } },
	{ type: 'm.cross_signing.master', content: { encrypted: { abc: { ciphertext: 'c1' } } } },
	{ type: 'org.example.other', content: { encrypted: { abc: { ciphertext: 'c2' } } } }
];

/** What the homeserver answers, but for what is said otherwise. */
export interface Script {
	rooms?: readonly string[];
	roomName?: (id: string) => Result<RoomName>;
	/** Names of rooms are never answered. */
	hanging?: boolean;
	threepids?: Result<never>;
	accountData?: Result<readonly AccountData[]>;
}

/** Ports that answer as scripted, and what they were asked. */
export function scripted(script: Script = {}) {
	const asked: string[] = [];
	let [now, most] = [0, 0];
	const say = <T>(line: string, answer: T): Promise<T> => {
		asked.push(line);
		return Promise.resolve(answer);
	};
	const keys = { crossSigning: true, withKeys: ['PHONE'], verified: ['PHONE'] };
	const ports: Omit<Ports, 'pack'> = {
		profile: { read: () => say('profile', ok({ displayName: 'Ada' })) },
		security: {
			threepids: () =>
				say(
					'threepids',
					script.threepids ?? ok([{ medium: 'email' as const, address: 'ada@example.org' }])
				),
			sessions: () => say('sessions', ok([{ deviceId: 'PHONE', name: 'Phone', lastSeenAt: 0 }])),
			publicKeys: () => say('publicKeys', ok(keys)),
			backup: () => say('backup', ok(undefined))
		},
		data: {
			accountData: () => say('accountData', script.accountData ?? ok(settings)),
			pushRules: () => say('pushRules', ok({ global: {} })),
			joinedRooms: () => say('joinedRooms', ok(script.rooms ?? ['!a', '!b'])),
			async roomName(id) {
				asked.push(`name ${id}`);
				now += 1;
				most = Math.max(most, now);
				await (script.hanging ? new Promise(() => undefined) : Promise.resolve());
				now -= 1;
				return script.roomName?.(id) ?? ok({ name: `Room ${id}` });
			}
		}
	};
	return { ports, asked, most: () => most };
}

export const after = (state: State, ...events: Event[]): Next =>
	events.reduce<Next>((last, event) => transition(last.state, event), { state });

/** Goes through the whole collection, as the runner does where nothing has to be waited for. */
export async function collect(ports: Omit<Ports, 'pack'>): Promise<Outcomes> {
	let next = transition({ step: 'start' }, { type: 'asked' });
	const pack = () => Promise.resolve(fail({ kind: 'badAnswer' }));
	while (next.command && next.command.run !== 'pack') {
		const event = await perform(next.command, { ...ports, pack }, new AbortController().signal);
		next = transition(next.state, event.ok ? event.value : { type: 'failed', error: event.error });
	}
	if (next.state.step !== 'packing') throw new Error(next.state.step);
	return next.state.outcomes;
}
