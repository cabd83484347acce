import { describe, expect, test } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { perform } from './perform';
import { login, scriptedPorts, type Script } from './ports-testing';
import type { Command } from './states';
import { otherServer, password, provider, returned, server, typed, withPassword } from './testing';

async function run(command: Command, script: Script = {}) {
	const ports = scriptedPorts(script);
	return { ports, result: await perform(command, ports, new AbortController().signal) };
}

describe('locate', () => {
	test('the operator’s homeserver', async () => {
		const { result } = await run({ run: 'locate' }, { config: { defaultServer: server } });
		expect(result).toEqual(ok({ type: 'located', server }));
	});

	test('the one of the address, and nobody’s', async () => {
		const { ports, result } = await run({ run: 'locate' }, { preselected: 'other.org' });
		expect(result).toEqual(ok({ type: 'located', server: otherServer }));
		expect(ports.homeservers.find.mock.lastCall?.[0]).toBe('other.org');
		expect((await run({ run: 'locate' })).result).toEqual(ok({ type: 'located' }));
	});

	test('one that is not found', async () => {
		const find = fail({ kind: 'homeserverNotFound', host: 'x' });
		expect((await run({ run: 'locate' }, { preselected: 'x', find })).result).toEqual(find);
	});
});

describe('offer', () => {
	test('comes with a device ID of our own', async () => {
		const { result } = await run({ run: 'offer', server });
		const offered = { type: 'offered', server, offer: withPassword, deviceId: 'DEVICE' };
		expect(result).toEqual(ok(offered));
	});

	test('that is not to be had', async () => {
		const offer = fail({ kind: 'unreachable' });
		expect((await run({ run: 'offer', server }, { offer })).result).toEqual(offer);
	});
});

describe('find', () => {
	const find: Command = { run: 'find', serverName: 'other.org', typed };

	test('the homeserver of a Matrix ID', async () => {
		const { result } = await run(find);
		const place = { server: otherServer, foundAs: 'other.org' };
		expect(result).toEqual(ok({ type: 'found', place, typed }));
	});

	test('nothing is asked where the operator fixes the homeserver', async () => {
		const { ports, result } = await run(find, { config: { disableCustomUrls: true } });
		expect(result).toEqual(fail({ kind: 'homeserverFixed', host: 'other.org' }));
		expect(ports.homeservers.find).not.toHaveBeenCalled();
	});

	test('nobody waits for a name that is mistyped', async () => {
		const { result } = await run(find, { find: fail({ kind: 'unreachable' }) });
		expect(result).toEqual(fail({ kind: 'homeserverNotFound', host: 'other.org' }));
		const offline = fail({ kind: 'offline' });
		expect((await run(find, { find: offline })).result).toEqual(offline);
	});
});

describe('signIn', () => {
	const identifier = { user: 'ada' };
	const signIn: Command = { run: 'signIn', server, identifier, password, deviceId: 'OURS' };

	test('keeps the session of this tab', async () => {
		const { ports, result } = await run(signIn);
		expect(result).toEqual(ok({ type: 'signedIn', userId: '@ada:example.org' }));
		const given = { identifier, password, deviceId: 'OURS', deviceName: 'Vestibule' };
		expect(ports.signIn.withPassword.mock.lastCall?.slice(0, 2)).toEqual([server, given]);
		expect(ports.keepLogin).toHaveBeenCalledExactlyOnceWith(server, login);
	});

	test('refused, nothing is kept', async () => {
		const refused = fail({ kind: 'signInRefused' });
		const { ports, result } = await run(signIn, { signIn: [refused] });
		expect(result).toEqual(refused);
		expect(ports.keepLogin).not.toHaveBeenCalled();
	});

	test('answered when the page has gone, nothing is kept', async () => {
		const ports = scriptedPorts();
		const leaving = new AbortController();
		const answer = perform(signIn, ports, leaving.signal);
		leaving.abort();
		await expect(answer).rejects.toThrow();
		expect(ports.keepLogin).not.toHaveBeenCalled();
	});
});

describe('single sign-on', () => {
	test('the page leaves, and tells when it is shown again', async () => {
		const ports = scriptedPorts();
		const signal = new AbortController().signal;
		const back = perform({ run: 'leave', server, provider }, ports, signal);
		expect(ports.leave).toHaveBeenCalledExactlyOnceWith(
			{ server, provider: 'Example ID' },
			'https://matrix.example.org/sso/oidc-a?to=https://portal.example.org/login'
		);
		dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
		expect(await back).toEqual(ok({ type: 'cameBack' }));
	});

	test('what it sent back makes a session', async () => {
		const { ports, result } = await run({ run: 'redeem', returned });
		expect(result).toEqual(ok({ type: 'signedIn', userId: '@ada:example.org' }));
		expect(ports.keepLogin).toHaveBeenCalledExactlyOnceWith(server, login);
		const redeem = fail({ kind: 'ssoExpired' });
		expect((await run({ run: 'redeem', returned }, { redeem })).result).toEqual(redeem);
	});
});

test('going on ends the page: nothing comes of it', async () => {
	const ports = scriptedPorts();
	const leaving = new AbortController();
	const never = perform({ run: 'goOn' }, ports, leaving.signal);
	expect(ports.goOn).toHaveBeenCalledOnce();
	leaving.abort();
	await expect(never).rejects.toThrow();
});
