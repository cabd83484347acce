import { beforeAll, describe, expect, test } from 'vitest';
import {
	mayImport,
	own,
	packages,
	parts,
	targetPaths,
	targets,
	type Part,
	type Target
} from './import-table.ts';
import { lintPlanted, type Finding } from './planted-project.ts';

const rule = 'boundaries/dependencies';

/** Every way to write an import; each is planted on a line of its own. */
const forms: readonly ((from: string) => string)[] = [
	(from) => `import { leaf } from '${from}';`,
	(from) => `import type { Leaf } from '${from}';`,
	(from) => `import { type Leaf as Leaf2 } from '${from}';`,
	(from) => `export { leaf as again } from '${from}';`,
	(from) => `export * from '${from}';`,
	(from) => `export const late = import('${from}');`,
	(from) => `export type Hidden = import('${from}').Leaf;`,
	(from) => `import '${from}';`
];

/** The planted module or component of a part that imports `subject`. */
function originPath(part: Part, subject: string, ending: 'ts' | 'svelte'): string {
	const name = subject.replaceAll(/[^a-z0-9]+/gi, '-');
	if (part === 'root layout') return `src/routes/+layout.${ending}`;
	if (part === 'routes') return `src/routes/[[locale=locale]]/${name}/+page.${ending}`;
	return `src/lib/${part === 'flow' ? 'flows/one' : part}/from-${name}.${ending}`;
}

const asImport = (path: string) =>
	path.startsWith('src/lib/') ? path.replace('src/lib/', '$lib/') : `/${path}`;

function importPath(part: Part, target: Target): string {
	const path = targetPaths[target];
	// Routes are outside $lib: they are reached by a relative path from two folders down.
	if (target !== 'routes') return asImport(path);
	if (part === 'root layout') return './leaf';
	if (part === 'routes') return '../../leaf';
	return part === 'flow' ? '../../../routes/leaf' : '../../routes/leaf';
}

interface Case {
	part: Part;
	subject: string;
	from: string;
	allowed: boolean;
}

const cases: Case[] = parts.flatMap((part) => [
	...targets.map((target) => ({
		part,
		subject: target,
		from: importPath(part, target),
		allowed: mayImport[part].includes(target) || own[part].includes(target)
	})),
	...packages[part].may.map((name) => ({ part, subject: name, from: name, allowed: true })),
	...packages[part].mayNot.map((name) => ({ part, subject: name, from: name, allowed: false })),
	{ part, subject: 'dev', from: '../../../dev/leaf', allowed: false },
	{ part, subject: 'missing file', from: '$lib/nowhere/leaf', allowed: false }
]);

/** The root layout is one file: its cases cannot have a file each, so each has a project of its own. */
const shared = cases.filter(({ part }) => part !== 'root layout');
const layout = cases.filter(({ part }) => part === 'root layout');

function planted(): Map<string, string> {
	const files = new Map<string, string>();
	for (const path of [...Object.values(targetPaths), 'dev/leaf']) {
		files.set(`${path}.ts`, 'export const leaf = 1;\nexport type Leaf = number;\n');
		files.set(`${path}.svelte`, '<p>leaf</p>\n');
	}
	for (const { part, subject, from } of shared) {
		files.set(originPath(part, subject, 'ts'), forms.map((form) => form(from)).join('\n'));
		files.set(originPath(part, subject, 'svelte'), component(sources(subject, from)));
	}
	const all = layout.map(({ from }) => from);
	files.set('src/routes/+layout.ts', all.map((from) => `import '${from}';`).join('\n'));
	files.set('src/routes/+layout.svelte', component(all));
	return files;
}

/** What a planted component imports: the module, and, of a part of ours, the component beside it. */
const sources = (subject: string, from: string) =>
	from.endsWith('/leaf') && subject in targetPaths ? [from, `${from}.svelte`] : [from];

/** A component whose second line and those after it import `sources`. */
function component(sources: readonly string[]): string {
	const lines = sources.map((from, index) => `\timport leaf${String(index)} from '${from}';`);
	return ['<script lang="ts">', ...lines, '</script>', ''].join('\n');
}

let found: Finding[] = [];
const linesOf = (file: string) => [
	...new Set(found.filter((one) => one.file === file && one.rule === rule).map(({ line }) => line))
];

beforeAll(() => {
	found = lintPlanted(planted());
}, 240_000);

describe('the import table', () => {
	test('has every part of the table in both directions', () => {
		expect(cases.filter(({ allowed }) => allowed).length).toBeGreaterThan(40);
		expect(cases.filter(({ allowed }) => !allowed).length).toBeGreaterThan(80);
	});

	test('every planted file was read', () => {
		expect(found.filter(({ rule: name }) => name === 'fatal')).toEqual([]);
	});

	test.each(shared.filter(({ allowed }) => !allowed))(
		'$part may not import $subject',
		({ part, subject, from }) => {
			expect(linesOf(originPath(part, subject, 'ts'))).toEqual(forms.map((_, index) => index + 1));
			expect(linesOf(originPath(part, subject, 'svelte'))).toEqual(
				sources(subject, from).map((_, index) => index + 2)
			);
		}
	);

	test.each(shared.filter(({ allowed }) => allowed))(
		'$part may import $subject',
		({ part, subject }) => {
			expect(linesOf(originPath(part, subject, 'ts'))).toEqual([]);
			expect(linesOf(originPath(part, subject, 'svelte'))).toEqual([]);
		}
	);

	test.each(layout.map((one, index) => ({ ...one, index })))(
		'root layout and $subject: allowed $allowed',
		({ allowed, index }) => {
			expect(linesOf('src/routes/+layout.ts').includes(index + 1)).toBe(!allowed);
			expect(linesOf('src/routes/+layout.svelte').includes(index + 2)).toBe(!allowed);
		}
	);
});
