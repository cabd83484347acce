import { keyTaskPath } from '$lib/base/key-tasks';
import { managementUrl } from '$lib/base/management';
import type { MessageKey } from '$lib/i18n/keys';
import { given, type Unsettled } from '$lib/wizard/findings';
import type { Parts } from '$lib/wizard/parts';
import type { Facts } from './facts';

/** What the check-up looks at, in the order in which it is shown. */
export const topics = ['email', 'backup', 'crossSigning', 'unverified', 'unused'] as const;
export type Topic = (typeof topics)[number];

/** The page that mends something: of the portal, or of the homeserver. */
export type Action =
	{ kind: 'page'; label: MessageKey; path: string } | { kind: 'elsewhere'; url: string };

/** What was found out about one topic. */
export type Finding = { topic: Topic } & (
	| { state: 'good'; says: MessageKey; count?: number }
	| { state: 'todo'; says: MessageKey; count?: number; action?: Action }
	| Unsettled
);

const UNUSED_MS = 90 * 24 * 60 * 60 * 1000;

interface Known {
	parts: Parts<Facts>;
	/** The portal's own session: it comes and goes, has no keys, and is nobody's to tidy up. */
	ownDeviceId: string;
	now: number;
}

/** The security check-up: what each topic comes to, from what is known so far. */
export function checkUp(known: Known): Finding[] {
	return topics.map((topic) => ({ topic, ...finders[topic](known) }));
}

type Found = Finding extends infer F ? (F extends Finding ? Omit<F, 'topic'> : never) : never;
type Todo = Omit<Extract<Finding, { state: 'todo' }>, 'topic' | 'state'>;

const good = (says: MessageKey, count?: number): Found => ({
	state: 'good',
	says,
	...(count !== undefined && { count })
});
const todo = (found: Todo): Found => ({ state: 'todo', ...found });
const page = (label: MessageKey, path: string): Action => ({ kind: 'page', label, path });

/** Sets up whatever is missing, and leads back here. */
const setUp = keyTaskPath('set-up', 'account');

const finders: Record<Topic, (known: Known) => Found> = {
	email: ({ parts }) =>
		given(parts.threepids, (threepids) => {
			const count = threepids.filter(({ medium }) => medium === 'email').length;
			return count > 0 ? good('overview.emailGood', count) : noEmail(parts);
		}),

	backup: ({ parts: { backup, recoveryKey } }) =>
		given(backup, (found) => {
			const action = page('overview.backupAction', setUp);
			if (!found) return todo({ says: 'overview.backupOff', action });
			return given(recoveryKey, (key) =>
				key ? good('overview.backupGood') : todo({ says: 'overview.backupWithoutKey', action })
			);
		}),

	crossSigning: ({ parts }) =>
		given(parts.publicKeys, ({ crossSigning }) =>
			crossSigning
				? good('overview.crossSigningGood')
				: todo({
						says: 'overview.crossSigningOff',
						action: page('overview.crossSigningAction', setUp)
					})
		),

	unverified: ({ parts, ownDeviceId }) =>
		given(parts.publicKeys, ({ withKeys, verified }) => {
			const count = withKeys.filter((id) => id !== ownDeviceId && !verified.includes(id)).length;
			if (count === 0) return good('overview.unverifiedNone');
			const action = page('overview.unverifiedAction', '/account/sessions');
			return todo({ says: 'overview.unverifiedSome', count, action });
		}),

	unused: ({ parts, ownDeviceId, now }) =>
		given(parts.sessions, (sessions) => {
			const since = now - UNUSED_MS;
			// Some homeservers do not tell when a session was used: that is no reason to suspect it.
			const count = sessions.filter(
				({ deviceId, lastSeenAt }) =>
					deviceId !== ownDeviceId && lastSeenAt !== undefined && lastSeenAt < since
			).length;
			if (count === 0) return good('overview.unusedNone');
			const action = page('overview.unusedAction', '/account/sessions');
			return todo({ says: 'overview.unusedSome', count, action });
		})
};

/** Where an email is added depends on the homeserver: here, on its own page, or nowhere. */
function noEmail({ capabilities, management }: Parts<Facts>): Found {
	const mayChange = capabilities.status !== 'known' || capabilities.value.changeThreepids;
	if (mayChange)
		return todo({
			says: 'overview.emailNone',
			action: page('overview.emailAction', '/account/emails')
		});
	const url =
		management.status === 'known'
			? managementUrl(management.value, 'org.matrix.profile')
			: undefined;
	if (url !== undefined)
		return todo({ says: 'overview.emailElsewhere', action: { kind: 'elsewhere', url } });
	return todo({ says: 'overview.emailNotAllowed' });
}

/** What the check-up comes to in one line. */
export type Summary =
	{ kind: 'asking' } | { kind: 'good' } | { kind: 'todo'; count: number } | { kind: 'unknown' };

/** The check-up in one line: what is to be done counts more than what is not known. */
export function summaryOf(findings: readonly Finding[]): Summary {
	const count = (state: Finding['state']) => findings.filter((one) => one.state === state).length;
	if (count('asking') > 0) return { kind: 'asking' };
	if (count('todo') > 0) return { kind: 'todo', count: count('todo') };
	return { kind: count('unknown') > 0 ? 'unknown' : 'good' };
}
