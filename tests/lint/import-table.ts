/**
 * The import table of docs/architecture.md, written down a second time on purpose: the lint rule has
 * its own copy, so that a slip in either is found by the other.
 */
export const parts = [
	'routes',
	'root layout',
	'flow',
	'wizard',
	'matrix',
	'session',
	'i18n',
	'uia',
	'ui',
	'base'
] as const;
export type Part = (typeof parts)[number];

/** What a part may be asked for: a part, or the one file of it that others may see. */
export const targets = [
	'routes',
	'another flow',
	'wizard',
	'matrix',
	'matrix ports',
	'matrix account ports',
	'matrix keys ports',
	'matrix admin ports',
	'matrix context',
	'matrix policies',
	'matrix fallback',
	'session',
	'i18n',
	'uia',
	'uia types',
	'ui',
	'base'
] as const;
export type Target = (typeof targets)[number];

export const mayImport: Record<Part, readonly Target[]> = {
	routes: ['another flow', 'session', 'ui', 'i18n', 'base'],
	'root layout': [
		'another flow',
		'matrix',
		'matrix ports',
		'matrix account ports',
		'matrix keys ports',
		'matrix admin ports',
		'matrix context',
		'matrix policies',
		'matrix fallback',
		'session',
		'ui',
		'i18n',
		'base'
	],
	flow: [
		'wizard',
		'matrix ports',
		'matrix account ports',
		'matrix keys ports',
		'matrix admin ports',
		'matrix context',
		'matrix policies',
		'matrix fallback',
		'uia',
		'uia types',
		'session',
		'ui',
		'i18n',
		'base'
	],
	wizard: ['uia', 'uia types', 'ui', 'i18n', 'base'],
	matrix: ['uia types', 'session', 'base'],
	session: ['base'],
	i18n: ['base'],
	uia: ['base'],
	ui: [],
	base: []
};

/** Where a target lives, without its ending: a module and a component of that name are planted. */
export const targetPaths: Record<Target, string> = {
	routes: 'src/routes/leaf',
	'another flow': 'src/lib/flows/other/leaf',
	wizard: 'src/lib/wizard/leaf',
	matrix: 'src/lib/matrix/leaf',
	'matrix ports': 'src/lib/matrix/ports',
	'matrix account ports': 'src/lib/matrix/account-ports',
	'matrix keys ports': 'src/lib/matrix/keys-ports',
	'matrix admin ports': 'src/lib/matrix/admin-ports',
	'matrix context': 'src/lib/matrix/context',
	'matrix policies': 'src/lib/matrix/policies',
	'matrix fallback': 'src/lib/matrix/fallback',
	session: 'src/lib/session/leaf',
	i18n: 'src/lib/i18n/leaf',
	uia: 'src/lib/uia/leaf',
	'uia types': 'src/lib/uia/types',
	ui: 'src/lib/ui/leaf',
	base: 'src/lib/base/leaf'
};

/** Which targets are the part itself: they may always be imported. */
export const own: Record<Part, readonly Target[]> = {
	routes: ['routes'],
	'root layout': ['routes'],
	flow: [],
	wizard: ['wizard'],
	matrix: [
		'matrix',
		'matrix ports',
		'matrix account ports',
		'matrix keys ports',
		'matrix admin ports',
		'matrix context',
		'matrix policies',
		'matrix fallback'
	],
	session: ['session'],
	i18n: ['i18n'],
	uia: ['uia', 'uia types'],
	ui: ['ui'],
	base: ['base']
};

/** Packages and virtual modules by part, and a few that it must be refused. */
export const packages: Record<Part, { may: readonly string[]; mayNot: readonly string[] }> = {
	routes: {
		may: ['svelte', 'zod', '$app/navigation', '@sveltejs/kit'],
		mayNot: ['matrix-js-sdk', '@lingui/core', 'node:fs', 'vitest', 'left-pad']
	},
	'root layout': {
		may: ['svelte', '$app/state', '@sveltejs/kit'],
		mayNot: ['matrix-js-sdk', 'node:fs']
	},
	flow: {
		may: ['svelte', 'zod', '$app/navigation', 'fflate'],
		mayNot: [
			'@zxcvbn-ts/core',
			'matrix-js-sdk',
			'matrix-js-sdk/lib/types',
			'@matrix-org/matrix-sdk-crypto-wasm',
			'fs'
		]
	},
	wizard: {
		may: ['svelte', '$app/state', '@zxcvbn-ts/core'],
		mayNot: ['matrix-js-sdk', '@lingui/core', 'fflate']
	},
	matrix: {
		may: ['zod/mini', 'matrix-js-sdk', 'matrix-js-sdk/lib/types', 'svelte/store'],
		mayNot: ['@lingui/core', 'node:https', 'left-pad', 'matrix-js-sdk/lib/http-api']
	},
	session: { may: ['zod/mini', 'svelte'], mayNot: ['matrix-js-sdk', '@zxcvbn-ts/core'] },
	i18n: { may: ['@lingui/core', 'svelte', '$app/state'], mayNot: ['matrix-js-sdk', 'node:fs'] },
	uia: { may: [], mayNot: ['zod', 'zod/mini', 'svelte', '$app/state', 'matrix-js-sdk', 'node:fs'] },
	ui: { may: ['svelte', 'svelte/motion', 'uqr'], mayNot: ['matrix-js-sdk', '@lingui/core'] },
	base: { may: ['zod/mini'], mayNot: ['matrix-js-sdk', '@sveltejs/kit', 'node:fs'] }
};
