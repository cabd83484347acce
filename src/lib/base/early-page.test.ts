import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { takeAsked, takeOverForms, type EarlyPage } from './early-page';

const early = (form?: string): EarlyPage => ({
	ask: () => Promise.resolve(undefined),
	config: Promise.resolve(undefined),
	...(form !== undefined && { form })
});

describe('takeOverForms', () => {
	const submitted = vi.fn((event: Event) => {
		event.preventDefault();
	});
	let button: HTMLButtonElement;

	beforeEach(() => {
		submitted.mockClear();
		const form = document.createElement('form');
		form.id = 'details';
		form.addEventListener('submit', submitted);
		button = document.createElement('button');
		button.setAttribute('aria-busy', 'true');
		form.append(button);
		document.body.replaceChildren(form);
	});

	it('lets forms work from now on', () => {
		const page = early();
		takeOverForms(page, document);
		expect(page.live).toBe(true);
		expect(submitted).not.toHaveBeenCalled();
	});

	it('submits the form that was submitted too early, and frees its button', () => {
		takeOverForms(early('details'), document);
		expect(submitted).toHaveBeenCalledOnce();
		expect(button.hasAttribute('aria-busy')).toBe(false);
	});

	it('is live before the form is submitted, so that the head lets it pass', () => {
		const page = early('details');
		submitted.mockImplementationOnce((event) => {
			event.preventDefault();
			expect(page.live).toBe(true);
		});
		takeOverForms(page, document);
		expect(submitted).toHaveBeenCalledOnce();
	});

	it.each(['', 'gone'])('does nothing when the form "%s" is not there', (id) => {
		takeOverForms(early(id), document);
		expect(submitted).not.toHaveBeenCalled();
	});

	it('does nothing to something else with that id', () => {
		button.id = 'button';
		takeOverForms(early('button'), document);
		expect(submitted).not.toHaveBeenCalled();
	});
});

describe('takeAsked', () => {
	const url = 'https://example.org/_matrix/client/v3/login';
	const answer = Promise.resolve(new Response());

	afterEach(() => {
		delete window.__vestibule;
	});

	it('gives each request that was begun once', () => {
		window.__vestibule = { ...early(), asked: new Map([[`GET ${url}`, answer]]) };
		expect(takeAsked('POST', url)).toBeUndefined();
		expect(takeAsked('GET', `${url}?a`)).toBeUndefined();
		expect(takeAsked('GET', url)).toBe(answer);
		expect(takeAsked('GET', url)).toBeUndefined();
	});

	it('gives nothing where nothing was begun', () => {
		expect(takeAsked('GET', url)).toBeUndefined();
		window.__vestibule = early();
		expect(takeAsked('GET', url)).toBeUndefined();
	});
});
