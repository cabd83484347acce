/**
 * Runs `then` when nothing is being pressed any more: at once as a rule; after the click when a
 * press has begun, so that what it aims at does not move from under the pointer.
 */
export function afterPress(then: () => void): void {
	if (document.querySelector('button:active, a:active, label:active')) {
		addEventListener('pointerup', () => setTimeout(then), { once: true });
	} else {
		then();
	}
}
