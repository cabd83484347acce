import type { MessageKey } from './keys';

/** One page's texts in one language, compiled: plain data that travels in the page's HTML. */
export interface PageTexts {
	locale: string;
	messages: Readonly<Record<string, Message>>;
}

/**
 * A message as `@lingui/message-utils` compiles it: text, and a list for each placeholder, with its
 * name, its kind (`plural`, `select`) and its choices.
 */
export type Message = readonly (string | readonly unknown[])[];

/** What a message's placeholders stand for. */
export type Values = Readonly<Record<string, string | number>>;

/** Gives the text of a key in the page's language. */
export type Translate = (key: MessageKey, values?: Values) => string;

/**
 * A key without a text cannot happen unless a page uses an area that it does not carry: it stops
 * development, tests and the build at once. In a visitor's browser nobody can act on a raw key, and
 * what stands around it mostly explains it: it reads as nothing, and is reported as an error.
 */
function missing(locale: string, key: string): string {
	const error = new Error(`No text for "${key}" in "${locale}" on this page`);
	if (import.meta.env.DEV || import.meta.env.SSR) throw error;
	reportError(error);
	return '';
}

/**
 * Whether a number is written alike in every language of the portal. The browser's own table of
 * languages is not asked for such a one: that takes it many times as long as the rest of the page.
 */
const isPlain = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < 1000;

/**
 * Makes the translating function over a page's texts. It stands on the way to the first form, where
 * the compiler's own run time would weigh four times as much.
 */
export function translator({ locale, messages }: PageTexts): Translate {
	const write = (message: Message, values: Values, count = 0): string =>
		message
			.map((part) => (typeof part === 'string' ? plain(part, count) : fill(part, values)))
			.join('');

	const format = (value: number) =>
		isPlain(value) ? String(value) : new Intl.NumberFormat(locale).format(value);
	const plain = (part: string, count: number) => (part === '#' ? format(count) : part);

	function fill([name, kind, choices]: readonly unknown[], values: Values): string {
		const value = values[String(name)] ?? '';
		if (typeof choices !== 'object' || choices === null)
			return typeof value === 'number' ? format(value) : value;
		const forms = choices as Readonly<Record<string, Message | undefined>>;
		const form = kind === 'plural' ? new Intl.PluralRules(locale).select(Number(value)) : value;
		const chosen = forms[value] ?? forms[form] ?? forms.other;
		return write(chosen ?? [], values, Number(value));
	}

	return (key, values = {}) => {
		const message = messages[key];
		return message ? write(message, values) : missing(locale, key);
	};
}
