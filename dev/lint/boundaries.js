/**
 * Who may import whom, as docs/architecture.md has it. Everything that is not listed is refused:
 * layers, packages, Node's own modules, and what cannot be resolved.
 */

/** Packages that any layer but uia may use; virtual modules of SvelteKit included. */
const common = ['svelte', 'zod', '$app'];

/**
 * @type {Record<string, { layers: string[], packages: string[] }>}
 * `flow` is src/lib/flows/<x>. `matrix:ports` stands for that one file of the layer: the ports, the
 * context that hands them down, and the pure readers that ask nobody anything.
 */
const table = {
	routes: {
		layers: ['flow', 'session', 'ui', 'i18n', 'base'],
		packages: [...common, '@sveltejs/kit']
	},
	flow: {
		layers: [
			'wizard',
			'matrix:ports',
			'matrix:account-ports',
			'matrix:keys-ports',
			'matrix:admin-ports',
			'matrix:context',
			'matrix:policies',
			'matrix:fallback',
			'uia',
			'session',
			'ui',
			'i18n',
			'base'
		],
		// The ZIP file of an account's data.
		packages: [...common, 'fflate']
	},
	wizard: { layers: ['uia', 'ui', 'i18n', 'base'], packages: [...common, '@zxcvbn-ts/*'] },
	matrix: {
		layers: ['uia:types', 'session', 'base'],
		packages: [...common, 'matrix-js-sdk', '@matrix-org/matrix-sdk-crypto-wasm']
	},
	session: { layers: ['base'], packages: common },
	i18n: { layers: ['base'], packages: [...common, '@lingui/*'] },
	uia: { layers: ['base'], packages: [] },
	ui: { layers: [], packages: [...common, 'uqr'] },
	base: { layers: [], packages: common }
};

const layers = Object.keys(table).filter((name) => name !== 'flow' && name !== 'routes');

/** @param {string} target a layer's name, or `layer:file` */
function local(target) {
	const [type, file] = target.split(':');
	return { element: { type, ...(file && { fileInternalPath: `${file}.ts` }) } };
}

/** @param {string[]} packages micromatch patterns of package names */
const external = (packages) => ({ module: { origin: 'external', source: packages } });

export const boundarySettings = {
	'boundaries/elements': [
		{ type: 'routes', pattern: 'src/routes', partialMatch: false },
		{ type: 'flow', pattern: 'src/lib/flows/*', partialMatch: false, capture: ['flow'] },
		...layers.map((type) => ({ type, pattern: `src/lib/${type}`, partialMatch: false }))
	],
	'boundaries/files': [
		{ category: 'compositionRoot', pattern: 'src/routes/+layout.{svelte,ts}' },
		{ category: 'shell', pattern: ['src/*.ts', 'src/params/*.ts'] },
		{ category: 'server', pattern: ['src/**/*.server.ts'] },
		{ category: 'test', pattern: ['src/**/*.test.ts', 'src/**/{,*-}testing.ts'] },
		// The one door to the SDK's HTTP layer, which is not among its documented entry points.
		{ category: 'sdkDoor', pattern: 'src/lib/matrix/sdk-http{,.test}.ts' }
	],
	'boundaries/dependency-nodes': ['import', 'dynamic-import', 'export', 'require'],
	'boundaries/additional-dependency-nodes': [
		{ selector: 'TSImportType > Literal', kind: 'type', name: 'import-type' },
		{ selector: 'TSImportType > TSLiteralType > Literal', kind: 'type', name: 'import-type' }
	],
	// SvelteKit's virtual modules exist nowhere on disk.
	'boundaries/flag-as-external': { customSourcePatterns: ['$app/**'] },
	'boundaries/legacy-templates': false,
	'import/resolver': {
		typescript: { project: 'tsconfig.json', extensions: ['.ts', '.js', '.json', '.svelte'] }
	}
};

export const dependencyOptions = {
	default: 'disallow',
	// Without these, packages, unresolved imports and a layer's own files pass without a word.
	checkAllOrigins: true,
	checkUnknownLocals: true,
	checkInternals: true,
	message:
		'{{from.file.path}} may not import "{{dependency.source}}": see the import table in docs/architecture.md.',
	policies: [
		{ allow: { dependency: { relationship: { to: 'internal' } } } },
		...Object.entries(table).map(([type, may]) => ({
			from: { element: { type } },
			allow: [
				...may.layers.map((target) => ({ to: local(target) })),
				...(may.packages.length > 0 ? [{ to: external(may.packages) }] : [])
			]
		})),
		{
			disallow: {
				to: {
					module: { source: 'matrix-js-sdk', internalPath: ['lib/http-api', 'lib/http-api/**'] }
				}
			}
		},
		{
			from: { file: { categories: 'sdkDoor' } },
			allow: { to: external(['matrix-js-sdk']) }
		},
		{
			from: { file: { categories: 'compositionRoot' } },
			allow: { to: local('matrix') }
		},
		{
			from: { file: { categories: 'shell' } },
			allow: [
				{ to: { file: { categories: 'shell' } } },
				{ to: external([...common, '@sveltejs/kit']) },
				...['session', 'i18n', 'base'].map((type) => ({ to: local(type) }))
			]
		},
		// The types that SvelteKit writes for each route.
		{
			from: { element: { type: 'routes' } },
			allow: { dependency: { source: './$types' } }
		},
		{
			from: { file: { categories: ['server', 'test'] } },
			allow: { to: { module: { origin: 'core' } } }
		},
		// What exists for tests stays out of what is shipped.
		{ disallow: { to: { file: { categories: 'test' } } } },
		{
			from: { file: { categories: 'test' } },
			allow: { to: { file: { categories: 'test' } } }
		},
		{
			from: { file: { categories: 'test' } },
			allow: { to: external(['vitest', '@testing-library/*']) }
		}
	]
};
