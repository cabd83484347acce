import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ConfirmData } from '$lib/uia/types';
import { verifyThis } from '../encryption';
import type { NewKey, SetUpStage } from '../keys-ports';
import { open } from '../recovery-keys';
import { signal } from '../security-testing';
import { wipeClient } from './client';
import type { KeyHomeserver } from './homeserver-testing';
import { reset } from './reset';
import { setUp } from './set-up';
import { done, expectAllInOrder, failed, newKey, useKeyHomeserver, value } from './testing';

const homeserver = useKeyHomeserver();
const auth: ConfirmData = { session: 'uia', type: 'm.login.dummy' };
let server: KeyHomeserver;
let old: NewKey;
let key: NewKey;

/** An account with everything in order, on another page; what replaces it has to be confirmed. */
beforeEach(async () => {
	server = homeserver();
	[old, key] = [await newKey(), await newKey()];
	expect(await setUp({ key: old }, () => undefined, signal)).toEqual(done);
	wipeClient();
	server.uia = 'uia';
	server.asked.length = 0;
});

const ask = (given = key) => reset({ key: given }, () => undefined, signal);
const confirm = (given = key) => reset({ key: given, auth }, () => undefined, signal);
const masters = () => Object.keys(server.signing.master_key?.keys ?? {});

test('changes nothing before the homeserver has confirmed it', async () => {
	const before = structuredClone([server.data, server.signing, server.backups, server.devices]);
	const first = value(await ask());
	expect(first).toMatchObject({ kind: 'challenge', challenge: { session: 'uia' } });
	expect([server.data, server.signing, server.backups, server.devices]).toEqual(before);
	expect(server.asked.filter((line) => /^(PUT|DELETE)/.test(line))).toEqual([]);
});

test('replaces all of it', async () => {
	const [master] = masters();
	const [backup] = server.backups;
	const stages: SetUpStage[] = [];
	await ask();
	expect(await reset({ key, auth }, (stage) => stages.push(stage), signal)).toEqual(done);
	expect(stages).toEqual(['crossSigning', 'secretStorage', 'backup', 'thisSession']);
	await expectAllInOrder(server, key);
	expect(masters()).not.toContain(master);
	expect(server.backups).toHaveLength(1);
	expect(server.backups[0]?.auth_data).not.toEqual(backup?.auth_data);
	expect(await open(old.encoded, signal)).toEqual(failed('recoveryKeyWrong'));
});

test('goes on with the keys that were made before the confirmation', async () => {
	await ask();
	const first = server.asked.length;
	await confirm();
	const second = server.asked.slice(first);
	expect(second.filter((line) => line.endsWith('/keys/device_signing/upload'))).toHaveLength(1);
	await expectAllInOrder(server, key);
});

test('makes new keys each time', async () => {
	await ask();
	await confirm();
	const [master] = masters();
	const next = await newKey();
	await ask(next);
	expect(await confirm(next)).toEqual(done);
	expect(masters()).not.toContain(master);
	await expectAllInOrder(server, next);
});

test('deletes older backups too', async () => {
	server.backups.unshift({ version: 'oldest', algorithm: 'other', auth_data: {}, count: 9 });
	await ask();
	expect(await confirm()).toEqual(done);
	expect(server.backups).toHaveLength(1);
	await expectAllInOrder(server, key);
});

test('a homeserver that deletes nothing is not asked without end', async () => {
	await ask();
	vi.stubGlobal('fetch', (input: URL | string, init: RequestInit) =>
		init.method === 'DELETE' ? Promise.resolve(Response.json({})) : server.fetch(input, init)
	);
	expect(await confirm()).toEqual(failed('badAnswer'));
	const looks = server.asked.filter((line) =>
		line.endsWith('GET /_matrix/client/v3/room_keys/version')
	);
	expect(looks.length).toBeGreaterThan(1);
	expect(looks.length).toBeLessThan(200);
});

test('what was never confirmed signs nothing', async () => {
	await ask();
	const opened = value(await open(old.encoded, signal));
	const signatures = server.signatures.length;
	expect(await verifyThis(opened, signal)).toEqual({ ok: true, value: true });
	expect(server.signatures).toHaveLength(signatures);
	await expectAllInOrder(server, old);
});

test('a session without keys gets some, once it is confirmed', async () => {
	delete server.devices.HERE;
	server.uploads.length = 0;
	await ask();
	expect(server.uploads).toEqual([]);
	expect(await confirm()).toEqual(done);
	expect(server.uploads).toHaveLength(1);
	await expectAllInOrder(server, key);
});

test('works for an account that had nothing', async () => {
	Object.assign(server, { signing: {}, backups: [], uia: undefined });
	for (const type of Object.keys(server.data)) server.data[type] = {};
	expect(await ask()).toEqual(done);
	await expectAllInOrder(server, key);
});

describe('interrupted', () => {
	const REQUESTS = 17;
	const ways = (['unsent', 'lost'] as const).flatMap((kind) =>
		(['the same key', 'another key', 'a new page'] as const).flatMap((by) =>
			Array.from({ length: REQUESTS }, (_, at) => ({ at: at + 1, kind, by }))
		)
	);
	const both = async (given: NewKey) => {
		const first = await ask(given);
		return first.ok && first.value.kind === 'challenge' ? confirm(given) : first;
	};

	test('there is nothing else to interrupt', async () => {
		await both(key);
		expect(server.asked).toHaveLength(REQUESTS);
	});

	test.each(ways)('at request $at ($kind), and done by $by', async ({ at, kind, by }) => {
		server.fail(at, kind);
		expect(await both(key)).toEqual(failed('unreachable'));
		if (by === 'a new page') wipeClient();
		if (by !== 'the same key') key = await newKey();
		expect(await both(key)).toEqual(done);
		await expectAllInOrder(server, key);
		expect(server.backups).toHaveLength(1);
	});
});
