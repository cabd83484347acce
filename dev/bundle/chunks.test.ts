import { describe, expect, test } from 'vitest';
import { chunkGroups, chunkOf } from './chunks.ts';

const site = '/site/src';
const page = (path: string) => `${site}/routes/[[locale=locale]]/${path}+page.svelte`;
const layout = `${site}/routes/+layout.svelte`;
const error = `${site}/routes/+error.svelte`;
const module = `${site}/lib/module.ts`;

/** A graph of who imports whom; a name in brackets imports dynamically. */
function graph(importers: Record<string, string[]>) {
	return {
		getModuleInfo: (id: string) => {
			const all = importers[id] ?? [];
			return {
				importers: all.filter((each) => !each.startsWith('(')),
				dynamicImporters: all.flatMap((each) => /^\((.*)\)$/.exec(each)?.[1] ?? [])
			};
		}
	};
}

const fileOf = (importers: string[], more: Record<string, string[]> = {}, id = module) =>
	chunkOf(id, graph({ [id]: importers, ...more }))?.name;

/** Flows whose bindings are loaded when their pages are drawn. */
const drawn = (...flows: string[]) =>
	Object.fromEntries(
		flows.map((flow) => [`${site}/lib/flows/${flow}/binding.ts`, [`(${page(`${flow}/`)})`]])
	);

describe('chunkOf', () => {
	test('what the root layout imports is in the core, however far away', () => {
		expect(fileOf([layout])).toBe('core');
		expect(fileOf(['/a.ts'], { '/a.ts': ['/b.ts'], '/b.ts': [layout] })).toBe('core');
	});

	test('so is what starts every page', () => {
		const kit = '/site/node_modules/@sveltejs/kit/src/runtime/client/entry.js';
		const app = '/site/.svelte-kit/generated/client-optimized/app.js';
		expect(fileOf([kit])).toBe('core');
		expect(chunkOf(app, graph({}))?.name).toBe('core');
	});

	test('so is what registration shares with another section', () => {
		expect(fileOf([page('register/'), page('verified/')])).toBe('core');
		expect(fileOf([page(''), page('register/')])).toBe('core');
	});

	test('what other sections share is kept away from the first form', () => {
		expect(fileOf([page('account/'), page('verified/')])).toBe('shared');
		expect(fileOf([page('login/'), page('account/emails/')])).toBe('shared');
	});

	test('what only the pages of one section share is in a file of that section', () => {
		expect(fileOf([page('account/'), page('account/emails/')])).toBe('section-account');
	});

	test('what one page imports is in a file with that page', () => {
		const own = fileOf([page('register/')]);
		expect(own).toBe(chunkOf(page('register/'), graph({}))?.name);
		expect(own).not.toBe(fileOf([page('login/')]));
		expect(own).not.toBe('core');
	});

	test('also when something that is loaded later imports it too', () => {
		const later = `${site}/lib/flows/register/later.ts`;
		expect(fileOf([page('register/'), later], { [later]: [] })).toBe(fileOf([page('register/')]));
	});

	test('what every page asks for once its form works is in one file', () => {
		const config = `${site}/lib/base/config.ts`;
		const ports = `${site}/lib/matrix/first-ports.ts`;
		const zod = '/site/node_modules/zod/mini/index.js';
		const late = { [config]: [`(${layout})`], [ports]: [`(${layout})`] };
		expect(fileOf([`(${layout})`], {}, config)).toBe('soon');
		expect(fileOf([config, ports, page('account/')], late, zod)).toBe('soon');
	});

	test('so is what a page has at once and another one later, if it is not to be seen', () => {
		const store = `${site}/lib/session/storage.ts`;
		const later = `${site}/lib/flows/register/later.ts`;
		const by = (path: string) => ({ [later]: [`(${page(path)})`] });
		expect(fileOf([page('account/'), later], by('register/'), store)).toBe('soon');
		expect(fileOf([page('register/'), later], by('register/'), store)).toMatch(/^page-/);
	});

	test('also when several sections have it at once', () => {
		const store = `${site}/lib/session/storage.ts`;
		const machine = `${site}/lib/flows/register/binding.ts`;
		const pages = [page('account/'), page('verified/')];
		expect(fileOf([...pages, machine], drawn('register'), store)).toBe('soon');
		expect(fileOf(pages, drawn('register'), store)).toBe('shared');
	});

	test('what the first forms show later and another page at once is in one file', () => {
		const button = `${site}/lib/ui/Dialog.svelte`;
		const later = `${site}/lib/flows/register/later.ts`;
		const by = (path: string) => ({ [later]: [`(${page(path)})`] });
		expect(fileOf([page('account/'), later], by('register/'), button)).toBe('views');
		expect(fileOf([page('account/'), page('verified/'), later], by('recover/'), button)).toBe(
			'views'
		);
		expect(fileOf([page('account/'), later], by('account/emails/'), button)).toMatch(/^page-/);
	});

	test('what pages that are no first forms have at once and later is not everybody’s', () => {
		const tasks = `${site}/lib/base/key-tasks.ts`;
		const later = `${site}/lib/flows/encryption/later.ts`;
		const by = (path: string) => ({ [later]: [`(${page(path)})`] });
		expect(fileOf([page('account/'), later], by('account/encryption/'), tasks)).toBe(
			'section-account'
		);
		expect(fileOf([page('verified/'), later], by('account/'), tasks)).toBe('shared');
	});

	test('what a section’s frame has as well is that section’s', () => {
		const record = `${site}/lib/session/visit-record.ts`;
		const frame = `${site}/routes/[[locale=locale]]/help-desk/+layout.svelte`;
		const app = '/site/.svelte-kit/generated/client-optimized/app.js';
		const desk = [page('help-desk/'), page('help-desk/record/')];
		expect(fileOf([...desk, frame], { [frame]: [`(${app})`] }, record)).toBe('section-help-desk');
	});

	test('a style that what comes soon would wait for is in the core', () => {
		const view = `${site}/routes/WrongConfig.svelte`;
		const late = { [view]: [`${site}/routes/late.ts`] };
		expect(fileOf([view], late, `${view}?svelte&type=style&lang.css`)).toBe('core');
		expect(fileOf([], late, view)).toBe('soon');
	});

	test('what nothing imports statically is left to the bundler', () => {
		expect(fileOf([])).toBeUndefined();
		expect(fileOf([`${site}/lib/flows/register/later.ts`])).toBeUndefined();
	});

	test('so is what is shown when something fails', () => {
		expect(fileOf([error])).toBe('soon');
		expect(fileOf([error, page('404/'), `${site}/routes/late.ts`])).toBe('soon');
	});

	test('so is what runs the machines, although many pages share it', () => {
		const runner = `${site}/lib/wizard/flow.svelte.ts`;
		expect(fileOf([page('verified/'), page('account/')], {}, runner)).toBe('soon');
	});

	test('what only the machine of a flow imports is in one file with it', () => {
		const machine = `${site}/lib/flows/register/binding.ts`;
		const late = drawn('register');
		expect(chunkOf(machine, graph(late))?.name).toBe('machine-register');
		expect(fileOf([machine, `${site}/lib/flows/register/later.ts`], late)).toBe('machine-register');
		expect(fileOf([machine, page('register/')], late)).toBe(fileOf([page('register/')]));
	});

	test('what the frame of a section imports as well does not bring a machine along', () => {
		const machine = `${site}/lib/flows/login/binding.ts`;
		const frame = `${site}/routes/[[locale=locale]]/account/+layout.svelte`;
		expect(fileOf([machine, frame], drawn('login'))).toBe('soon');
		expect(fileOf([frame])).toBeUndefined();
	});

	test('what the machines of two flows import is loaded by every page anyway', () => {
		const machines = ['register', 'login'].map((flow) => `${site}/lib/flows/${flow}/binding.ts`);
		const late = drawn('register', 'login');
		expect(fileOf(machines, late)).toBe('soon');
		expect(fileOf(machines.slice(1), late)).toBe('machine-login');
	});

	test('what the tasks of a page import that are loaded with their views is nobody else’s', () => {
		const flows = ['secure-backup', 'reset-encryption'].map((flow) => `${site}/lib/flows/${flow}`);
		const machines = flows.map((flow) => `${flow}/binding.ts`);
		const views = flows.map((flow) => [`${flow}/binding.ts`, [`${flow}/Task.svelte`]]);
		const tasks = flows.map((flow) => [
			`${flow}/Task.svelte`,
			[`(${page('account/encryption/')})`]
		]);
		const more = Object.fromEntries([...views, ...tasks]) as Record<string, string[]>;
		expect(fileOf(machines, more)).toBeUndefined();
	});

	test('the styles of the account’s pages are one file, their scripts are not', () => {
		const view = `${site}/lib/flows/emails/Emails.svelte`;
		const users = { [view]: [page('account/emails/')] };
		const styled = `${view}?svelte&type=style&lang.css`;
		expect(fileOf([view], users, styled)).toBe('section-account');
		expect(fileOf([page('account/emails/')], {}, view)).toMatch(/^page-/);
		expect(fileOf([page('register/')], {}, styled)).toMatch(/^page-.*register/);
	});

	test('what speaks for a signed-in person is one file, with all that only it needs', () => {
		const asUser = `${site}/lib/matrix/as-user.ts`;
		const users = { [asUser]: [`${site}/lib/matrix/security.ts`, `${site}/lib/matrix/emails.ts`] };
		expect(fileOf([asUser], users, asUser)).toBe('security');
		const tabs = `${site}/lib/session/tabs.ts`;
		expect(fileOf([asUser], { ...users, [tabs]: [asUser] }, tabs)).toBeUndefined();
	});

	test('what the help desk shares with others is where it would be without it', () => {
		const desk = page('help-desk/');
		expect(fileOf([page('account/emails/'), desk])).toMatch(/^page-.*emails/);
		expect(fileOf([page('account/'), page('account/emails/'), desk])).toBe('section-account');
		expect(fileOf([page('account/'), page('login/'), desk])).toBe('shared');
		expect(fileOf([page('register/'), desk])).not.toBe('core');
		expect(fileOf([desk, page('help-desk/record/')])).toBe('section-help-desk');
	});

	test('what it loads later does not make a piece of another page everybody’s', () => {
		const late = `${site}/lib/base/late.ts`;
		const later = (path: string) => ({ [late]: [page('account/emails/'), `(${page(path)})`] });
		expect(fileOf([], later('help-desk/'), late)).toMatch(/^page-.*emails/);
		expect(fileOf([], later('login/'), late)).toBe('soon');
	});

	test('what the frames of two sections share comes with the pages of the first', () => {
		const frames = ['account', 'help-desk'].map(
			(section) => `${site}/routes/[[locale=locale]]/${section}/+layout.svelte`
		);
		expect(fileOf(frames)).toBe('section-account');
		expect(fileOf(frames.slice(1))).toBeUndefined();
		// What every page loads later must not bring the account's pages along.
		const ports = { '/ports.ts': [`(${layout})`] };
		expect(fileOf([...frames, '/ports.ts'], ports)).toBeUndefined();
	});

	test('modules that import each other do not keep it busy for ever', () => {
		expect(fileOf(['/a.ts'], { '/a.ts': [module] })).toBeUndefined();
	});

	test('the style of a component goes where the component goes', () => {
		const style = `${site}/lib/ui/Frame.svelte?svelte&type=style&lang.css`;
		const frame = `${site}/lib/ui/Frame.svelte`;
		expect(fileOf([frame], { [frame]: [layout] }, style)).toBe('core');
	});

	test('paths of Windows are paths', () => {
		expect(fileOf(['C:\\site\\src\\routes\\+layout.svelte'])).toBe('core');
	});
});

test('the groups take every module once, what is shared before what is a page’s own', () => {
	const modules = [layout, page('register/'), page('account/'), module];
	const shared = graph({ [module]: [page('account/'), page('account/emails/')] });
	const taken = chunkGroups.map((group) => modules.filter((id) => group.name(id, shared)));
	expect(taken).toEqual([
		[layout],
		[],
		[],
		[],
		[module],
		[page('register/'), page('account/')],
		[],
		[]
	]);
});
