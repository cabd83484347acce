import { render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { expect, test } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import type { Event } from '../states';
import { form, open, withEmail } from '../testing';
import Form from './Form.svelte';

const sent = form(open, { typed: withEmail, faults: { email: { kind: 'emailTaken' } } });
const show = (state = sent) => {
	const events: Event[] = [];
	const props = {
		state,
		busy: undefined,
		onevent: (event: Event) => events.push(event),
		onunnamed: () => undefined
	};
	return { ...render(Form, { props, context: textsFor('register') }), events };
};
const field = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name });

async function type(input: HTMLInputElement, value: string): Promise<void> {
	input.value = value;
	input.dispatchEvent(new InputEvent('input', { bubbles: true }));
	await tick();
}

test('what was sent before is there, to be corrected', () => {
	show();
	expect(field('Username').value).toBe('ada');
	expect(field(/^Email/).value).toBe('ada@example.org');
});

test('a field that is emptied stays empty, whatever the homeserver answers meanwhile', async () => {
	const { rerender } = show();
	await type(field(/^Email/), '');
	await rerender({ state: { ...sent, policy: { minimumLength: 12 } } });
	expect(field(/^Email/).value).toBe('');
});

test('what an earlier visit brings does not replace what was typed meanwhile', async () => {
	const { rerender } = show(form(open));
	await type(field('Username'), 'eve');
	await rerender({ state: form(open, { typed: withEmail }) });
	expect(field('Username').value).toBe('eve');
	expect(field(/^Email/).value).toBe('ada@example.org');
});

test('the token that an address brings is kept while the homeserver is not known', async () => {
	const typed = { ...withEmail, token: 'invite-1' };
	const { events, container } = show(form(open, { typed }));
	container.querySelector('form')?.requestSubmit();
	await tick();
	expect(events).toMatchObject([{ type: 'submitted', typed: { ...typed, password: {} } }]);
});
