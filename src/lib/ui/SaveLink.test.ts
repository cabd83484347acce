import { render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import SaveLink from './SaveLink.svelte';
import { words } from './test-snippet';

const revoked: string[] = [];
const saved: string[] = [];

beforeEach(() => {
	revoked.length = 0;
	saved.length = 0;
	URL.createObjectURL = () => 'blob:made';
	URL.revokeObjectURL = (url) => revoked.push(url);
	vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
		this: HTMLAnchorElement
	) {
		saved.push(`${this.download} from ${this.href}`);
	});
});
afterEach(() => vi.restoreAllMocks());

test('saves the file at once, once, and can do so again until the page is left', async () => {
	const props = { file: new Blob(['x']), name: 'x.txt', children: words('Save') };
	const { rerender, unmount } = render(SaveLink, { props });
	const link = screen.getByRole<HTMLAnchorElement>('link', { name: 'Save' });
	expect(link.download).toBe('x.txt');
	await rerender({ name: 'y.txt' });
	expect(saved).toEqual(['x.txt from blob:made']);
	expect(revoked).toEqual([]);
	unmount();
	expect(revoked).toEqual(['blob:made']);
});
