import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import { currentAccount, keepAccount, packed, type Account } from './account';
import { followTabs, newerTokens, sayEnded, sayRenewed } from './tabs';

const account: Account = {
	server: { baseUrl: 'https://matrix.example.org', serverName: 'example.org' },
	userId: '@ada:example.org',
	deviceId: 'ABC',
	accessToken: new Secret('syt_0'),
	refreshToken: new Secret('syr_0')
};
const newer: Account = { ...account, accessToken: new Secret('syt_2'), generation: 2 };
const token = () => currentAccount()?.accessToken.reveal();

const ended = vi.fn();
let other: BroadcastChannel;
let stop: () => void;

/** Another tab of the browser says something; resolves when all tabs have heard it. */
async function hear(message: unknown): Promise<void> {
	other.postMessage(message);
	await told();
}

/** Resolves when everything said so far has arrived: messages come in their order. */
async function told(): Promise<void> {
	const ping = new BroadcastChannel('vestibule.session');
	const end = new BroadcastChannel('vestibule.session');
	const heard = new Promise((resolve) => {
		end.addEventListener('message', ({ data }) => data === 'end' && resolve(undefined));
	});
	ping.postMessage('end');
	await heard;
	ping.close();
	end.close();
}

beforeEach(() => {
	localStorage.clear();
	sessionStorage.clear();
	ended.mockClear();
	other = new BroadcastChannel('vestibule.session');
	stop = followTabs(ended);
	keepAccount(account);
});
afterEach(() => {
	stop();
	other.close();
	vi.unstubAllGlobals();
});

describe('following the other tabs', () => {
	test('takes the tokens of a tab that has renewed, once', async () => {
		await hear({ word: 'renewed', account: packed(newer) });
		expect(token()).toBe('syt_2');
		await hear({ word: 'renewed', account: packed({ ...account, generation: 1 }) });
		expect(token()).toBe('syt_2');
	});

	test.each<[string, Partial<Account>]>([
		['another session', { deviceId: 'XYZ' }],
		['somebody else', { userId: '@eve:example.org' }],
		['another homeserver', { server: { baseUrl: 'https://evil.example', serverName: 'x' } }]
	])('leaves the tokens of %s', async (_name, other) => {
		await hear({ word: 'renewed', account: packed({ ...newer, ...other }) });
		expect(token()).toBe('syt_0');
	});

	test('answers who asks for newer tokens, where it has any', async () => {
		const heard = vi.fn();
		other.onmessage = ({ data }) => {
			heard(data);
		};
		await hear({ word: 'newer', deviceId: 'ABC', than: 0 });
		expect(heard).not.toHaveBeenCalledWith(expect.objectContaining({ word: 'renewed' }));
		keepAccount(newer);
		await hear({ word: 'newer', deviceId: 'XYZ', than: 0 });
		expect(heard).not.toHaveBeenCalledWith(expect.objectContaining({ word: 'renewed' }));
		await hear({ word: 'newer', deviceId: 'ABC', than: 1 });
		await told();
		expect(heard).toHaveBeenCalledWith({
			word: 'renewed',
			account: packed(newer)
		});
	});

	test('hears that its session was signed out, and no other', async () => {
		sayEnded({ ...account, deviceId: 'XYZ' });
		sayEnded({ ...account, userId: '@eve:example.org' });
		await told();
		expect(ended).not.toHaveBeenCalled();
		sayEnded(account);
		await told();
		expect(ended).toHaveBeenCalledOnce();
	});

	test('hears nothing after it has stopped', async () => {
		stop();
		sayEnded(account);
		sayRenewed(newer);
		await told();
		expect(ended).not.toHaveBeenCalled();
		expect(token()).toBe('syt_0');
	});

	test.each([
		null,
		'renewed',
		{ word: 'renewed' },
		{ word: 'renewed', account: { deviceId: 'ABC' } },
		{ word: 'ended', session: { deviceId: 'ABC' } },
		{ word: 'else' }
	])('makes nothing of %j', async (message) => {
		await hear(message);
		expect(token()).toBe('syt_0');
		expect(ended).not.toHaveBeenCalled();
	});

	test('says of a signed-out session who it was, and no token', async () => {
		const heard = vi.fn();
		other.onmessage = ({ data }) => {
			heard(JSON.stringify(data));
		};
		sayEnded(account);
		await told();
		expect(heard.mock.calls.join()).toContain('ABC');
		expect(heard.mock.calls.join()).not.toMatch(/syt_|syr_/);
	});
});

describe('asking for newer tokens', () => {
	test('gives those of a tab that has them', async () => {
		other.onmessage = ({ data }) => {
			if ((data as { word: string }).word === 'newer') sayRenewed(newer);
		};
		const found = await newerTokens(account, 5_000);
		expect(found?.accessToken.reveal()).toBe('syt_2');
	});

	test('ends in time when nobody has any, or only old ones', async () => {
		other.onmessage = ({ data }) => {
			if ((data as { word: string }).word === 'newer') sayRenewed(account);
		};
		expect(await newerTokens(account, 50)).toBeUndefined();
	});
});

test('without channels every tab is on its own', async () => {
	vi.stubGlobal('BroadcastChannel', undefined);
	followTabs(ended)();
	sayRenewed(newer);
	sayEnded(account);
	expect(await newerTokens(account, 10)).toBeUndefined();
	expect(ended).not.toHaveBeenCalled();
});
