import { afterEach, describe, expect, it, vi } from 'vitest';
import type { MessageKey } from './keys';
import { localesOf } from './locales';
import { translator } from './translate';

const unknown = 'register.unheard' as MessageKey;
const texts = {
	locale: 'en',
	messages: {
		'common.home': ['Go to ', ['place'], '.'],
		'common.help': [['count', 'plural', { one: ['#', ' day'], other: ['#', ' days'] }]]
	}
};

describe('translator', () => {
	afterEach(() => vi.unstubAllEnvs());

	it('fills placeholders', () => {
		expect(translator(texts)('common.home', { place: 'bed' })).toBe('Go to bed.');
	});

	it('leaves out a placeholder without a value', () => {
		expect(translator(texts)('common.home')).toBe('Go to .');
	});

	it('puts values in as they are, whatever they hold', () => {
		expect(translator(texts)('common.home', { place: '{count} # <b>' })).toBe(
			'Go to {count} # <b>.'
		);
	});

	it('chooses by the plural rules of the language, and writes numbers in its way', () => {
		const t = translator(texts);
		expect(t('common.help', { count: 1 })).toBe('1 day');
		expect(t('common.help', { count: 1200 })).toBe('1,200 days');
		expect(translator({ ...texts, locale: 'de' })('common.help', { count: 1200 })).toBe(
			'1.200 days'
		);
	});

	it.each(localesOf(true))(
		'writes small numbers as $code does, without asking for its way',
		({ code }) => {
			const t = translator({ ...texts, locale: code });
			const asked = vi.spyOn(Intl, 'NumberFormat');
			const written = [0, 7, 999].map((place) => t('common.home', { place }));
			expect(asked).not.toHaveBeenCalled();
			asked.mockRestore();
			const { format } = new Intl.NumberFormat(code);
			expect(written).toEqual([0, 7, 999].map((place) => `Go to ${format(place)}.`));
			expect(t('common.home', { place: -1 })).toBe(`Go to ${format(-1)}.`);
			expect(t('common.home', { place: 0.5 })).toBe(`Go to ${format(0.5)}.`);
		}
	);

	it('stops development and tests at a key without a text', () => {
		expect(() => translator(texts)(unknown)).toThrow('No text for "register.unheard" in "en"');
	});

	it('shows nothing, and reports it, in a visitor’s browser', () => {
		const report = vi.fn();
		vi.stubGlobal('reportError', report);
		vi.stubEnv('DEV', false);
		expect(translator(texts)(unknown)).toBe('');
		expect(report).toHaveBeenCalledOnce();
		vi.unstubAllGlobals();
	});
});
