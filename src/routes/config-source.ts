import { browser } from '$app/environment';
import { ConfigSource } from '$lib/base/config-source.svelte';
import { untilAgain } from './again';

const nothing = () => new Promise<never>(() => undefined);

/**
 * The source of the operator's configuration: takes over the request that the head has begun. While
 * pages are made beforehand, and on pages without that script, it waits for ever.
 */
export function configSource(): ConfigSource {
	const early = browser ? window.__vestibule : undefined;
	return new ConfigSource({
		first: early?.config ?? nothing(),
		ask: early?.ask ?? nothing,
		reader: () => import('$lib/base/config'),
		pause: untilAgain
	});
}
