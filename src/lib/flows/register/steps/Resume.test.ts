import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { textsFor } from '$lib/i18n/testing';
import { states } from '../testing';
import Resume from './Resume.svelte';

test.each([
	['Go on with it', 'resumed'],
	['Start a new one', 'startedAnew']
])('whoever left an account begun is asked: %s', async (name, type) => {
	const onevent = vi.fn();
	const props = { waiting: states.resume.waiting, onevent };
	render(Resume, { props, context: textsFor('register') });
	expect(screen.getByText('@ada:example.org')).toBeTruthy();
	expect(onevent).not.toHaveBeenCalled();
	await fireEvent.click(screen.getByRole('button', { name }));
	expect(onevent).toHaveBeenCalledExactlyOnceWith({ type });
});
