import { render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import LinkButton from './LinkButton.svelte';
import { words } from './test-snippet';

const children = words('Open Element');

describe('LinkButton', () => {
	it('is a link, whatever it looks like', () => {
		render(LinkButton, { children, href: '/account', variant: 'primary' });
		const link = screen.getByRole('link', { name: 'Open Element' });
		expect(link.getAttribute('href')).toBe('/account');
		expect(link.hasAttribute('target')).toBe(false);
		expect(link.classList.contains('primary')).toBe(true);
	});

	it('gives a page that opens apart no way back into this one', () => {
		render(LinkButton, { children, href: 'https://app.example.org/', apart: true });
		const link = screen.getByRole('link', { name: 'Open Element' });
		expect(link.getAttribute('target')).toBe('_blank');
		expect(link.getAttribute('rel')).toBe('noopener noreferrer');
	});
});
