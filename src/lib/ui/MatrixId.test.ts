import { render } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import MatrixId from './MatrixId.svelte';

function shown(id: string) {
	const { container } = render(MatrixId, { id });
	return container.querySelector('bdi');
}

describe('MatrixId', () => {
	it.each(['@anna:example.org', '@anna:[::1]:8448', '@anna', ''])('shows "%s" as it is', (id) => {
		expect(shown(id)?.textContent).toBe(id);
	});

	it("may break before the server's name", () => {
		const breaks = shown('@anna:example.org:8448')?.querySelector('wbr');
		expect(breaks?.previousSibling?.textContent).toBe('@anna');
		expect(breaks?.nextSibling?.textContent).toBe(':example.org:8448');
	});

	it('is left alone by translators', () => {
		expect(shown('@anna:example.org')?.getAttribute('translate')).toBe('no');
	});

	it('shows markup as text', () => {
		expect(shown('@<b>anna</b>:example.org')?.querySelector('b')).toBeNull();
	});
});
