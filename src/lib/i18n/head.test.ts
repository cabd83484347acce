import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import source from './head.js?raw';
import { headScript } from './head-script';
import { answer, windowAt, type Page } from './head-testing';

const run = (page: Page) => {
	runInNewContext(headScript(source, ['en', 'de']), page.browser);
};

describe('the fetch of config.json', () => {
	it.each([
		['http://host/register', '.', 'http://host/config.json'],
		['http://host/de/register', '..', 'http://host/config.json'],
		['http://host/portal/de/register', '..', 'http://host/portal/config.json']
	])('begins at once at %s', (url, root, config) => {
		const page = windowAt(url, { root });
		run(page);
		expect(page.fetched).toEqual([config]);
	});

	it('is handed to the app, which can ask again', async () => {
		const page = windowAt('http://host/');
		run(page);
		await answer(page, { status: 404, text: 'Not found' });
		await expect(page.browser.__vestibule?.config).resolves.toMatchObject({ status: 404 });
		void page.browser.__vestibule?.ask();
		expect(page.fetched).toHaveLength(2);
	});

	it('answers undefined without a network', async () => {
		const page = windowAt('http://host/');
		run(page);
		await answer(page, undefined);
		await expect(page.browser.__vestibule?.config).resolves.toBeUndefined();
	});
});

describe('what the page loads next', () => {
	const ahead = '/_app/soon.js /_app/machine.js';
	const fetchedBy = async (given: Parameters<typeof answer>[1]) => {
		const page = windowAt('http://host/portal/de/register', { root: '..', ahead });
		run(page);
		expect(page.preloaded).toEqual([]);
		await answer(page, given);
		return page.preloaded;
	};

	it.each([[{ brand: 'Example' }], [{ status: 404, text: '' }], [undefined]])(
		'is fetched ahead once config.json has come, or not: %o',
		async (given) => {
			expect(await fetchedBy(given)).toEqual([
				{ rel: 'modulepreload', href: 'http://host/portal/_app/soon.js' },
				{ rel: 'modulepreload', href: 'http://host/portal/_app/machine.js' }
			]);
		}
	);

	it('is nothing where the page names nothing', async () => {
		const page = windowAt('http://host/');
		run(page);
		await answer(page, {});
		expect(page.preloaded).toEqual([]);
	});
});

describe('the theme of the operator', () => {
	it('is worn as soon as it is known, and at once on the next visit', async () => {
		const page = windowAt('http://host/');
		run(page);
		expect(page.dataset.theme).toBeUndefined();
		await answer(page, { default_theme: 'dark' });
		expect(page.dataset.theme).toBe('dark');

		const next = windowAt('http://host/');
		for (const [name, value] of page.stored) next.stored.set(name, value);
		run(next);
		expect(next.dataset.theme).toBe('dark');
	});

	it('is left to the browser when it is the system’s, or none', async () => {
		const page = windowAt('http://host/');
		run(page);
		await answer(page, { default_theme: 'system' });
		expect(page.dataset.theme).toBeUndefined();
	});
});

describe('a form that is submitted early', () => {
	const submit = (page: Page) => {
		const button = { setAttribute: vi.fn() };
		const event = { preventDefault: vi.fn(), target: { id: 'details' }, submitter: button };
		page.listeners.get('submit')?.(event);
		return { event, button };
	};

	it('is held, remembered, and its button says so', () => {
		const page = windowAt('http://host/register');
		run(page);
		const { event, button } = submit(page);
		expect(event.preventDefault).toHaveBeenCalledOnce();
		expect(button.setAttribute).toHaveBeenCalledWith('aria-busy', 'true');
		expect(page.browser.__vestibule?.form).toBe('details');
	});

	it('is left alone once the app is there', () => {
		const page = windowAt('http://host/register');
		run(page);
		if (page.browser.__vestibule) page.browser.__vestibule.live = true;
		const { event } = submit(page);
		expect(event.preventDefault).not.toHaveBeenCalled();
		expect(page.browser.__vestibule?.form).toBeUndefined();
	});
});

describe('headScript', () => {
	it('has no comments, no indentation and the languages of the build', () => {
		expect(headScript('// why\n\tf(__LANGUAGES__);\n\n', ['en', 'de'])).toBe('f(["en","de"]);');
	});
});
