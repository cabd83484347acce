import { getContext, setContext } from 'svelte';
import type { PortalConfig } from './config';
import type { ConfigState } from './config-source.svelte';

interface HasConfig {
	readonly state: ConfigState;
}

/** The context's key: component tests provide `{ state: { phase: 'ready', config } }` with it. */
export const configKey = Symbol.for('vestibule.config');

/** Makes the configuration known to all components below; called by the root layout only. */
export function provideConfig(source: HasConfig): void {
	setContext(configKey, source);
}

/** The operator's configuration as a function, since it comes after the page: undefined until then. */
export function useConfig(): () => PortalConfig | undefined {
	const source = getContext<HasConfig | undefined>(configKey);
	return () => (source?.state.phase === 'ready' ? source.state.config : undefined);
}
