import { runInNewContext } from 'node:vm';
import { beforeEach, describe, expect, it } from 'vitest';
import source from './head.js?raw';
import { headScript } from './head-script';
import { answer, settle, windowAt, type Page } from './head-testing';

const run = (page: Page) => {
	runInNewContext(headScript(source, ['en', 'de']), page.browser);
};

describe('the language', () => {
	let page: Page;
	const german = () => {
		page.browser.navigator.languages = ['fr', 'de-AT', 'en'];
	};
	const goesTo = (path: string) => {
		expect(page.replaced).toEqual([path]);
		expect(page.style.visibility).toBe('hidden');
	};
	const stays = () => {
		expect(page.replaced).toEqual([]);
		expect(page.style.visibility).toBe('');
	};

	beforeEach(() => {
		page = windowAt('http://host/register?token=a#b', { page: '/register' });
	});

	it('is the stored choice, whatever the operator and the browser like', async () => {
		page.stored.set('vestibule.language', '"de"');
		run(page);
		goesTo('/de/register?token=a#b');
		await answer(page, { default_language: 'en' });
		goesTo('/de/register?token=a#b');
	});

	it('stays the stored choice when that is the page’s', async () => {
		german();
		page.stored.set('vestibule.language', '"en"');
		run(page);
		stays();
		await answer(page, { default_language: 'de' });
		stays();
	});

	it('leads to the start page of a language without a slash at the end', () => {
		page = windowAt('http://host/');
		page.stored.set('vestibule.language', '"de"');
		run(page);
		goesTo('/de');
	});

	it('keeps the folder that the site lies in', () => {
		page = windowAt('http://host/portal/register', { page: '/register' });
		page.stored.set('vestibule.language', '"de"');
		run(page);
		goesTo('/portal/de/register');
	});

	it('of a path that names it is never changed', async () => {
		page = windowAt('http://host/de/register', { lang: 'de', root: '..', page: '/register' });
		page.stored.set('vestibule.language', '"en"');
		run(page);
		await answer(page, { default_language: 'en' });
		stays();
	});

	it('is shown at once on a first visit by a reader of the page’s language', async () => {
		run(page);
		stays();
		await answer(page, {});
		stays();
	});

	it('becomes the operator’s on a first visit', async () => {
		run(page);
		await answer(page, { default_language: 'de' });
		goesTo('/de/register?token=a#b');
	});

	it('stays when somebody has typed before the operator’s is known', async () => {
		run(page);
		page.listeners.get('input')?.({});
		await answer(page, { default_language: 'de' });
		stays();
	});

	it('waits for the operator’s before a foreign page is shown', async () => {
		german();
		run(page);
		expect(page.style.visibility).toBe('hidden');
		expect(page.replaced).toEqual([]);
		await answer(page, { default_language: 'en' });
		stays();
	});

	it('is the browser’s when the operator has none', async () => {
		german();
		run(page);
		await answer(page, { status: 404, text: '' });
		goesTo('/de/register?token=a#b');
	});

	it.each([
		['is malformed', { status: 200, text: '{' }],
		['does not come', undefined],
		['names a language that the portal does not have', { default_language: 'xx' }],
		['holds something else', { default_language: 7 }]
	])('is the browser’s when the file %s', async (_, file) => {
		german();
		run(page);
		await answer(page, file);
		goesTo('/de/register?token=a#b');
	});

	it('is the browser’s when the file takes longer than a second', async () => {
		german();
		run(page);
		page.timers.find(({ ms }) => ms === 1000)?.run();
		await settle();
		goesTo('/de/register?token=a#b');
	});

	it('is known at once on the next visit', async () => {
		run(page);
		await answer(page, { default_language: 'de' });
		const next = windowAt('http://host/', {});
		for (const [name, value] of page.stored) next.stored.set(name, value);
		run(next);
		expect(next.replaced).toEqual(['/de']);
	});

	it('is the browser’s on the next visit where the operator has none', async () => {
		run(page);
		await answer(page, {});
		const next = windowAt('http://host/', {});
		next.browser.navigator.languages = ['de'];
		for (const [name, value] of page.stored) next.stored.set(name, value);
		run(next);
		expect(next.replaced).toEqual(['/de']);
	});

	it('stays the page’s when none of the browser’s is there', async () => {
		page.browser.navigator.languages = ['fr', 'ja'];
		run(page);
		await answer(page, {});
		stays();
	});

	it('shows the page again when the other one does not come', async () => {
		page.stored.set('vestibule.language', '"de"');
		run(page);
		page.timers.find(({ ms }) => ms === 3000)?.run();
		await settle();
		expect(page.style.visibility).toBe('');
	});

	it('can be had without storage', async () => {
		page.browser.localStorage = {
			getItem: () => {
				throw new Error('switched off');
			},
			setItem: () => {
				throw new Error('switched off');
			}
		};
		german();
		run(page);
		await answer(page, {});
		goesTo('/de/register?token=a#b');
	});
});
