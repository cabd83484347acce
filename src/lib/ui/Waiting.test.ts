import { render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { words } from './test-snippet';
import Waiting from './Waiting.svelte';

it('says in words what is waited for', () => {
	render(Waiting, { children: words('Waiting for the homeserver') });
	const status = screen.getByRole('status');
	expect(status.textContent.trim()).toBe('Waiting for the homeserver');
	expect(status.firstElementChild?.getAttribute('aria-hidden')).toBe('true');
});
