import { render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import Notice from './Notice.svelte';
import { words } from './test-snippet';

const children = words('The homeserver cannot be reached.');

describe('Notice', () => {
	it('is an alert or a status when it is told so, and plain text otherwise', async () => {
		const { rerender } = render(Notice, { children, kind: 'danger', role: 'alert' });
		expect(screen.getByRole('alert').textContent).toContain('The homeserver cannot be reached.');
		await rerender({ role: 'status' });
		expect(screen.queryByRole('status')).not.toBeNull();
		await rerender({ role: undefined });
		expect(screen.queryByRole('status')).toBeNull();
		expect(screen.queryByRole('alert')).toBeNull();
	});

	it('has a picture of its kind that is not read out', async () => {
		const { container, rerender } = render(Notice, { children, kind: 'info' });
		const picture = () => container.querySelector('svg[aria-hidden="true"] path')?.outerHTML;
		const seen = new Set([picture()]);
		for (const kind of ['good', 'warn', 'danger'] as const) {
			await rerender({ kind });
			seen.add(picture());
		}
		expect(seen.size).toBe(4);
	});

	it('keeps technical text behind its label, as text', () => {
		render(Notice, { children, detail: '<b>M_UNKNOWN</b>', detailLabel: 'Details' });
		const details = screen.getByRole('group');
		expect(details.hasAttribute('open')).toBe(false);
		expect(details.textContent).toContain('Details');
		expect(details.textContent).toContain('<b>M_UNKNOWN</b>');
	});

	it('has no details where there are none', () => {
		render(Notice, { children, detailLabel: 'Details' });
		expect(screen.queryByText('Details')).toBeNull();
	});

	it('offers the way on', () => {
		render(Notice, { children, action: words('Try again') });
		expect(screen.queryByText('Try again')).not.toBeNull();
	});
});
