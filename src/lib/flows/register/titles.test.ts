import { expect, test } from 'vitest';
import { translateFor } from '$lib/i18n/testing';
import type { State } from './states';
import { states } from './testing';
import { titleOf } from './titles';

const form = 'Create your account';

test.each<[State['step'], string]>([
	['loading', form],
	['unnamed', form],
	['form', form],
	['unavailable', form],
	['closed', form],
	['elsewhere', form],
	['returning', form],
	['policies', 'Review the policies'],
	['stage', 'One more step at the homeserver'],
	['email', 'Check your email'],
	['address', 'Use another address'],
	['resume', 'You have begun an account'],
	['ready', 'Your account is ready']
])('%s has the heading that people look for', (step, title) => {
	expect(titleOf(states[step], translateFor('register'))).toBe(title);
});
