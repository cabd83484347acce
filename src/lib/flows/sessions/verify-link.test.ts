import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { ok } from '$lib/base/result';
import { showPage } from './page-testing';
import { info } from './testing';

const linkTo = (name: string) => screen.queryByRole('link', { name })?.getAttribute('href');

async function show(locale?: string) {
	showPage(
		[info('A&B', { name: 'Laptop' }), info('C', { name: 'Phone' }), info('D', { name: 'Script' })],
		{ publicKeys: ok({ crossSigning: true, withKeys: ['HERE', 'A&B', 'C'], verified: ['C'] }) },
		locale
	);
	await screen.findByText('Laptop');
}

test('what is not verified leads to where it can be', async () => {
	await show();
	const task = '/account/encryption?task=verify&from=sessions';
	expect(linkTo('Verify Laptop')).toBe(`${task}&device_id=A%26B`);
	// For the session of this page, the address names none.
	expect(linkTo('Verify Portal')).toBe(task);
});

test('what is verified, and what has no keys, does not', async () => {
	await show();
	expect(linkTo('Verify Phone')).toBeUndefined();
	expect(linkTo('Verify Script')).toBeUndefined();
	expect(screen.getAllByText('Not verified')).toHaveLength(2);
	expect(screen.getAllByText('Verified')).toHaveLength(1);
});

test('the language stays', async () => {
	await show('de');
	expect(linkTo('Laptop verifizieren')).toMatch(/^\/de\/account\/encryption\?/);
});
