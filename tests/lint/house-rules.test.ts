import { beforeAll, describe, expect, test } from 'vitest';
import { lintPlanted, type Finding } from './planted-project.ts';

const sdkDoor =
	"import { MatrixHttpApi } from 'matrix-js-sdk/lib/http-api';\nexport const door = MatrixHttpApi;\n";
const stored = "export const kept = localStorage.getItem('kept');\n";
const html =
	'<script lang="ts">\n\tlet { text }: { text: string } = $props();\n</script>\n\n{@html text}\n';
const lines = (count: number, line: string) => Array(count).fill(line).join('\n');
const longFunction = (count: number) =>
	`export function long(n: number): number {\n${lines(count, '\tn += 1;')}\n\treturn n;\n}\n`;

/** Planted file → the rule that must find it, or nothing where the file may do this. */
const planted: readonly [path: string, text: string, rule?: string][] = [
	['src/lib/session/storage.ts', stored],
	['src/lib/session/storage.test.ts', stored],
	['src/lib/session/other.ts', stored, 'no-restricted-globals'],
	['src/lib/ui/a.ts', 'export const kept = sessionStorage.length;\n', 'no-restricted-globals'],
	['src/lib/ui/b.ts', 'export const kept = window.localStorage;\n', 'no-restricted-properties'],
	['src/lib/ui/c.ts', "export const kept = self['sessionStorage'];\n", 'no-restricted-properties'],
	[
		'src/lib/ui/d.ts',
		'export const { localStorage: kept } = globalThis;\n',
		'no-restricted-properties'
	],
	['src/lib/ui/e.ts', "document.cookie = 'a=b';\n", 'no-restricted-properties'],
	['src/lib/ui/F.svelte', `<script lang="ts">\n${stored}</script>\n`, 'no-restricted-globals'],
	['src/lib/ui/G.svelte', '<p>{localStorage.length}</p>\n', 'no-restricted-globals'],
	['src/lib/matrix/sdk-http.ts', sdkDoor],
	['src/lib/matrix/sdk-http.test.ts', sdkDoor],
	['src/lib/matrix/login.ts', sdkDoor, 'boundaries/dependencies'],
	[
		'src/lib/matrix/late.ts',
		"export const late = import('matrix-js-sdk/lib/http-api');\n",
		'boundaries/dependencies'
	],
	[
		'src/lib/matrix/deep.ts',
		"export * from 'matrix-js-sdk/lib/http-api/fetch.js';\n",
		'boundaries/dependencies'
	],
	['src/lib/ui/Html.svelte', html, 'svelte/no-at-html-tags'],
	['src/lib/ui/Debug.svelte', '{@debug}\n', 'svelte/no-at-debug-tags'],
	['src/lib/ui/log.ts', "console.error('seen');\n", 'no-console'],
	[
		'src/lib/ui/silenced.ts',
		"/* eslint-disabl\x65 no-console */\nconsole.error('seen');\n",
		'no-console'
	],
	[
		'src/lib/ui/path.ts',
		'export const load = (name: string) => import(name);\n',
		'no-restricted-syntax'
	],
	[
		'src/lib/ui/glob.ts',
		"export const all = import.meta.glob('./*.ts');\n",
		'no-restricted-syntax'
	],
	['src/lib/ui/lost.ts', 'export const lost = () => { void Promise.reject(new Error()); };\n'],
	[
		'src/lib/ui/floating.ts',
		'export const lost = () => { Promise.reject(new Error()); };\n',
		'@typescript-eslint/no-floating-promises'
	],
	[
		'src/lib/ui/any.ts',
		'export const any = (value: any): string => String(value);\n',
		'@typescript-eslint/no-explicit-any'
	],
	[
		'src/lib/ui/ignored.ts',
		'// @ts-ignor\x65: planted\nexport const one = 1;\n',
		'@typescript-eslint/ban-ts-comment'
	],
	['src/lib/ui/short.ts', longFunction(57)],
	['src/lib/ui/long.ts', longFunction(60), 'max-lines-per-function'],
	['src/lib/ui/long.test.ts', longFunction(60)],
	['src/lib/ui/full.ts', lines(301, 'export {};'), 'max-lines'],
	['src/lib/ui/Full.svelte', lines(301, '<p>line</p>'), 'max-lines'],
	['src/lib/elsewhere/file.ts', 'export {};\n', 'boundaries/no-unknown-files'],
	['src/lib/flows/shared.ts', 'export {};\n', 'boundaries/no-unknown-files'],
	['src/params/locale.ts', "import { one } from '$lib/base/one';\nexport const two = one;\n"],
	[
		'src/params/locale.test.ts',
		"import { expect } from 'vitest';\nimport { two } from './locale';\nexpect(two).toBe(2);\n"
	],
	[
		'src/lib/i18n/testing.ts',
		"import { readFileSync } from 'node:fs';\nimport { expect } from 'vitest';\nexport { expect, readFileSync };\n"
	],
	[
		'src/lib/i18n/texts.ts',
		"import { expect } from './testing';\nexport const text = expect;\n",
		'boundaries/dependencies'
	],
	['src/lib/i18n/texts.test.ts', "import { expect } from './testing';\nexpect(1).toBe(1);\n"],
	['src/lib/base/one.ts', 'export const one = 1;\n'],
	['src/hooks.server.ts', "export { readFileSync } from 'node:fs';\n"],
	['src/hooks.client.ts', "export { readFileSync } from 'node:fs';\n", 'boundaries/dependencies']
];

describe('house rules', () => {
	let found: Finding[] = [];
	beforeAll(() => {
		found = lintPlanted(new Map(planted.map(([path, text]) => [path, text])));
	}, 240_000);

	const rulesFor = (path: string) =>
		found.filter(({ file }) => file === path).map((one) => one.rule);

	test.each(planted.filter(([, , rule]) => rule !== undefined))(
		'%s breaks a rule',
		(path, _, rule) => {
			expect(rulesFor(path)).toContain(rule);
		}
	);

	test.each(planted.filter(([, , rule]) => rule === undefined))('%s may do this', (path) => {
		expect(rulesFor(path)).toEqual([]);
	});
});
