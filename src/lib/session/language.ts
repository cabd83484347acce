import * as z from 'zod/mini';
import { readStored, writeStored } from './storage';

const KEY = 'language';

/** Keeps the language that a person chose, for all later visits. */
export function rememberLanguage(locale: string): void {
	writeStored('browser', KEY, locale);
}

/** The language that the person chose earlier, if any. */
export function rememberedLanguage(): string | undefined {
	return readStored('browser', KEY, z.string());
}
