import boundaryPlugin from 'eslint-plugin-boundaries';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';
import { boundarySettings, dependencyOptions } from './dev/lint/boundaries.js';
import svelteConfig from './svelte.config.js';

const unitTests = 'src/**/*.test.ts';

const webStorage = ['localStorage', 'sessionStorage'];
const windows = ['window', 'globalThis', 'self'];
const storageMessage = 'Web storage is used in src/lib/session/storage.ts only.';

/** Imports that no rule about layers could follow. */
const [variablePath, glob] = [
	{
		selector: 'ImportExpression[source.type!="Literal"]',
		message: 'Import by a literal path, so that the import table can be checked.'
	},
	{
		selector: 'MemberExpression[object.type="MetaProperty"][property.name="glob"]',
		message: 'import.meta.glob hides imports from the import table; only src/lib/i18n uses it.'
	}
];

// Its types describe a CommonJS module that its code is not.
const boundaries = /** @type {import('eslint').ESLint.Plugin} */ (
	/** @type {unknown} */ (boundaryPlugin)
);

export default defineConfig(
	{
		ignores: ['build*/', '.svelte-kit/', '.vestibule/', 'node_modules/', 'test-results/', 'static/']
	},
	{ linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
	{
		files: ['**/*.{ts,js,mjs,svelte}'],
		extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked]
	},
	svelte.configs.recommended,
	svelte.configs.prettier,
	{
		files: ['**/*.{ts,js,mjs,svelte}'],
		languageOptions: {
			parserOptions: {
				projectService: true,
				tsconfigRootDir: process.cwd(),
				extraFileExtensions: ['.svelte']
			}
		},
		rules: {
			'max-lines': ['error', 300],
			'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
			eqeqeq: 'error',
			'no-eval': 'error',
			'no-async-promise-executor': 'error',
			'no-constant-binary-expression': 'error',
			'no-empty': ['error', { allowEmptyCatch: true }],
			'no-fallthrough': 'error',
			'no-irregular-whitespace': 'error',
			'no-self-assign': 'error',
			'no-unsafe-finally': 'error',
			'no-unsafe-optional-chaining': 'error',
			'no-useless-escape': 'error',
			'no-restricted-imports': ['error', { patterns: ['**/node_modules/**'] }],
			'@typescript-eslint/consistent-type-definitions': 'off',
			// `return onaccept();` to end a handler early is clear enough.
			'@typescript-eslint/no-confusing-void-expression': 'off',
			// For a text or a flag, empty is mostly as good as missing.
			'@typescript-eslint/prefer-nullish-coalescing': [
				'error',
				{ ignorePrimitives: { string: true, boolean: true } }
			],
			'@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
			// The only way to copy where the page is not served by https.
			'@typescript-eslint/no-deprecated': [
				'error',
				{ allow: [{ from: 'lib', name: 'execCommand' }] }
			],
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/no-import-type-side-effects': 'error',
			// Its advice, `!`, is what no-non-null-assertion refuses.
			'@typescript-eslint/non-nullable-type-assertion-style': 'off',
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true }
			],
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }
			]
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
		rules: {
			'svelte/no-at-html-tags': 'error',
			'svelte/no-at-debug-tags': 'error',
			'svelte/no-target-blank': 'error',
			// Links reach the kit as props, made where the locale is known.
			'svelte/no-navigation-without-resolve': 'off',
			'svelte/block-lang': ['error', { script: 'ts', style: null }],
			// A $state that is only bound in the template must be `let`.
			'prefer-const': 'off',
			'svelte/prefer-const': ['error', { excludedRunes: ['$props', '$state', '$bindable'] }]
		}
	},
	{
		// To the linter a component's properties and exports are `any`; svelte-check knows them. Nor
		// does it know that `{#if a || b}` is a condition.
		files: ['**/*.svelte'],
		rules: {
			'@typescript-eslint/prefer-nullish-coalescing': 'off',
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-return': 'off'
		}
	},
	// A rune class may keep a plain Map or Date that nothing is drawn from.
	{ files: ['**/*.svelte.ts'], rules: { 'svelte/prefer-svelte-reactivity': 'off' } },
	{
		files: ['src/**/*.{ts,js,svelte}'],
		plugins: { boundaries },
		settings: boundarySettings,
		rules: {
			'boundaries/dependencies': ['error', dependencyOptions],
			'boundaries/no-unknown-files': 'error',
			'no-console': 'error',
			'no-restricted-syntax': ['error', variablePath, glob],
			'no-restricted-globals': [
				'error',
				...webStorage.map((name) => ({ name, message: storageMessage }))
			],
			'no-restricted-properties': [
				'error',
				...windows.flatMap((object) =>
					webStorage.map((property) => ({ object, property, message: storageMessage }))
				),
				{ object: 'document', property: 'cookie', message: 'The portal sets no cookies.' }
			]
		}
	},
	{
		// The script in the head runs before any module can: it reads the stored language.
		files: ['src/lib/session/storage.ts', 'src/lib/i18n/head.js', unitTests],
		rules: { 'no-restricted-globals': 'off', 'no-restricted-properties': 'off' }
	},
	{
		files: ['src/lib/i18n/**'],
		rules: { 'no-restricted-syntax': ['error', variablePath] }
	},
	{
		files: [unitTests, 'tests/**/*.ts', 'dev/**/*.test.ts'],
		rules: {
			'max-lines-per-function': 'off',
			'@typescript-eslint/unbound-method': 'off',
			'@typescript-eslint/no-invalid-void-type': 'off',
			// A test spreads a Secret to see that nothing comes out.
			'@typescript-eslint/no-misused-spread': 'off',
			'@typescript-eslint/no-empty-function': 'off'
		}
	},
	{ files: ['**/*.{js,mjs}', '*.{ts,js}'], extends: [ts.configs.disableTypeChecked] }
);
