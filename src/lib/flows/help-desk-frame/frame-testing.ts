import type { Component, Snippet } from 'svelte';
import { render } from '@testing-library/svelte';
import { configKey } from '$lib/base/config-context';
import { defaultConfig } from '$lib/base/config';
import { textsFor } from '$lib/i18n/testing';
import type { Portal } from '$lib/matrix/context';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { words } from '$lib/ui/test-snippet';

/**
 * The frame around a page.
 * @param helpDesk unknown: the configuration has not come yet
 */
export function showFrame(
	frame: Component<{ children: Snippet }>,
	portal: Partial<Portal>,
	helpDesk: boolean | 'unknown'
) {
	const config = {
		...defaultConfig,
		features: { ...defaultConfig.features, helpDesk: helpDesk === true }
	};
	const state = helpDesk === 'unknown' ? { phase: 'loading' } : { phase: 'ready', config };
	const context = new Map<symbol, unknown>([...textsFor('help-desk'), [configKey, { state }]]);
	const shown = withPortal<{ children: Snippet }>(frame, portalOf(portal));
	return render(shown, { props: { children: words('The page') }, context });
}
