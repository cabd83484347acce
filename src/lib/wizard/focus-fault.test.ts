import { expect, test } from 'vitest';
import { focusFault } from './focus-fault';

function formOf(...faulty: boolean[]): HTMLFormElement {
	const form = document.createElement('form');
	for (const invalid of faulty) {
		const field = document.createElement('input');
		field.setAttribute('aria-invalid', String(invalid));
		form.append(field);
	}
	document.body.replaceChildren(form);
	return form;
}

test('focuses the first field that is wrong', () => {
	const form = formOf(false, true, true);
	expect(focusFault(form)).toBe(true);
	expect(document.activeElement).toBe(form.elements[1]);
});

test('leaves the focus where it is when nothing is wrong', () => {
	const form = formOf(false, false);
	expect(focusFault(form)).toBe(false);
	expect(document.activeElement).toBe(document.body);
});
