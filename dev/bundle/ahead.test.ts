import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Builder } from '@sveltejs/kit';
import { describe, expect, test } from 'vitest';
import { adapterAhead, filesAhead, portsAhead, withFilesAhead, withPorts } from './ahead.ts';

const manifest = {
	_core: { file: '_app/immutable/chunks/core.js', name: 'core' },
	_soon: { file: '_app/immutable/chunks/soon.js', name: 'soon' },
	_page: {
		file: '_app/immutable/chunks/page.js',
		name: 'page-register',
		dynamicImports: ['_machine', 'later.ts', 'gone.ts']
	},
	_other: {
		file: '_app/immutable/chunks/other.js',
		name: 'page-other',
		dynamicImports: ['_otherMachine']
	},
	'node.js': { file: '_app/immutable/chunks/page.js', imports: ['_page'] },
	_machine: {
		file: '_app/immutable/chunks/machine.js',
		name: 'machine-register',
		imports: ['_core', '_soon', '_shared']
	},
	_shared: { file: '_app/immutable/chunks/shared.js', name: 'shared' },
	_otherMachine: { file: '_app/immutable/chunks/other-machine.js', name: 'machine-other' },
	_section: { file: '_app/immutable/chunks/section.js', name: 'section-account' },
	'security.ts': {
		file: '_app/immutable/chunks/security.js',
		name: 'security',
		imports: ['_core', '_lists']
	},
	_lists: { file: '_app/immutable/chunks/lists.js', name: 'lists', imports: ['_tokens', '_core'] },
	_tokens: { file: '_app/immutable/chunks/tokens.js', name: 'tokens', imports: ['_lists'] },
	'later.ts': { file: '_app/immutable/chunks/later.js', name: 'later' },
	_desk: { file: '_app/immutable/chunks/desk.js', name: 'page-__locale_locale__/help-desk' },
	'admin.ts': { file: '_app/immutable/chunks/admin.js', name: 'admin', imports: ['_core'] }
};
const link = (name: string, root = '.') =>
	`<link href="${root}/_app/immutable/chunks/${name}.js" rel="modulepreload">`;
const page = (...links: string[]) =>
	`<html lang="en" data-root="." data-page="/register"><head>${links.join('')}</head></html>`;

describe('filesAhead', () => {
	test('are what every page loads next, and the machine of this page with what it imports', () => {
		const files = ['soon', 'machine', 'shared'].map((name) => `_app/immutable/chunks/${name}.js`);
		expect(filesAhead(page(link('core'), link('page')), manifest)).toEqual(files);
		expect(filesAhead(page(link('core', '../..'), link('page', '../..')), manifest)).toEqual(files);
	});

	test('are not what the page preloads anyway', () => {
		const files = filesAhead(page(link('core'), link('soon')), manifest);
		expect(files).toEqual([]);
	});
});

describe('withPorts', () => {
	test('preloads the ports of the account’s pages, with all that these lead to', () => {
		const html = withPorts(page(link('core', '..'), link('section', '..')), manifest);
		expect(html).toBe(
			page(...['core', 'section'].map((name) => link(name, '..'))).replace(
				'</head>',
				`${link('security')}${link('lists')}${link('tokens')}</head>`
			)
		);
		expect(portsAhead(html, manifest)).toEqual([]);
	});

	test('preloads the operator’s port beside the list of users', () => {
		const html = page(link('core'), link('desk'));
		expect(withPorts(html, manifest)).toBe(html.replace('</head>', `${link('admin')}</head>`));
	});

	test('leaves other pages as they are', () => {
		const html = page(link('core'), link('page'));
		expect(withPorts(html, manifest)).toBe(html);
		expect(withPorts('<html lang="en"><head></head></html>', manifest)).toMatch(/<head><\/head>/);
	});
});

describe('withFilesAhead', () => {
	test('names them from the root of the site', () => {
		expect(withFilesAhead(page(link('core')), manifest)).toContain(
			'<html lang="en" data-root="." data-ahead="/_app/immutable/chunks/soon.js" data-page='
		);
	});

	test('leaves a page without the script as it is', () => {
		const html = `<html lang="en"><head>${link('core')}</head></html>`;
		expect(withFilesAhead(html, manifest)).toBe(html);
	});

	test('leaves a page as it is where nothing comes next', () => {
		expect(withFilesAhead(page(link('core')), {})).toBe(page(link('core')));
	});
});

test('the adapter does so in every page that the other one has written', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'vestibule-ahead-'));
	const client = join(folder, 'client');
	const site = join(folder, 'site');
	await mkdir(join(client, '.vite'), { recursive: true });
	await writeFile(join(client, '.vite/manifest.json'), JSON.stringify(manifest));
	const inner = {
		name: 'inner',
		adapt: async () => {
			await mkdir(join(site, 'de'), { recursive: true });
			await writeFile(join(site, 'de/register.html'), page(link('core')));
			await writeFile(join(site, 'robots.txt'), page(link('core')));
		}
	};
	const builder = { getClientDirectory: () => client } as unknown as Builder;
	await adapterAhead(inner, site).adapt(builder);
	expect(await readFile(join(site, 'de/register.html'), 'utf8')).toContain('data-ahead=');
	expect(await readFile(join(site, 'robots.txt'), 'utf8')).not.toContain('data-ahead=');
});
