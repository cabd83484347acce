import { beforeEach, expect, it } from 'vitest';
import { defaultConfig } from '$lib/base/config';
import { applyLook } from './look';

const html = document.documentElement;

beforeEach(() => {
	html.removeAttribute('style');
	html.removeAttribute('data-theme');
});

it.each(['light', 'dark'] as const)('shows the operator’s %s theme', async (theme) => {
	await applyLook({ ...defaultConfig, theme });
	expect(html.dataset.theme).toBe(theme);
});

it('leaves the theme to the system, also after an earlier visit knew another', async () => {
	html.dataset.theme = 'dark';
	await applyLook(defaultConfig);
	expect(html.dataset.theme).toBeUndefined();
});

it('sets the accent and what follows from it', async () => {
	await applyLook({ ...defaultConfig, accentColor: '#5b3fb0' });
	expect(html.style.getPropertyValue('--accent')).toContain('#5b3fb0');
	expect(html.style.getPropertyValue('--on-accent')).not.toBe('');
});

it('leaves the accent alone where the operator has none', async () => {
	await applyLook(defaultConfig);
	expect(html.style.getPropertyValue('--accent')).toBe('');
});
