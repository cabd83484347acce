import { expect, test } from 'vitest';
import { keptEmail } from './kept-email';

test.each([
	[' Ada@Example.ORG ', 'ada@example.org'],
	// As Synapse 1.163.2 answers it.
	['Straße@Bei-Groß.test', 'strasse@bei-groß.test'],
	['ΝΙΚΟΣ@example.org', 'νικοσ@example.org'],
	['a@b@c', 'a@b@c'],
	['nobody', 'nobody'],
	['', '']
])('%j is kept as %j', (typed, kept) => {
	expect(keptEmail(typed)).toBe(kept);
});
