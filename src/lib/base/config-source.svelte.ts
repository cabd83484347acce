import type { ConfigFault, ParsedConfig, PortalConfig } from './config';
import type { ConfigAnswer } from './early-page';

/** How far the operator's configuration is known. */
export type ConfigState =
	| { phase: 'waiting' }
	/** The file cannot be reached; it is asked for again by itself. */
	| { phase: 'unreachable' }
	| { phase: 'wrong'; faults: readonly ConfigFault[] }
	| { phase: 'ready'; config: PortalConfig };

/** The checks of config.ts, which come after the first form can be used. */
export interface ConfigReader {
	parseConfigText: (text: string) => ParsedConfig;
	defaultConfig: PortalConfig;
}

/** What the source needs of the world around it. */
export interface ConfigSurroundings {
	/** The request that the head of the page has begun. */
	first: Promise<ConfigAnswer>;
	/** Asks once more. */
	ask: () => Promise<ConfigAnswer>;
	reader: () => Promise<ConfigReader>;
	/** Resolves after that many milliseconds, or earlier when there is a reason to try again. */
	pause: (ms: number) => Promise<void>;
}

const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 30_000;

/** Gets the operator's configuration, however long it takes. */
export class ConfigSource {
	/** For what is shown. */
	state = $state.raw<ConfigState>({ phase: 'waiting' });
	/** Resolves once a right file, or none, is known; never when the file is wrong. */
	readonly known: Promise<PortalConfig>;

	constructor(surroundings: ConfigSurroundings) {
		this.known = new Promise((resolve) => {
			void this.#take(surroundings, resolve);
		});
	}

	async #take(around: ConfigSurroundings, resolve: (config: PortalConfig) => void): Promise<void> {
		let answer = around.first;
		for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
			const state = await read(around, answer);
			this.state = state;
			if (state.phase === 'ready') resolve(state.config);
			if (state.phase !== 'unreachable') return;
			await around.pause(pause);
			answer = around.ask();
		}
	}
}

async function read(
	around: ConfigSurroundings,
	answer: Promise<ConfigAnswer>
): Promise<ConfigState> {
	try {
		const [reader, given] = await Promise.all([around.reader(), answer]);
		if (given?.status === 404 || given?.status === 410) {
			return { phase: 'ready', config: reader.defaultConfig };
		}
		if (given?.status !== 200) return { phase: 'unreachable' };
		const parsed = reader.parseConfigText(given.text);
		if (!parsed.ok) return { phase: 'wrong', faults: parsed.faults };
		return { phase: 'ready', config: parsed.config };
	} catch {
		// The script with the checks could not be loaded.
		return { phase: 'unreachable' };
	}
}
