import { render } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import DoorDrawing from './DoorDrawing.svelte';
import EnvelopeDrawing from './EnvelopeDrawing.svelte';
import Icon from './Icon.svelte';
import KeyDrawing from './KeyDrawing.svelte';
import ShieldDrawing from './ShieldDrawing.svelte';
import * as icons from './icons';
import * as moreIcons from './more-icons';

it.each([
	['door', DoorDrawing],
	['envelope', EnvelopeDrawing],
	['key', KeyDrawing],
	['shield', ShieldDrawing]
])('the %s is a small picture that is not read out', (_, Drawing) => {
	const { container } = render(Drawing);
	expect(container.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
	expect(container.innerHTML.length).toBeLessThan(1024);
});

it.each(Object.entries({ ...icons, ...moreIcons }))('the icon %s stays on its sheet', (_, d) => {
	const { container } = render(Icon, { d });
	const svg = container.querySelector('svg');
	expect(svg?.getAttribute('aria-hidden')).toBe('true');
	const absolute = d.match(/[MLHVA][\d. ]+/g) ?? [];
	const numbers = absolute.flatMap((part) => part.match(/[\d.]+/g) ?? []).map(Number);
	expect(numbers.length).toBeGreaterThan(0);
	for (const number of numbers) expect(number).toBeLessThanOrEqual(24);
});
