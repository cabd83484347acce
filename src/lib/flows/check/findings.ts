import type { PortalConfig } from '$lib/base/config';
import type { OwnPage } from '$lib/base/own-page';
import type { MessageKey } from '$lib/i18n/keys';
import { given, type Unsettled } from '$lib/wizard/findings';
import type { Parts } from '$lib/wizard/parts';
import type { Facts } from './facts';

/** What is looked at, in the order in which it is shown. */
const ofHomeserver = [
	'wellKnown',
	'versions',
	'registration',
	'signIn',
	'resetPages',
	'resetMail',
	'support'
] as const;
const ofPortal = ['https', 'policy', 'headers', 'compression', 'caching'] as const;
export type Topic = 'homeserver' | (typeof ofHomeserver)[number] | (typeof ofPortal)[number];

/** What a check came to; `says` with what it names: a homeserver, headers, a version. */
export type Finding = { topic: Topic } & (
	{ state: 'good' | 'todo'; says: MessageKey; what?: string } | Unsettled
);

interface Known {
	parts: Parts<Facts>;
	config: PortalConfig | undefined;
}
type Found = Finding extends infer F ? (F extends Finding ? Omit<F, 'topic'> : never) : never;

const told =
	(state: 'good' | 'todo') =>
	(says: MessageKey, what?: string): Found => ({
		state,
		says,
		...(what !== undefined && { what })
	});
const good = told('good');
const todo = told('todo');

/** The first version of the specification that has all that the portal asks for. */
const OLDEST = 'v1.1';

/** What every check comes to, from what is known so far; without a homeserver only the portal's own. */
export function findings(known: Known): Finding[] {
	const lost = known.parts.homeserver.status === 'failed';
	const topics = ['homeserver', ...(lost ? [] : ofHomeserver), ...ofPortal] as const;
	return topics.map((topic) => ({ topic, ...finders[topic](known) }));
}

const finders: Record<Topic, (known: Known) => Found> = {
	homeserver: ({ parts }) => {
		const { homeserver: part } = parts;
		if (part.status === 'failed' && part.error.kind === 'homeserverMissing')
			return todo('check.homeserverMissing');
		return given(part, ({ server, fixed }) =>
			good(fixed ? 'check.homeserverFixed' : 'check.homeserverFound', server.serverName)
		);
	},

	wellKnown: ({ parts: { wellKnown, homeserver } }) => {
		if (wellKnown.status === 'failed' && isAbout(wellKnown.error.kind))
			return todo('check.wellKnownMissing');
		return given(wellKnown, (found) =>
			given(homeserver, ({ server }) =>
				found.baseUrl === server.baseUrl
					? good('check.wellKnownGood', found.baseUrl)
					: todo('check.wellKnownOther', found.baseUrl)
			)
		);
	},

	versions: ({ parts: { versions } }) => {
		if (versions.status === 'failed' && versions.error.kind === 'unreachable')
			return todo('check.versionsBlocked');
		return given(versions, (spoken) =>
			spoken.includes(OLDEST)
				? good('check.versionsGood', spoken.at(-1) ?? '')
				: todo('check.versionsOld', OLDEST)
		);
	},

	registration: ({ parts, config }) => {
		if (config?.features.registration === false) return good('check.registrationOff');
		return given(parts.registration, (kind) => good(`check.registration.${kind}`));
	},

	signIn: ({ parts: { signIn } }) =>
		given(signIn, ({ password, providers }) =>
			password || providers.length > 0
				? good(password ? 'check.signInGood' : 'check.signInProviders')
				: todo('check.signInNone')
		),

	resetPages: ({ parts: { resetPages } }) =>
		given(resetPages, (reached) =>
			reached ? good('check.resetPagesGood') : todo('check.resetPagesBlocked')
		),

	resetMail: ({ parts: { resetMail } }) => {
		if (resetMail.status === 'failed' && resetMail.error.kind === 'unsupported')
			return good('check.resetMailElsewhere');
		return given(resetMail, (answer) => {
			if (answer === 'off') return todo('check.resetMailOff');
			return answer === 'accepted' ? good('check.resetMailGood') : todo('check.resetMailRefused');
		});
	},

	support: ({ parts: { support }, config }) =>
		given(support, (contact) => {
			if (contact) return good('check.supportGood');
			return config?.adminContact ? good('check.supportConfig') : todo('check.supportMissing');
		}),

	https: ({ parts: { own } }) =>
		given(own, ({ secure }) => (secure ? good('check.httpsGood') : todo('check.httpsMissing'))),

	policy: ({ parts: { own } }) =>
		given(own, ({ policy }) => (policy ? good('check.policyGood') : todo('check.policyMissing'))),

	headers: ({ parts: { own } }) =>
		given(own, (page) => {
			const missing = missingHeaders(page);
			return missing.length === 0
				? good('check.headersGood')
				: todo('check.headersMissing', missing.join(', '));
		}),

	compression: ({ parts: { own } }) =>
		given(own, ({ headers }) =>
			headers.has('content-encoding')
				? good('check.compressionGood', headers.get('content-encoding'))
				: todo('check.compressionMissing')
		),

	caching: ({ parts: { own } }) =>
		given(own, ({ scriptCache = '' }) =>
			scriptCache.includes('immutable') ? good('check.cachingGood') : todo('check.cachingMissing')
		)
};

/** The kinds of failure that a well-known file is to blame for. */
const isAbout = (kind: string): boolean =>
	['homeserverNotFound', 'notHomeserver', 'wellKnownBroken', 'homeserverCertificate'].includes(
		kind
	);

/** What a page's answer should carry and does not; each is right in more than one way. */
function missingHeaders({ headers }: OwnPage): string[] {
	const has = (name: string, value: RegExp): boolean => value.test(headers.get(name) ?? '');
	const wanted: [string, boolean][] = [
		['Referrer-Policy', has('referrer-policy', /no-referrer(?!-)/)],
		['X-Content-Type-Options', has('x-content-type-options', /nosniff/)],
		[
			'X-Frame-Options',
			has('x-frame-options', /deny|sameorigin/i) ||
				has('content-security-policy', /frame-ancestors 'none'/)
		],
		['Cross-Origin-Opener-Policy', has('cross-origin-opener-policy', /same-origin-allow-popups/)],
		['Permissions-Policy', has('permissions-policy', /./)]
	];
	return wanted.flatMap(([name, right]) => (right ? [] : [name]));
}
