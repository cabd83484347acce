import { createRawSnippet, type Snippet } from 'svelte';

/** A snippet for component tests that renders the words in a `span`. */
export function words(text: string): Snippet {
	return createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));
}
