/**
 * Puts the focus on the first field of a form that is told to be wrong, so that nobody has to look
 * for it.
 * @returns whether there is one
 */
export function focusFault(form: HTMLFormElement): boolean {
	const field = form.querySelector<HTMLElement>('[aria-invalid="true"]');
	field?.focus();
	return field !== null;
}
