import { describe, expect, test, vi } from 'vitest';
import { defaultConfig } from '$lib/base/config';
import { fail, ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { perform } from './perform';
import { done, login, refused, Scripted, stages, type Script } from './ports-testing';
import type { Command } from './states';
import {
	attemptOf,
	challenge,
	DUMMY,
	EMAIL,
	open,
	openAttempt,
	provider,
	server,
	strict,
	strictAttempt,
	TERMS,
	TOKEN,
	typed,
	withEmail,
	withToken
} from './testing';

const signal = () => new AbortController().signal;
async function run(command: Command, script: Script = {}) {
	const scripted = new Scripted(script);
	return { result: await perform(command, scripted.ports, signal()), scripted };
}

describe('locate', () => {
	const locate = (script: Script) => run({ run: 'locate' }, script);

	test('the homeserver of the operator is taken as it is', async () => {
		const { result, scripted } = await locate({ config: { defaultServer: server } });
		expect(result).toEqual(ok({ type: 'located', server }));
		expect(scripted.asked).toEqual([]);
	});

	test('its name is looked up', async () => {
		const { result, scripted } = await locate({ config: { defaultServerName: 'example.org' } });
		expect(result).toEqual(ok({ type: 'located', server }));
		expect(scripted.asked).toEqual(['find example.org']);
	});

	test('the one of the address comes first', async () => {
		const config = { defaultServer: server };
		const { scripted } = await locate({ config, preselected: 'other.org' });
		expect(scripted.asked).toEqual(['find other.org']);
	});

	test('but not where the operator fixes the homeserver', async () => {
		const config = { defaultServer: server, disableCustomUrls: true };
		const { result, scripted } = await locate({ config, preselected: 'evil.example' });
		expect(result).toEqual(ok({ type: 'located', server }));
		expect(scripted.asked).toEqual([]);
	});

	test('without any, the person has to name one', async () => {
		expect((await locate({})).result).toEqual(ok({ type: 'located' }));
	});

	test('one that cannot be found is a failure', async () => {
		const scripted = new Scripted({ preselected: 'nowhere' });
		const error = { kind: 'homeserverNotFound', host: 'nowhere' } as const;
		scripted.ports.homeservers.find = () => Promise.resolve(fail(error));
		expect(await perform({ run: 'locate' }, scripted.ports, signal())).toEqual(fail(error));
	});
});

describe('offer', () => {
	test('comes with a device ID and a client secret of our own, for whatever is repeated', async () => {
		const offer = { kind: 'open', challenge: challenge(...open), providers: [] } as const;
		const { result } = await run({ run: 'offer', server }, { offer: ok(offer) });
		expect(result).toMatchObject(ok({ type: 'offered', server, offer, deviceId: 'DEVICE' }));
		expect(result.ok && 'clientSecret' in result.value && result.value.clientSecret).toMatch(
			/^[0-9a-z]{32}$/
		);
	});

	test('switched off by the operator: closed, without asking the homeserver', async () => {
		const features = { ...defaultConfig.features, registration: false };
		const { result, scripted } = await run({ run: 'offer', server }, { config: { features } });
		expect(result).toMatchObject({ value: { offer: { kind: 'closed', providers: [] } } });
		expect(scripted.asked).toEqual([]);
	});

	test('fails with what the homeserver says', async () => {
		const error = { kind: 'serverFault', status: 500 } as const;
		expect((await run({ run: 'offer', server }, { offer: fail(error) })).result).toEqual(
			fail(error)
		);
	});
});

describe('what the form wants to know', () => {
	test('the policy; without an answer the form works as well', async () => {
		const policy = { minimumLength: 8 };
		expect((await run({ run: 'askPolicy', server }, { policy: ok(policy) })).result).toEqual(
			ok({ type: 'policyKnown', policy })
		);
		const lost = fail({ kind: 'unreachable' });
		expect((await run({ run: 'askPolicy', server }, { policy: lost })).result).toEqual(
			ok({ type: 'policyKnown', policy: {} })
		);
	});

	test('whether a name is free; a refusal is an answer', async () => {
		const command: Command = { run: 'checkName', server, name: 'ada' };
		expect((await run(command)).result).toEqual(
			ok({ type: 'nameChecked', name: 'ada', result: 'free' })
		);
		const error = { kind: 'usernameTaken' } as const;
		expect((await run(command, { available: [fail(error)] })).result).toEqual(
			ok({ type: 'nameChecked', name: 'ada', result: error })
		);
	});
});

describe('checkToken', () => {
	const attempt = attemptOf(strict, withToken);
	const command: Command = { run: 'checkToken', attempt };

	test('sends nothing but the token', async () => {
		const { result, scripted } = await run(command);
		expect(result).toEqual(ok({ type: 'tokenChecked', attempt }));
		expect(scripted.asked).toEqual(['token invite-1']);
	});

	test('a token that is used up ends it there', async () => {
		const { result, scripted } = await run(command, { tokenValid: ok(false) });
		expect(result).toEqual(fail({ kind: 'registrationTokenInvalid' }));
		expect(scripted.requests).toEqual([]);
	});

	test('a lost answer is a failure like any other', async () => {
		const lost = fail({ kind: 'unreachable' });
		expect((await run(command, { tokenValid: lost })).result).toEqual(lost);
	});
});

describe('submit', () => {
	const attempt = attemptOf(open, typed);
	const command: Command = { run: 'submit', attempt, auth: { session: 's1', type: DUMMY } };

	test('an open homeserver: one request makes the account, and the session', async () => {
		const { result, scripted } = await run(command);
		expect(result).toEqual(
			ok({ type: 'registered', userId: '@ada:example.org', signedIn: true, withEmail: false })
		);
		expect(scripted.asked).toEqual(['register']);
		expect(scripted.requests).toEqual([
			{
				auth: { session: 's1', type: DUMMY },
				parameters: {
					username: 'ada',
					password: typed.password,
					deviceId: 'DEVICE',
					deviceName: 'Vestibule'
				}
			}
		]);
		expect(scripted.signedIn).toEqual([login]);
	});

	test('a homeserver that gives no session: the account is there all the same', async () => {
		const { result, scripted } = await run(command, {
			register: [ok({ kind: 'done', userId: '@ada:example.org' })]
		});
		expect(result).toMatchObject({ value: { type: 'registered', signedIn: false } });
		expect(scripted.signedIn).toEqual([]);
	});

	test('an address that no flow takes is not said to belong to the account', async () => {
		const { result } = await run({ ...command, attempt: attemptOf([[DUMMY]], withEmail) });
		expect(result).toMatchObject({ value: { withEmail: false } });
	});

	test('more stages: the attempt as far as the homeserver has taken it', async () => {
		const auth = { session: 's1', type: TOKEN, token: 'invite-1' } as const;
		const first = attemptOf(strict, withToken);
		const { result } = await run(
			{ run: 'submit', attempt: first, auth },
			{ register: [stages(TOKEN)] }
		);
		expect(result).toEqual(
			ok({ type: 'advanced', attempt: attemptOf(strict, withToken, { completed: [TOKEN] }) })
		);
	});

	test('name and password alone: taken without any stage', async () => {
		const fresh = attemptOf(open, withEmail);
		const { result, scripted } = await run(
			{ run: 'submit', attempt: fresh, auth: { session: 's1' } },
			{ register: [stages()] }
		);
		expect(result).toEqual(ok({ type: 'advanced', attempt: openAttempt }));
		expect(scripted.requests[0]?.parameters?.username).toBe('ada');
	});

	test('afterwards nothing goes along but the word of the stage', async () => {
		const auth = { session: 's1', type: TERMS } as const;
		const sent = attemptOf(strict, withToken, { completed: [TOKEN] });
		const { scripted } = await run({ run: 'submit', attempt: sent, auth });
		expect(scripted.requests).toEqual([{ auth }]);
	});

	test('a stage that is refused is a failure', async () => {
		const error = { kind: 'registrationTokenInvalid' } as const;
		expect((await run(command, { register: [refused(error)] })).result).toEqual(fail(error));
	});

	test('a stage that comes to nothing is a failure, too: it would be sent without end', async () => {
		expect((await run(command, { register: [stages()] })).result).toEqual(
			fail({ kind: 'stageRefused' })
		);
	});

	test('a homeserver that takes back what was done has forgotten the attempt', async () => {
		const sent = attemptOf([[TOKEN, DUMMY]], withToken, { completed: [TOKEN] });
		const { result } = await run(
			{ run: 'submit', attempt: sent, auth: { session: 's1', type: DUMMY } },
			{ register: [stages(DUMMY)] }
		);
		expect(result).toEqual(fail({ kind: 'uiaExpired' }));
	});

	test('a homeserver that wants more when all is done cannot be served', async () => {
		const all = attemptOf(strict, withToken, { completed: [TOKEN, TERMS, EMAIL] });
		const { result } = await run(
			{ run: 'submit', attempt: all, auth: { session: 's1' } },
			{ register: [stages(TOKEN, TERMS, EMAIL)] }
		);
		expect(result).toEqual(fail({ kind: 'badAnswer' }));
	});

	test('asked again after a lost answer: the same request, ending in the same session', async () => {
		const scripted = new Scripted({ register: [fail({ kind: 'unreachable' }), done()] });
		expect(await perform(command, scripted.ports, signal())).toEqual(fail({ kind: 'unreachable' }));
		expect((await perform(command, scripted.ports, signal())).ok).toBe(true);
		expect(scripted.requests[1]).toEqual(scripted.requests[0]);
		expect(scripted.requests[1]?.parameters?.deviceId).toBe('DEVICE');
		expect(scripted.signedIn).toHaveLength(1);
	});
});

describe('a provider', () => {
	test('the page is left for it; shown again from the memory of the browser, that is told', async () => {
		const scripted = new Scripted();
		const back = perform({ run: 'leave', server, provider }, scripted.ports, signal());
		expect(scripted.left).toEqual([
			'Example ID https://matrix.example.org/sso/oidc-a?to=https://portal.example.org/register'
		]);
		dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
		expect(await back).toEqual(ok({ type: 'cameBack' }));
	});

	test('nobody leaves without a network', async () => {
		const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
		const { result, scripted } = await run({ run: 'leave', server, provider });
		onLine.mockRestore();
		expect(result).toEqual(fail({ kind: 'offline' }));
		expect(scripted.left).toEqual([]);
	});

	const returned = { server, provider: 'Example ID', loginToken: new Secret('once') };

	test('its token is redeemed for a session', async () => {
		const { result, scripted } = await run({ run: 'redeem', returned });
		expect(result).toEqual(
			ok({ type: 'registered', userId: '@ada:example.org', signedIn: true, withEmail: false })
		);
		expect(scripted.asked).toEqual(['redeem once']);
		expect(scripted.signedIn).toEqual([login]);
	});

	test('a token that is too old is a failure', async () => {
		const redeem = fail({ kind: 'ssoExpired' });
		const { result, scripted } = await run({ run: 'redeem', returned }, { redeem });
		expect(result).toEqual(redeem);
		expect(scripted.signedIn).toEqual([]);
	});
});

test('an attempt that waits for its mail has nothing of the person in its requests', async () => {
	const command: Command = { run: 'submit', attempt: strictAttempt, auth: { session: 's1' } };
	const { scripted } = await run(command);
	expect(scripted.requests).toEqual([{ auth: { session: 's1' } }]);
});
