import { expect, test } from 'vitest';
import { useFaults } from './message-use.ts';

const keys = new Set(['register.title', 'register.email', 'errors.offline', 'errors.waitSeconds']);
const faults = (...texts: string[]) =>
	useFaults(
		keys,
		texts.map((text, index) => ({ path: `${index}.ts`, text }))
	);
const all =
	"t('register.title'); t('register.email'); t('errors.offline'); t('errors.waitSeconds')";

test('is content when every key is used, in any quotes', () => {
	expect(faults(all)).toEqual([]);
	expect(faults(all.replaceAll("'", '"'))).toEqual([]);
	expect(faults(all.replaceAll("'", '`'))).toEqual([]);
});

test('finds a key that no catalogue has', () => {
	expect(faults(all, "t('register.titel')")).toEqual([
		'1.ts asks for register.titel, which no catalogue has.'
	]);
});

test('finds a key that nothing shows', () => {
	expect(faults(all.replace("t('register.email');", ''))).toEqual([
		'register.email is in the catalogues, but nothing shows it.'
	]);
});

test('a key that only begins like a used one is not used', () => {
	expect(faults(all.replace("'register.title'", "'register.titles'"))).toHaveLength(2);
});

test('a pattern uses every key that it can make, and no other', () => {
	const rest = "t('register.title'); t('register.email');";
	expect(faults(rest, 't(`errors.${kind}`)')).toEqual([]);
	expect(faults(rest, 't(`errors.${kind}Seconds`)')).toEqual([
		'errors.offline is in the catalogues, but nothing shows it.'
	]);
});

test('names of files and other words with a dot are no keys', () => {
	expect(faults(all, "import x from './register.json'; // `errors.ts`", "'portal.title'")).toEqual(
		[]
	);
});
