import { onMount } from 'svelte';
import { loadLater } from '$lib/base/pieces';
import { idle } from './idle';

/** What a page that comes in pieces is made of. */
export interface Pieces<Machine, Later> {
	/** Loads the machine of the flow. */
	machine: () => Promise<Machine>;
	/** Called while the machine is on its way, in a browser only: both take their time. */
	first: () => void;
	/** The machine has come. */
	begin: (machine: Machine) => void;
	/** Whether the form works; reactive. */
	works: () => boolean;
	/** Loads what comes after the form. */
	later: () => Promise<Later>;
	/** Called when that is asked for. */
	rest: () => void;
	/** The page goes. */
	leave: () => void;
}

/**
 * A page whose form is drawn, and takes what is typed, before anything else of it has come: then
 * comes its machine, and, once the form works, what nobody waits for. To be called while a component
 * is initialised.
 * @returns what comes after the form, as soon as it is there
 */
export function inPieces<Machine, Later>(
	pieces: Pieces<Machine, Later>
): { readonly later: Later | undefined } {
	let later = $state.raw<Later>();
	let machine: Promise<Machine>;
	const leaving = new AbortController();

	$effect.pre(() => {
		machine = loadLater(pieces.machine, leaving.signal);
		pieces.first();
	});

	onMount(() => {
		machine.then(pieces.begin, () => undefined);
		return () => {
			pieces.leave();
			leaving.abort();
		};
	});

	$effect(() => {
		if (pieces.works()) void idle().then(loadTheRest);
	});

	function loadTheRest() {
		if (later || leaving.signal.aborted) return;
		pieces.rest();
		loadLater(pieces.later, leaving.signal).then(
			(loaded) => (later = loaded),
			() => undefined
		);
	}

	return {
		get later() {
			return later;
		}
	};
}
