const PORTION = 40;

/**
 * How much of a long list is drawn: some at once, the rest in portions between which the page
 * answers to whoever types or scrolls. For use in a component's initialisation.
 */
export function growing(length: () => number): { readonly size: number } {
	let size = $state(PORTION);
	$effect(() => {
		if (size >= length()) return;
		const timer = setTimeout(() => (size += PORTION), 16);
		return () => {
			clearTimeout(timer);
		};
	});
	return {
		get size() {
			return size;
		}
	};
}
