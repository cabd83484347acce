import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fail, ok } from '$lib/base/result';
import type { ComparisonEnd } from '$lib/matrix/keys-ports';
import { isBusy, textOf } from '$lib/wizard/testing';
import { button, field, heading, show } from './page-testing';
import { accepted, asked, done, ended, matched, shown } from './testing';

const status = () => textOf(screen.getByRole('status'));
const title = (text: string) => waitFor(() => expect(heading().textContent).toBe(text));

/** The page that has asked the other sessions. */
async function showAsked(...given: Parameters<typeof show>) {
	const page = show(...given);
	await waitFor(() => expect(button('Use another session')).toBeTruthy());
	await fireEvent.click(button('Use another session'));
	await waitFor(() => expect(page.ports.verification.change).toHaveBeenCalled());
	return page;
}

async function showEmoji() {
	const page = await showAsked();
	page.stand(shown);
	await title('Compare the emoji');
	return page;
}

beforeEach(() => document.documentElement.removeAttribute('data-ready'));
afterEach(() => history.replaceState(null, '', '/'));

test('asks the others, compares, and the session is verified', async () => {
	const { ports, stand } = await showAsked();
	await title('Accept on your other device');
	expect(document.activeElement).toBe(heading());
	expect(status()).toBe('Waiting until you accept there');
	const helpers = screen.getByRole('list', { name: 'Sessions that can help' });
	expect(textOf(helpers)).toBe('Element on Laptop');

	stand(accepted);
	await title('Compare the emoji');
	expect(screen.getByText('Compared with Element on Laptop.')).toBeTruthy();
	expect(status()).toBe('Both sessions prepare what is to be compared');

	stand(shown);
	const list = await screen.findByRole('list', { name: 'Emoji to compare' });
	const names = within(list).getAllByRole('listitem').map(textOf);
	expect(names).toEqual([
		'🐶Dog',
		'🐱Cat',
		'🦁Lion',
		'🐎Horse',
		'🎧Headphones',
		'📁Folder',
		'📌Pin'
	]);

	ports.verification.match.mockResolvedValueOnce(ok(matched));
	await fireEvent.click(button('They match'));
	await waitFor(() => expect(status()).toMatch(/^Waiting until you confirm it/));
	ports.security.publicKeys.mockResolvedValue(
		ok({ crossSigning: true, withKeys: ['HERE'], verified: ['HERE'] })
	);
	stand(done);
	await title('This session is verified');
	await waitFor(() => expect(ports.encryption.wipe).toHaveBeenCalledOnce());
});

test('numbers, where the other side has no emoji', async () => {
	const { stand } = await showAsked();
	stand({ at: 'shown', by: 'OTHER', sas: { kind: 'numbers', numbers: [1234, 5678, 9012] } });
	await title('Compare the numbers');
	expect(screen.getByText('Compared with OTHER.')).toBeTruthy();
	expect(textOf(screen.getByRole('list', { name: 'Numbers to compare' }))).toBe('123456789012');
});

test('a press counts once', async () => {
	const { ports } = await showEmoji();
	ports.verification.match.mockImplementation(() => new Promise(() => undefined));
	await fireEvent.click(button('They match'));
	await waitFor(() => expect(isBusy(button('They match'))).toBe(true));
	await fireEvent.click(button('They do not match'));
	await fireEvent.click(button('They match'));
	expect(ports.verification.match).toHaveBeenCalledOnce();
	expect(ports.verification.differ).not.toHaveBeenCalled();
});

test('they do not match', async () => {
	const { ports } = await showEmoji();
	ports.verification.differ.mockResolvedValueOnce(ok(ended('mismatch')));
	await fireEvent.click(button('They do not match'));
	await title('Nothing was verified');
	expect(textOf(screen.getByRole('alert'))).toMatch(/^The two sessions did not show the same/);
	expect(ports.encryption.verifyThis).not.toHaveBeenCalled();
});

describe('an end in words', () => {
	test.each<[ComparisonEnd, RegExp]>([
		['refused', /^It was cancelled on the other device/],
		['timeout', /^Nobody accepted in time/],
		['elsewhere', /^Another of your sessions/],
		['failed', /^The other session could not go on/]
	])('%s, and it can be asked again', async (why, words) => {
		const { ports, stand } = await showAsked();
		stand(ended(why));
		await title('Nothing was verified');
		expect(screen.getByText(words)).toBeTruthy();
		ports.verification.ask.mockResolvedValueOnce(ok(asked));
		await fireEvent.click(button('Ask again'));
		await title('Accept on your other device');
		expect(ports.verification.ask).toHaveBeenCalledTimes(2);
	});

	test('what another session begins then is taken up', async () => {
		const { stand } = await showAsked();
		stand(ended('refused'));
		await title('Nothing was verified');
		stand(accepted);
		await title('Compare the emoji');
	});

	test('keys of an earlier page: only the recovery key helps', async () => {
		const page = show();
		page.ports.verification.ask.mockResolvedValueOnce(ok(ended('otherKeys')));
		await waitFor(() => expect(button('Use another session')).toBeTruthy());
		await fireEvent.click(button('Use another session'));
		await title('Nothing was verified');
		expect(screen.queryByRole('button', { name: 'Ask again' })).toBeNull();
		await fireEvent.click(button('Use the recovery key'));
		await title('Verify this session');
		expect(field()).toBeTruthy();
	});

	test('both matched, and yet it is not verified', async () => {
		const { ports, stand } = await showAsked();
		stand(matched);
		await title('Compare the emoji');
		ports.security.publicKeys.mockResolvedValue(fail({ kind: 'badAnswer' }));
		stand(done);
		await waitFor(() => expect(screen.getByRole('alert')).toBeTruthy());
		ports.security.publicKeys.mockResolvedValue(
			ok({ crossSigning: true, withKeys: [], verified: ['HERE'] })
		);
		await fireEvent.click(button('Try again'));
		await title('This session is verified');
	});
});

test('cancelling ends it, and leads back to the key', async () => {
	const { ports } = await showAsked();
	await title('Accept on your other device');
	await fireEvent.click(button('Cancel'));
	await title('Verify this session');
	expect(ports.verification.stop).toHaveBeenCalledOnce();
});

test('leaving ends it, and then forgets every key', async () => {
	const { ports, unmount } = await showAsked();
	unmount();
	await waitFor(() => expect(ports.encryption.wipe).toHaveBeenCalledOnce());
	expect(ports.verification.stop).toHaveBeenCalledOnce();
});

test('where no other session is verified, none is asked', async () => {
	const { ports } = show({ keys: { verified: [] } });
	await waitFor(() => expect(button('Use another session')).toBeTruthy());
	await fireEvent.click(button('Use another session'));
	expect(status()).toMatch(/^None of your other sessions is verified/);
	expect(ports.encryption.load).not.toHaveBeenCalled();
});

test('a homeserver that does not answer is told, until it does', async () => {
	const { stand, trouble } = await showAsked();
	await title('Accept on your other device');
	trouble(fail({ kind: 'unreachable' }));
	await screen.findByText('The homeserver does not answer. This page keeps trying.');
	stand(asked);
	await waitFor(() => expect(screen.queryByText(/keeps trying/)).toBeNull());
});

test('what cannot be begun can be tried again', async () => {
	const page = show();
	page.ports.verification.ask.mockResolvedValueOnce(fail({ kind: 'refused' }));
	await waitFor(() => expect(button('Use another session')).toBeTruthy());
	await fireEvent.click(button('Use another session'));
	await waitFor(() => expect(screen.getByRole('alert')).toBeTruthy());
	await fireEvent.click(button('Try again'));
	await waitFor(() => expect(status()).toBe('Waiting until you accept there'));
});
