import { isPassing, isSessionOver, type PortalError } from '$lib/base/errors';
import { never, online, pause } from '$lib/base/pauses';
import type { Result } from '$lib/base/result';

/** A flow as its pure machine describes it. */
export interface FlowDefinition<
	State extends { step: string },
	Event,
	Command extends { run: string }
> {
	transition(state: State, event: Event): { state: State; command?: Command };
	/** Does a command. Expected failures are values; a thrown error is a bug. */
	perform(command: Command, signal: AbortSignal): Promise<Result<Event>>;
	/** The event that tells the machine of a failure which does not pass by itself. */
	failed(error: PortalError, command: Command): Event;
	/** Commands that go on unseen: they keep nothing busy, and their failures are told at once. */
	background: readonly Command['run'][];
	/**
	 * Commands with a secret that was typed in: they are not repeated by themselves. Where others wait
	 * to be tried again, their button waits, and then works again.
	 */
	byHand?: readonly Command['run'][] | ((command: Command) => boolean);
	/** The person's session is over: leaves for sign-in. The command that met it never answers. */
	ended?(error: PortalError): void;
	/** Called after each transition, for what has to survive the tab. */
	keep?(state: State): void;
}

/** A command that waits to be tried again. */
export interface Hold {
	error: PortalError;
	/** Milliseconds since the epoch; undefined while it waits for the network to come back. */
	until?: number;
	/** It is not tried again by itself: the person has to, and from `possible` on can. */
	byHand?: 'waiting' | 'possible';
}

interface Running<Command> {
	command: Command;
	controller: AbortController;
}

const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 30_000;
// Some refuse for good and call it a limit: then the person has to hear of it.
const MOST_LIMITS = 5;

/**
 * The one runner of all flows. It performs what the machine asks for, drops answers that come
 * after the flow has moved on, and waits out what passes by itself: rate limits, no network, a
 * homeserver that restarts. Nothing typed is lost meanwhile, and nothing has to be pressed again.
 */
export class Flow<State extends { step: string }, Event, Command extends { run: string }> {
	#definition: FlowDefinition<State, Event, Command>;
	#running = new Map<Command['run'], Running<Command>>();
	#state: State = $state.raw() as State;
	#busy = $state<Command['run']>();
	#hold = $state.raw<Hold>();
	#crash = $state.raw<Error>();

	constructor(definition: FlowDefinition<State, Event, Command>, initial: State) {
		this.#definition = definition;
		this.#state = initial;
	}

	get state(): State {
		return this.#state;
	}

	/** The foreground command under way, held ones included. */
	get busy(): Command['run'] | undefined {
		return this.#busy;
	}

	/** Set while the command under way waits to be tried again, or could be by hand. */
	get hold(): Hold | undefined {
		return this.#hold;
	}

	/** An error that nobody expected: a bug, for the error page. */
	get crash(): Error | undefined {
		return this.#crash;
	}

	send(event: Event): void {
		const { state, command } = this.#definition.transition(this.#state, event);
		const moved = state.step !== this.#state.step;
		this.#state = state;
		if (moved) {
			for (const run of [...this.#running.keys()]) this.#stop(run);
			this.#hold = undefined;
		}
		this.#definition.keep?.(state);
		if (command) void this.#start(command);
	}

	/** Ends everything under way; for the moment when the view goes. */
	dispose(): void {
		for (const run of [...this.#running.keys()]) this.#stop(run);
	}

	#stop(run: Command['run']): void {
		this.#running.get(run)?.controller.abort();
		this.#forget(run);
	}

	#forget(run: Command['run']): void {
		this.#running.delete(run);
		if (this.#busy !== run) return;
		this.#busy = undefined;
		this.#hold = undefined;
	}

	async #start(command: Command): Promise<void> {
		this.#stop(command.run);
		const running = { command, controller: new AbortController() };
		if (!this.#isBackground(command)) {
			// What the person asked for last counts: an earlier command that is held must not come back.
			if (this.#busy !== undefined) this.#stop(this.#busy);
			this.#hold = undefined;
			this.#busy = command.run;
		}
		this.#running.set(command.run, running);
		try {
			const event = await this.#untilItPasses(running);
			if (this.#running.get(command.run) !== running) return;
			const hold = this.#hold;
			this.#forget(command.run);
			if (event) this.send(event);
			else if (hold) this.#hold = { ...hold, byHand: 'possible' };
		} catch (error) {
			if (running.controller.signal.aborted) return;
			this.#forget(command.run);
			this.#crash = error instanceof Error ? error : new Error(String(error));
		}
	}

	#isBackground(command: Command): boolean {
		return this.#definition.background.includes(command.run);
	}

	#isByHand(command: Command): boolean {
		const { byHand = [] } = this.#definition;
		return typeof byHand === 'function' ? byHand(command) : byHand.includes(command.run);
	}

	/** The event that a command ends with; undefined when the wait is over and it is the person's turn. */
	async #untilItPasses({
		command,
		controller: { signal }
	}: Running<Command>): Promise<Event | undefined> {
		const byHand = this.#isByHand(command);
		let limits = 0;
		for (let retry = FIRST_RETRY_MS; ; retry = Math.min(retry * 2, LONGEST_RETRY_MS)) {
			const result = await this.#definition.perform(command, signal);
			signal.throwIfAborted();
			if (result.ok) return result.value;
			if (this.#definition.ended && isSessionOver(result.error)) {
				this.#definition.ended(result.error);
				return never(signal);
			}
			if (result.error.kind === 'rateLimited') limits += 1;
			if (this.#isBackground(command) || !isPassing(result.error) || limits > MOST_LIMITS)
				return this.#definition.failed(result.error, command);
			// Whether it has arrived is not known, and there is nothing to wait for.
			if (byHand && result.error.kind !== 'rateLimited' && navigator.onLine)
				return this.#definition.failed(result.error, command);
			const ms = result.error.kind === 'rateLimited' ? result.error.retryAfterMs : retry;
			const by = byHand ? ({ byHand: 'waiting' } as const) : {};
			this.#hold = navigator.onLine
				? { error: result.error, until: Date.now() + ms, ...by }
				: { error: { kind: 'offline' }, ...by };
			await (navigator.onLine ? pause(ms, signal) : online(signal));
			if (byHand) return undefined;
		}
	}
}
