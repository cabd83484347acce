import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import SideNav from './SideNav.svelte';
import { words } from './test-snippet';

const items = [
	{ href: '/account', label: 'Overview', current: true },
	{ href: '/account/emails', label: 'Emails', current: false }
];
const show = () =>
	render(SideNav, { label: 'Account', menuLabel: 'Menu', items, foot: words('At the foot') });
const menu = () => screen.getByRole('button', { name: 'Menu' });
const isOpen = () => menu().getAttribute('aria-expanded') === 'true';

describe('SideNav', () => {
	it('is a landmark with a list of links, the present page marked', () => {
		show();
		const nav = within(screen.getByRole('navigation', { name: 'Account' }));
		const links = nav.getAllByRole('link');
		expect(nav.getAllByRole('listitem')).toHaveLength(2);
		expect(links.map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
			['Overview', '/account'],
			['Emails', '/account/emails']
		]);
		expect(links.map((link) => link.getAttribute('aria-current'))).toEqual(['page', null]);
		expect(nav.getByText('At the foot')).toBeTruthy();
	});

	it('opens and closes by its button, which says what it opens', async () => {
		show();
		expect(isOpen()).toBe(false);
		await fireEvent.click(menu());
		expect(isOpen()).toBe(true);
		const list = document.getElementById(menu().getAttribute('aria-controls') ?? '');
		expect(list?.contains(screen.getByRole('link', { name: 'Emails' }))).toBe(true);
		expect(list?.classList.contains('open')).toBe(true);
		await fireEvent.click(menu());
		expect(isOpen()).toBe(false);
		expect(list?.classList.contains('open')).toBe(false);
	});

	it('closes when one has chosen', async () => {
		show();
		await fireEvent.click(menu());
		const link = screen.getByRole('link', { name: 'Emails' });
		link.addEventListener('click', (event) => event.preventDefault());
		await fireEvent.click(link);
		expect(isOpen()).toBe(false);
	});

	it('closes by Escape, and gives the focus back; closed, it leaves the focus alone', async () => {
		show();
		const link = screen.getByRole('link', { name: 'Emails' });
		link.focus();
		await fireEvent.keyDown(link, { key: 'Escape' });
		expect(document.activeElement).toBe(link);
		await fireEvent.click(menu());
		await fireEvent.keyDown(link, { key: 'a' });
		expect(isOpen()).toBe(true);
		await fireEvent.keyDown(link, { key: 'Escape' });
		expect(isOpen()).toBe(false);
		expect(document.activeElement).toBe(menu());
	});
});
