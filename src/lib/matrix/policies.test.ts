import { expect, test } from 'vitest';
import { policiesFor } from './policies';

const at = (language: string) => ({ name: `Terms ${language}`, url: `https://a.test/${language}` });
const terms = (policy: Record<string, unknown>) => ({ policies: { terms: policy } });
const only = (params: unknown, languages: string[]) => {
	const documents = policiesFor(params, languages);
	if (!documents.ok) throw new Error(documents.error.kind);
	expect(documents.value).toHaveLength(1);
	return documents.value[0];
};

test('lists each document as the homeserver names it', () => {
	const params = {
		policies: {
			privacy_policy: { version: '1.0', en: { name: 'Privacy', url: 'https://a.test/p?v=1.0' } },
			terms_of_service: { version: '2', en: { name: 'Terms', url: 'https://a.test/t' } }
		}
	};
	expect(policiesFor(params, ['en'])).toEqual({
		ok: true,
		value: [
			{ id: 'privacy_policy', name: 'Privacy', url: 'https://a.test/p?v=1.0', version: '1.0' },
			{ id: 'terms_of_service', name: 'Terms', url: 'https://a.test/t', version: '2' }
		]
	});
});

test.each([
	[['de', 'en'], ['en', 'fr', 'de'], 'de'],
	[['de-AT', 'en'], ['en', 'de'], 'de'],
	[['de'], ['en', 'de-CH'], 'de-CH'],
	[['pt-BR'], ['pt', 'pt-br'], 'pt-br'],
	[['fr', 'de'], ['de', 'en'], 'de'],
	[['ja'], ['fr', 'en', 'de'], 'en'],
	[['ja'], ['fr', 'de'], 'fr'],
	[[], ['fr', 'en'], 'en']
])('for a reader of %j chooses from %j the one in %s', (languages, has, chosen) => {
	const policy = Object.fromEntries(has.map((language) => [language, at(language)]));
	expect(only(terms(policy), languages)).toEqual({ id: 'terms', ...at(chosen) });
});

test.each([
	'javascript:alert(1)',
	'data:text/html,x',
	'/relative',
	'https://a:b@a.test/',
	'',
	5,
	null,
	undefined
])('a document with the link %j is listed by its name alone', (url) => {
	expect(only(terms({ en: { name: 'Terms', url } }), ['en'])).toEqual({
		id: 'terms',
		name: 'Terms'
	});
});

test('a link in another language is better than none', () => {
	const policy = { de: { name: 'Bedingungen', url: 'javascript:x' }, en: at('en') };
	expect(only(terms(policy), ['de'])).toEqual({ id: 'terms', ...at('en') });
});

test('a document without a readable name is named by its identifier', () => {
	expect(only(terms({ en: { name: 5, url: 'https://a.test/' } }), ['en'])).toEqual({
		id: 'terms',
		name: 'terms',
		url: 'https://a.test/'
	});
	expect(only(terms({ version: 5, en: 'https://a.test/' }), ['en'])).toEqual({
		id: 'terms',
		name: 'terms'
	});
});

test('names are one short line of text', () => {
	const { name } = only(terms({ en: { name: `<b>\n\u202e${'x'.repeat(500)}` } }), ['en']) ?? {};
	expect(name).toHaveLength(120);
	expect(name).toMatch(/^<b> x+$/);
});

test.each([
	['nothing', undefined],
	['text', 'terms'],
	['no policies', {}],
	['policies of another type', { policies: ['terms'] }],
	['a policy of another type', { policies: { terms: 'https://a.test/' } }],
	['an empty list', { policies: {} }],
	[
		'an endless list',
		{ policies: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`p${String(i)}`, {}])) }
	]
])('%s is a bad answer', (_name, params) => {
	expect(policiesFor(params, ['en'])).toEqual({ ok: false, error: { kind: 'badAnswer' } });
});
