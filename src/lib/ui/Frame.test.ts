import { render, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import Frame from './Frame.svelte';
import { words } from './test-snippet';

const frame = {
	brand: 'Example.org',
	home: '/de/',
	skipLabel: 'Skip to content',
	children: words('Here')
};

describe('Frame', () => {
	it('has the three landmarks, each with its own', () => {
		render(Frame, { ...frame, footer: words('Deutsch') });
		expect(within(screen.getByRole('main')).queryByText('Here')).not.toBeNull();
		expect(within(screen.getByRole('contentinfo')).queryByText('Deutsch')).not.toBeNull();
		const home = within(screen.getByRole('banner')).getByRole('link', { name: 'Example.org' });
		expect(home.getAttribute('href')).toBe('/de/');
	});

	it('has no footer where there is nothing to put into it', () => {
		render(Frame, frame);
		expect(screen.queryByRole('contentinfo')).toBeNull();
	});

	it('begins with a way past the header, to the content', () => {
		render(Frame, frame);
		const first = screen.getAllByRole('link')[0];
		expect(first?.textContent).toBe('Skip to content');
		expect(first?.getAttribute('href')).toBe(`#${screen.getByRole('main').id}`);
		screen.getByRole('main').focus();
		expect(document.activeElement).toBe(screen.getByRole('main'));
	});

	it("shows the operator's logo instead of the doorway, and the brand in words still", async () => {
		const { container, rerender } = render(Frame, frame);
		expect(container.querySelector('header svg')).not.toBeNull();
		await rerender({ logoUrl: '/logo.png' });
		expect(container.querySelector('header svg')).toBeNull();
		expect(container.querySelector('header img')?.getAttribute('src')).toBe('/logo.png');
		expect(screen.queryByRole('link', { name: 'Example.org' })).not.toBeNull();
	});
});
