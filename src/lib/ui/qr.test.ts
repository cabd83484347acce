import { render, screen } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { qrPath } from './qr';
import { readQr } from './qr-testing';
import QrCode from './QrCode.svelte';

const QUIET = 4;

/** The dark modules that a path draws. */
function darkOf(d: string): Set<string> {
	const dark = new Set<string>();
	for (const [, x, y, width] of d.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/gu))
		for (let step = 0; step < Number(width); step++) dark.add(`${Number(x) + step} ${Number(y)}`);
	return dark;
}

function read(text: string): string {
	const { d, size } = qrPath(text);
	const dark = darkOf(d);
	return readQr((x, y) => dark.has(`${x + QUIET} ${y + QUIET}`), size - 2 * QUIET);
}

describe('a QR code', () => {
	test.each([
		'hi',
		'https://matrix.to/#/%40a%3Ab.org',
		'https://matrix.to/#/%40ada%3Aexample.org',
		'https://matrix.to/#/%40ada.lovelace%3Amatrix.example.org',
		'https://matrix.to/#/%40ada.lovelace%3Aa.rather.long.name.of.a.matrix.example.org',
		`https://matrix.to/#/%40ada%3A${'x'.repeat(70)}`,
		'grüße 😀'
	])('holds %s', (text) => {
		expect(read(text)).toBe(text);
	});

	test('of another text is another', () => {
		expect(read('https://matrix.to/#/%40eve%3Aexample.org')).not.toContain('ada');
	});

	test('has four light modules around', () => {
		const { d, size } = qrPath('HI');
		expect(size).toBe(21 + 2 * QUIET);
		const edges = [...darkOf(d)].map((at) => at.split(' ').map(Number)).flat();
		expect(Math.min(...edges)).toBe(QUIET);
		expect(Math.max(...edges)).toBe(size - QUIET - 1);
	});

	test('holds the longest Matrix ID, written out', () => {
		const id = encodeURIComponent(`@${'/'.repeat(200)}:${'ü'.repeat(25)}`);
		expect(qrPath(`https://matrix.to/#/${id}`).size).toBeLessThan(177);
	});
});

test('the picture has words for whoever cannot see it, and as many units as the code', () => {
	render(QrCode, { text: 'HI', label: 'QR code of HI' });
	const picture = screen.getByRole('img', { name: 'QR code of HI' });
	expect(picture.getAttribute('viewBox')).toBe('0 0 29 29');
	expect(picture.querySelector('path')?.getAttribute('d')).toBe(qrPath('HI').d);
});
