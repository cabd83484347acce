import type { Flow, Hold } from './flow.svelte';

/** What a view sees of a flow. */
export type FlowView<State extends { step: string }, Event> = Pick<
	LateFlow<State, Event, { run: string }>,
	'state' | 'busy' | 'hold' | 'send'
>;

/**
 * A flow whose machine comes after its first view: the view is drawn from the initial state and
 * takes presses at once; what was sent meanwhile is not lost, it happens when the machine is there.
 */
export class LateFlow<State extends { step: string }, Event, Command extends { run: string }> {
	#initial: State;
	#flow = $state.raw<Flow<State, Event, Command>>();
	#early = $state.raw<readonly Event[]>([]);

	constructor(initial: State) {
		this.#initial = initial;
	}

	/** The machine has come: it opens with its own event, then hears what was sent before. */
	arrive(flow: Flow<State, Event, Command>, opening: Event): void {
		this.#flow = flow;
		for (const event of [opening, ...this.#early]) flow.send(event);
		this.#early = [];
	}

	get state(): State {
		return this.#flow?.state ?? this.#initial;
	}

	/** The command under way; `early` while something waits for the machine. */
	get busy(): Command['run'] | 'early' | undefined {
		return this.#early.length > 0 ? 'early' : this.#flow?.busy;
	}

	get hold(): Hold | undefined {
		return this.#flow?.hold;
	}

	get crash(): Error | undefined {
		return this.#flow?.crash;
	}

	send(event: Event): void {
		if (this.#flow) this.#flow.send(event);
		else this.#early = [...this.#early, event];
	}

	dispose(): void {
		this.#flow?.dispose();
	}
}
