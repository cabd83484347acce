import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, test, vi } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import { descriptionOf, isBusy } from '../testing';
import Policies from './Policies.svelte';

const privacy = { id: 'privacy', name: 'Privacy Policy', url: 'https://example.org/privacy' };
const terms = { id: 'terms', name: 'Terms of Use' };
const accept = () => screen.getByRole('button', { name: 'Accept' });
const box = (document: string) =>
	screen.getByRole<HTMLInputElement>('checkbox', { name: `I have read and accept ${document}` });

function show(more: { busy?: boolean; onback?: () => void } = {}) {
	const onaccept = vi.fn();
	const props = { documents: [privacy, terms], busy: false, onback: undefined, onaccept, ...more };
	return { onaccept, ...render(Policies, { props, context: textsFor('register') }) };
}

describe('each document', () => {
	test('has a link of its very name, which opens apart and gives nothing away', () => {
		show();
		const link = screen.getByRole('link', { name: 'Privacy Policy' });
		expect(link.getAttribute('href')).toBe(privacy.url);
		expect(link.getAttribute('target')).toBe('_blank');
		expect(link.getAttribute('rel')?.split(' ')).toEqual(
			expect.arrayContaining(['noopener', 'noreferrer'])
		);
		expect(descriptionOf(link)).toBe('Opens in a new tab');
	});

	test('without a usable link is named all the same, and says so', () => {
		show();
		expect(screen.getAllByRole('link')).toHaveLength(1);
		expect(screen.getByText('Terms of Use')).toBeTruthy();
		expect(screen.getByText(/gives no usable link/u)).toBeTruthy();
	});

	test('has a box of its own, which nobody has ticked before', () => {
		show();
		expect([box('Privacy Policy').checked, box('Terms of Use').checked]).toEqual([false, false]);
	});

	test('is text, whatever its name holds', () => {
		const name = '<img src=x onerror=alert(1)>';
		const props = { documents: [{ ...privacy, name }], busy: false, onback: undefined };
		render(Policies, { props: { ...props, onaccept: vi.fn() }, context: textsFor('register') });
		expect(screen.getByRole('link', { name })).toBeTruthy();
		expect(screen.queryByRole('img')).toBeNull();
	});
});

describe('accepting', () => {
	test.each(['constructor', '__proto__', 'toString'])(
		'is for the person to do, also for a document that is called %s',
		async (id) => {
			const onaccept = vi.fn();
			const props = { documents: [{ id, name: 'Odd' }], busy: false, onback: undefined, onaccept };
			render(Policies, { props, context: textsFor('register') });
			expect(box('Odd').checked).toBe(false);
			await fireEvent.submit(accept());
			expect(onaccept).not.toHaveBeenCalled();
			await fireEvent.click(box('Odd'));
			await fireEvent.submit(accept());
			expect(onaccept).toHaveBeenCalledOnce();
		}
	);

	test('needs every document: the first that is left takes the focus and says so', async () => {
		const { onaccept } = show();
		await fireEvent.click(box('Privacy Policy'));
		expect(box('Terms of Use').getAttribute('aria-invalid')).toBe('false');
		await fireEvent.submit(accept());
		expect(onaccept).not.toHaveBeenCalled();
		expect(document.activeElement).toBe(box('Terms of Use'));
		expect(box('Terms of Use').getAttribute('aria-invalid')).toBe('true');
		expect(descriptionOf(box('Terms of Use'))).toBe('Accept every document to go on.');
		expect(box('Privacy Policy').getAttribute('aria-invalid')).toBe('false');
		await fireEvent.click(box('Terms of Use'));
		expect(box('Terms of Use').getAttribute('aria-invalid')).toBe('false');
	});

	test('goes on when all are accepted, and not when one was taken back', async () => {
		const { onaccept } = show();
		for (const document of ['Privacy Policy', 'Terms of Use']) await fireEvent.click(box(document));
		await fireEvent.click(box('Privacy Policy'));
		await fireEvent.submit(accept());
		expect(onaccept).not.toHaveBeenCalled();
		await fireEvent.click(box('Privacy Policy'));
		await fireEvent.submit(accept());
		expect(onaccept).toHaveBeenCalledOnce();
	});

	test('is busy while the homeserver is told; the ticks stay', async () => {
		const { rerender } = show();
		await fireEvent.click(box('Privacy Policy'));
		await rerender({ busy: true });
		expect(isBusy(accept())).toBe(true);
		expect(box('Privacy Policy').checked).toBe(true);
	});
});

test('there is a way back as long as nothing is final', async () => {
	const onback = vi.fn();
	show({ onback });
	await fireEvent.click(screen.getByRole('button', { name: 'Back' }));
	expect(onback).toHaveBeenCalledOnce();
});

test('and none afterwards', () => {
	show();
	expect(screen.queryByRole('button', { name: 'Back' })).toBeNull();
});
