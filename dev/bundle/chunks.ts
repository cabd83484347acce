/** What is asked about a module: who imports it, statically and dynamically. */
export interface ModuleGraph {
	getModuleInfo(id: string): Importers | null;
}

export interface Importers {
	importers: readonly string[];
	dynamicImporters: readonly string[];
}

/** Without the query that Vite puts behind some paths, and with slashes only. */
const plain = (id: string): string => id.replace(/\?.*$/, '').replaceAll('\\', '/');

/** What runs on every page: SvelteKit's own entries, and what the root layout shows. */
const everyPage =
	/\/(kit\/src\/runtime\/client\/entry\.js|generated\/client-optimized\/app\.js|src\/routes\/\+layout\.svelte)$/;

/**
 * What every page asks for as soon as its form works: the checks of config.json, the first ports to
 * the homeserver, and what is shown when something fails, which SvelteKit itself fetches at once.
 * One file, although they are imported one by one.
 */
const soon =
	/\/src\/(lib\/(base\/config|matrix\/(discovery|first-ports))\.ts|routes\/(late\.ts|\+error\.svelte))$/;

/** The runner of all flows: a form is drawn without it, and other pages have to wait for it anyway. */
const runner = '/src/lib/wizard/flow.svelte.ts';

/** What every page of an account asks through, with the renewal of tokens and the table of errors. */
const ports = '/src/lib/matrix/security.ts';
const layer = '/src/lib/matrix/';

/** Where the machine of a flow begins: its binding, where the page imports it when it is drawn. */
const machine = /\/src\/lib\/flows\/([^/]+)\/binding\.ts$/;

/** The section whose first form pays for every kilobyte: what it does not need is not in the core. */
const FIRST = 'register';

/** The sections with a form that people come for: what they load next is what every page loads next. */
const FORMS = [FIRST, 'login', 'recover'];

/** In place of a section, for what every page loads. */
const EVERY = '*';

/** The section with many pages: their styles are one file, for its name is in the script of all pages. */
const MANY = 'account';
const style = /[?&]type=style\b/;
const isMany = (section: string): boolean => section === MANY || section === LAST;

/** The section for operators: nobody else's files may grow or split by what it shares with them. */
const LAST = 'help-desk';

/** What is no part of a page's picture, so that pages need it late or not at all. */
const unseen = /\/(src\/lib\/(base|session|uia|matrix)|node_modules\/zod)\//;

/** What is around all pages of a section: it must not bring along the machine of a page elsewhere. */
const frame = /\/src\/routes\/(.+)\/\+layout\.svelte$/;

const onePage = /\/src\/routes\/(.+)\/\+page\.svelte$/;

/** The first segment of a page's path after the language: its section of the site. */
function sectionOf(page: string): string {
	const segments = page.split('/').filter((segment) => !segment.startsWith('['));
	return segments[0] ?? '';
}

/** Every module that leads to this one, itself included. */
function ancestors(id: string, next: (id: string) => readonly string[]): Set<string> {
	const found = new Set([id]);
	for (const each of found) {
		for (const importer of next(each)) found.add(importer);
	}
	return found;
}

/** The pages among them; those of the last section only where there are no others. */
function pagesAmong(ids: Iterable<string>): Set<string> {
	const pages = [...ids].flatMap((id) => onePage.exec(plain(id))?.[1] ?? []);
	const others = pages.filter((page) => sectionOf(page) !== LAST);
	return new Set(others.length > 0 ? others : pages);
}

/** A page, the frame of a section, or what every page runs: what a visitor asks for. */
const isEnd = (id: string): boolean =>
	[onePage, frame, everyPage].some((end) => end.test(plain(id)));

/** All that lead to a module, now or later. */
const users = (id: string, graph: ModuleGraph): Set<string> =>
	ancestors(id, (each) => {
		const info = isEnd(each) ? null : graph.getModuleInfo(each);
		return info ? [...info.importers, ...info.dynamicImporters] : [];
	});

/**
 * The sections in which something leads to a module later; `EVERY` for what every page loads later. The
 * last section does not count: others would pay for it.
 */
function lateSections(id: string, pages: ReadonlySet<string>, graph: ModuleGraph): Set<string> {
	const ends = [...users(id, graph)].map(plain).filter(isEnd);
	const sections = ends.flatMap((end) => {
		const place = onePage.exec(end)?.[1] ?? frame.exec(end)?.[1];
		if (place === undefined) return EVERY;
		return pages.has(place) ? [] : sectionOf(place);
	});
	return new Set(sections.filter((section) => section !== LAST));
}

/** Why a file exists; the first that applies to a module takes it, with all that it imports. */
const reasons = ['core', 'soon', 'views', 'shared', 'section', 'page', 'ports', 'machine'] as const;
type Reason = (typeof reasons)[number];

/**
 * The file that a module of the client goes into, and why. `core` is what every page runs, and what
 * registration shares with other sections: a file of its own would be one request more for each of
 * them. `soon` is what every page loads next, `views` what the first forms show later and other pages
 * at once, `shared` what several sections but not registration share, `section` what only the pages
 * of one section share, `page` the rest of a page, `ports` what the pages of an account ask through,
 * `machine` what a page loads next itself.
 * @returns undefined for what is only imported dynamically: there the bundler's own choice is right
 */
export function chunkOf(
	id: string,
	graph: ModuleGraph
): { reason: Reason; name: string } | undefined {
	if (plain(id).endsWith(runner)) return { reason: 'soon', name: 'soon' };
	const all = ancestors(id, (each) => graph.getModuleInfo(each)?.importers ?? []);
	const paths = [...all].map(plain);
	const pages = pagesAmong(all);
	const sections = new Set([...pages].map(sectionOf));
	if (paths.some((path) => everyPage.test(path)) || (sections.size > 1 && sections.has(FIRST))) {
		return { reason: 'core', name: 'core' };
	}
	if (paths.some((path) => soon.test(path))) {
		// A style is a request that what it belongs to waits for: in the page it is a few bytes.
		const name = style.test(id) ? 'core' : 'soon';
		return { reason: name, name };
	}
	const [page] = pages;
	if (page === undefined)
		return portsOf(plain(id), paths) ?? machineOf(all, graph) ?? frameOf(id, paths, graph);
	const late = lateSections(id, pages, graph);
	const isUnseen = unseen.test(plain(id));
	if ([EVERY, ...FORMS].some((section) => late.has(section))) {
		const name = isUnseen ? 'soon' : 'views';
		return { reason: name, name };
	}
	const isLate = isUnseen && late.size > 0;
	if (isLate) late.forEach((section) => sections.add(section));
	if (sections.size > 1) return { reason: 'shared', name: 'shared' };
	const section = sectionOf(page);
	if (pages.size > 1 || isLate || (isMany(section) && style.test(id))) {
		return { reason: 'section', name: `section-${section}` };
	}
	return { reason: 'page', name: `page-${page}` };
}

function portsOf(
	id: string,
	paths: readonly string[]
): { reason: Reason; name: string } | undefined {
	const isAsked = id.includes(layer) && paths.some((path) => path.endsWith(ports));
	return isAsked ? { reason: 'ports', name: 'security' } : undefined;
}

function machineOf(
	ids: ReadonlySet<string>,
	graph: ModuleGraph
): { reason: Reason; name: string } | undefined {
	const bindings = [...ids].filter((id) => machine.test(plain(id)));
	// A binding that comes with its view is part of a page, or of a task that few people ever load.
	if (bindings.every((id) => !graph.getModuleInfo(id)?.dynamicImporters.length)) return undefined;
	const [flow, ...others] = new Set(bindings.flatMap((id) => machine.exec(plain(id))?.[1] ?? []));
	const isForMore = others.length > 0 || [...ids].some((id) => frame.test(plain(id)));
	if (flow !== undefined && isForMore) return { reason: 'soon', name: 'soon' };
	return flow === undefined ? undefined : { reason: 'machine', name: `machine-${flow}` };
}

/**
 * What the frames of two sections share, and nobody else has use for, is with what the pages of the
 * first one share: they have it in any case.
 */
function frameOf(
	id: string,
	paths: readonly string[],
	graph: ModuleGraph
): { reason: Reason; name: string } | undefined {
	const sections = new Set(paths.flatMap((path) => frame.exec(path)?.[1] ?? []).map(sectionOf));
	const first = [...sections].find((section) => section !== LAST);
	if (sections.size < 2 || first === undefined) return undefined;
	const isAlsoElsewhere = [...users(id, graph)].some(
		(each) => isEnd(each) && !frame.test(plain(each))
	);
	return isAlsoElsewhere ? undefined : { reason: 'section', name: `section-${first}` };
}

/**
 * The bundler's groups. On a phone a request costs more than a few bytes do, so there are as few
 * files as can be.
 */
export const chunkGroups = reasons.map((reason) => ({
	debugName: reason,
	name: (id: string, graph: ModuleGraph): string | null => {
		const chunk = chunkOf(id, graph);
		return chunk?.reason === reason ? chunk.name : null;
	}
}));
