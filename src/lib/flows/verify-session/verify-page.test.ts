import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fail } from '$lib/base/result';
import { descriptionOf, isBusy, sendForm, textOf, type } from '$lib/wizard/testing';
import { button, field, heading, show } from './page-testing';

const html = document.documentElement;
const isReady = () => waitFor(() => expect(html.hasAttribute('data-ready')).toBe(true));
const wrong = fail({ kind: 'recoveryKeyWrong' } as const);
const broken = fail({ kind: 'serverFault', status: 500 } as const);

async function shown(...given: Parameters<typeof show>) {
	const page = show(...given);
	await isReady();
	return page;
}

async function enter(text: string) {
	await type(field(), text);
	await sendForm(field());
}

beforeEach(() => html.removeAttribute('data-ready'));
afterEach(() => history.replaceState(null, '', '/'));

describe('this session', () => {
	test('is verified with the recovery key, and every key is forgotten', async () => {
		const { ports } = await shown();
		expect(heading().textContent).toBe('Verify this session');
		expect(ports.encryption.load).not.toHaveBeenCalled();
		await enter(' EsTc ');
		await waitFor(() => expect(heading().textContent).toBe('This session is verified'));
		expect(ports.recoveryKeys.open.mock.lastCall?.[0].reveal()).toBe(' EsTc ');
		expect(ports.encryption.verifyThis).toHaveBeenCalledOnce();
		expect(screen.getByRole('link', { name: 'Back to encryption' })).toBeTruthy();
		await waitFor(() => expect(ports.encryption.wipe).toHaveBeenCalledOnce());
	});

	test('a wrong key is told at its field, and stays there; nothing is loaded', async () => {
		const { ports } = await shown();
		ports.recoveryKeys.open.mockResolvedValueOnce(wrong);
		await enter('wrong');
		await waitFor(() => expect(descriptionOf(field())).toMatch(/^This is not your recovery key/));
		expect(field().value).toBe('wrong');
		expect(document.activeElement).toBe(field());
		expect(screen.queryByRole('alert')).toBeNull();
		expect(ports.encryption.load).not.toHaveBeenCalled();
	});

	test('without a key nothing is asked', async () => {
		const { ports } = await shown();
		await enter('  ');
		expect(descriptionOf(field())).toMatch(/^Enter your recovery key/);
		expect(ports.recoveryKeys.open).not.toHaveBeenCalled();
	});

	test('what comes is shown, and can be cancelled: what was typed stays', async () => {
		const { ports } = await shown();
		let told: Parameters<typeof ports.encryption.load>[0] = () => undefined;
		ports.encryption.load.mockImplementationOnce((tell) => {
			told = tell;
			return new Promise(() => undefined);
		});
		await enter('a phrase');
		await waitFor(() => expect(screen.getByRole('progressbar')).toBeTruthy());
		expect(isBusy(button('Verify'))).toBe(true);
		told({ bytes: 1_048_576, of: 2_097_152 });
		await waitFor(() => expect(textOf(screen.getByRole('status'))).toMatch(/: 2 MB$/));
		await fireEvent.click(button('Cancel'));
		await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
		expect(isBusy(button('Verify'))).toBe(false);
		expect(field().value).toBe('a phrase');
	});

	test('a browser that cannot is told', async () => {
		const { ports } = await shown();
		ports.encryption.load.mockResolvedValueOnce(fail({ kind: 'cryptoUnsupported' }));
		await enter('a phrase');
		await waitFor(() =>
			expect(textOf(screen.getByRole('alert'))).toMatch(/^This browser cannot do the encryption/)
		);
		expect(field().value).toBe('a phrase');
	});

	test('is verified already', async () => {
		const { ports, unmount } = await shown({ keys: { verified: ['HERE'] } });
		expect(heading().textContent).toBe('This session is verified');
		unmount();
		// Nothing was begun, so nothing is loaded to forget it.
		expect(ports.encryption.wipe).not.toHaveBeenCalled();
		expect(ports.verification.stop).not.toHaveBeenCalled();
	});

	test('where nothing is set up, the way leads there', async () => {
		await shown({ keys: { crossSigning: false } });
		expect(heading().textContent).toBe('There is nothing to verify yet');
		const link = screen.getByRole('link', { name: 'Set up Secure Backup' });
		expect(link.getAttribute('href')).toBe('/account/encryption?task=set-up');
	});

	test('where nothing is set up, the way back stays the same', async () => {
		await shown({ keys: { crossSigning: false }, query: '&from=password' });
		const link = screen.getByRole('link', { name: 'Set up Secure Backup' });
		expect(link.getAttribute('href')).toBe('/account/encryption?task=set-up&from=password');
	});
});

describe('another session', () => {
	const query = '&device_id=PHONE&from=sessions';

	test('is verified with the recovery key, after a plain warning', async () => {
		const { ports } = await shown({ query });
		expect(heading().textContent).toBe('Verify Phone');
		expect(screen.getByText(/^Do this only for a session that you recognise/)).toBeTruthy();
		expect(screen.getByText('PHONE')).toBeTruthy();
		const out = screen.getByRole('link', { name: 'Sign it out' });
		expect(out.getAttribute('href')).toBe(
			'/account/sessions?action=org.matrix.device_delete&device_id=PHONE'
		);
		await enter('a phrase');
		await waitFor(() => expect(heading().textContent).toBe('Phone is verified'));
		expect(ports.encryption.verifyOther.mock.lastCall?.[0]).toBe('PHONE');
		expect(screen.getByRole('link', { name: 'Back to your sessions' })).toBeTruthy();
	});

	test('is compared with first, once the key is there', async () => {
		const { ports } = await shown({ query });
		await fireEvent.click(button('Compare emoji first'));
		expect(descriptionOf(field())).toMatch(/^Enter your recovery key/);
		await type(field(), 'a phrase');
		await fireEvent.click(button('Compare emoji first'));
		await waitFor(() => expect(heading().textContent).toBe('Accept on your other device'));
		await waitFor(() => expect(ports.verification.ask.mock.lastCall?.[0]).toBe('PHONE'));
		expect(ports.encryption.verifyThis).toHaveBeenCalledOnce();
		expect(screen.getByText(/^Open this session on the other device/)).toBeTruthy();
	});

	test.each([
		['&device_id=GONE', {}, 'This session is gone'],
		['&device_id=PHONE', { withKeys: [] }, 'There is nothing to verify here'],
		['&device_id=LAPTOP', {}, 'Element on Laptop is verified']
	])('%s %j: %s', async (other, keys, title) => {
		await shown({ query: other, keys });
		expect(heading().textContent).toBe(title);
	});
});

describe('when it opens', () => {
	test('a failure is told, and it can be tried again', async () => {
		show({ first: broken });
		await waitFor(() => expect(screen.getByRole('alert')).toBeTruthy());
		await fireEvent.click(button('Try again'));
		await waitFor(() => expect(field()).toBeTruthy());
	});

	test('the end of the session leads away', async () => {
		const error = { kind: 'sessionEnded', soft: false } as const;
		const { ended } = show({ first: fail(error) });
		await waitFor(() => expect(ended).toEqual([error]));
	});

	test('in German', async () => {
		await shown({ query: '&device_id=PHONE' }, 'de');
		expect(heading().textContent).toBe('Phone verifizieren');
		expect(screen.getByRole('button', { name: 'Erst Emojis vergleichen' })).toBeTruthy();
	});
});

test('leaving in the midst ends everything', async () => {
	const { ports, unmount } = await shown();
	ports.encryption.verifyThis.mockImplementation(() => new Promise(() => undefined));
	await enter('a phrase');
	await waitFor(() => expect(ports.encryption.verifyThis).toHaveBeenCalledOnce());
	unmount();
	await waitFor(() => expect(ports.encryption.wipe).toHaveBeenCalledOnce());
	// Nobody was asked, so nobody has to hear of it.
	expect(ports.verification.stop).not.toHaveBeenCalled();
});
