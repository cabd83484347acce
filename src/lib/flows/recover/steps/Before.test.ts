import { render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import { textsFor } from '$lib/i18n/testing';
import { forgetAccount, keepAccount } from '$lib/session/account';
import { tasksHere } from '../here';
import Before from './Before.svelte';

const show = () => render(Before, { props: {}, context: textsFor('recover') });
const signIn = () =>
	keepAccount({
		server: { baseUrl: 'https://matrix.example.org', serverName: 'example.org' },
		userId: '@ada:example.org',
		deviceId: 'ABC',
		accessToken: new Secret('syt_access')
	});

afterEach(forgetAccount);

test('whoever is signed in here is led to what can be done before', async () => {
	signIn();
	show();
	const link = await screen.findByText('Test your recovery key');
	expect(link.getAttribute('href')).toBe('/account/encryption?task=test&from=recover');
	expect(screen.getByText('Export keys').getAttribute('href')).toBe(
		'/account/encryption?task=export&from=recover'
	);
});

test('nobody else is', async () => {
	expect(tasksHere()).toBeUndefined();
	show();
	await import('../here');
	await new Promise((resolve) => setTimeout(resolve, 20));
	expect(screen.queryByText('Test your recovery key')).toBeNull();
	expect(screen.getByText(/If you are not signed in anywhere/u)).toBeTruthy();
});
