/**
 * An email address as homeservers keep it: in small letters, and beyond them before the sign, as
 * Synapse has it. To the letter, or nobody is found who has it already.
 */
export function keptEmail(typed: string): string {
	const [name = '', ...domain] = typed.trim().toLowerCase().split('@');
	return [name.replaceAll('ß', 'ss').replaceAll('ς', 'σ'), ...domain].join('@');
}
