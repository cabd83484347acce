import { render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import Progress from './Progress.svelte';

const bar = () => screen.getByRole<HTMLProgressElement>('progressbar', { name: 'Keys' });

it('shows how far it is, and says more in words where there are any', async () => {
	const { rerender } = render(Progress, { props: { label: 'Keys', share: 0.25 } });
	expect(bar().value).toBe(0.25);
	expect(document.querySelector('.hint')).toBeNull();
	await rerender({ share: 0.5, hint: '1 of 2' });
	expect(bar().value).toBe(0.5);
	expect(screen.getByText('1 of 2').className).toContain('hint');
});

it('what is not known is not finished', () => {
	render(Progress, { props: { label: 'Keys', share: undefined } });
	expect(bar().position).toBe(-1);
});
