import { describe, expect, test, vi } from 'vitest';
import { defaultConfig, type PortalConfig } from '$lib/base/config';
import { fail, ok } from '$lib/base/result';
import { portalOf } from '$lib/matrix/testing';
import { asksOf, type Ports } from './facts';

const { signal } = new AbortController();
const server = { baseUrl: 'https://matrix.hs.test', serverName: 'hs.test' };
const other = { baseUrl: 'https://other.test', serverName: 'other.test' };

function asks(config: Partial<PortalConfig>, preselected?: string) {
	const find = vi.fn<Ports['homeservers']['find']>(() => Promise.resolve(ok(other)));
	const versions = vi.fn<Ports['setUp']['versions']>(() => Promise.resolve(ok(['v1.1'])));
	const resetMail = vi.fn<Ports['setUp']['resetMail']>(() => Promise.resolve(ok('off')));
	const portal = portalOf();
	const ports: Ports = {
		...portal,
		config: Promise.resolve({ ...defaultConfig, ...config }),
		homeservers: {
			find,
			offer: () => Promise.resolve(ok({ kind: 'elsewhere', url: 'https://a.test' })),
			passwordPolicy: () => Promise.resolve(ok({}))
		},
		setUp: { ...portal.setUp, versions, resetMail },
		preselected,
		verifiedPage: 'https://portal.test/verified',
		page: document
	};
	return { find, versions, resetMail, all: asksOf(ports) };
}

describe('the homeserver', () => {
	test('is the one of config.json', async () => {
		const { all, find } = asks({ defaultServer: server });
		expect(await all.homeserver(signal)).toEqual(ok({ server, fixed: true }));
		expect(find).not.toHaveBeenCalled();
	});

	test('is looked up once, whoever needs it', async () => {
		const { all, find, versions } = asks({ defaultServerName: 'other.test' });
		const [found] = await Promise.all([all.homeserver(signal), all.versions(signal)]);
		expect(found).toEqual(ok({ server: other, fixed: false }));
		expect(find).toHaveBeenCalledTimes(1);
		expect(versions).toHaveBeenCalledWith(other, signal);
	});

	test('may be another one by the address, unless the operator forbids it', async () => {
		const { all } = asks({ defaultServer: server }, 'other.test');
		expect(await all.homeserver(signal)).toMatchObject({ value: { server: other } });
		const fixed = asks({ defaultServer: server, disableCustomUrls: true }, 'other.test');
		expect(await fixed.all.homeserver(signal)).toMatchObject({ value: { server } });
	});

	test('that is missing stops what needs it, and is looked for again', async () => {
		const { all, versions, find } = asks({ defaultServerName: 'other.test' });
		find.mockResolvedValueOnce(fail({ kind: 'unreachable' }));
		expect(await all.versions(signal)).toEqual(fail({ kind: 'unreachable' }));
		expect(versions).not.toHaveBeenCalled();
		expect(await all.versions(signal)).toEqual(ok(['v1.1']));
		expect(await asks({}).all.homeserver(signal)).toEqual(fail({ kind: 'homeserverMissing' }));
	});
});

test('asks what a user would ask, with the links that mails will have', async () => {
	const { all, find, resetMail } = asks({ defaultServer: server });
	expect(await all.registration(signal)).toEqual(ok('elsewhere'));
	expect(await all.wellKnown(signal)).toEqual(ok(other));
	expect(find).toHaveBeenCalledWith('hs.test', signal);
	await all.resetMail(signal);
	expect(resetMail).toHaveBeenCalledWith(server, 'https://portal.test/verified', signal);
});
