import type { PortalConfig } from '$lib/base/config';

/**
 * Shows the operator's theme and accent. The colours that follow from the accent are calculated by
 * script that only a portal with an accent loads.
 */
export async function applyLook({ theme, accentColor }: PortalConfig): Promise<void> {
	const { dataset, style } = document.documentElement;
	if (theme === 'system') delete dataset.theme;
	else dataset.theme = theme;
	if (!accentColor) return;
	// Without it the page keeps its own accent until the next visit.
	const accent = await import('$lib/ui/accent').catch(() => undefined);
	for (const [name, value] of Object.entries(accent?.accentTokens(accentColor) ?? {})) {
		style.setProperty(name, value);
	}
}
