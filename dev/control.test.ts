import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startControl } from './control.ts';
import type { Homeserver } from './synapse/homeserver.ts';

const calls: string[] = [];
const note = (what: string) => {
	calls.push(what);
	return Promise.resolve();
};
const homeserver: Homeserver = {
	baseUrl: 'http://localhost:1',
	serverName: 'localhost:1',
	sharedSecret: 'secret',
	log: '/log',
	start: () => note('start'),
	stop: () => note('stop')
};

let control: Awaited<ReturnType<typeof startControl>>;
beforeAll(async () => {
	control = await startControl({
		portal: (config) => Promise.resolve(`http://portal/${JSON.stringify(config)}`),
		extraHomeserver: ({ name }) => Promise.reject(new Error(`${name} exists already`)),
		homeserver: (name) => (name === 'open' ? homeserver : undefined)
	});
});
afterAll(() => control.stop());
beforeEach(() => calls.splice(0));

async function post(path: string, body: object = {}, method = 'POST') {
	const init = method === 'GET' ? {} : { body: JSON.stringify(body) };
	const response = await fetch(`${control.url}${path}`, { method, ...init });
	return { status: response.status, body: (await response.json()) as unknown };
}

describe('the control server', () => {
	it.each([
		['start', ['start']],
		['stop', ['stop']],
		['restart', ['stop', 'start']]
	])('lets a homeserver %s', async (action, expected) => {
		expect(await post(`/homeservers/open/${action}`)).toEqual({ status: 200, body: {} });
		expect(calls).toEqual(expected);
	});

	it('knows no other homeserver, and no other action', async () => {
		expect((await post('/homeservers/other/start')).status).toBe(404);
		expect((await post('/homeservers/open/remove')).status).toBe(404);
		expect(calls).toEqual([]);
	});

	it('gives a portal for a configuration', async () => {
		const { body } = await post('/portals', { config: { brand: 'x' } });
		expect(body).toEqual({ url: 'http://portal/{"brand":"x"}' });
	});

	it('tells a portal without a configuration from one with the default', async () => {
		expect((await post('/portals', { config: null })).body).toEqual({ url: 'http://portal/null' });
		expect((await post('/portals')).body).toEqual({ url: 'http://portal/undefined' });
	});

	it('passes on why something failed', async () => {
		expect(await post('/homeservers', { name: 'mine', variant: 'open' })).toEqual({
			status: 500,
			body: { error: 'mine exists already' }
		});
	});

	it('does nothing for a mere look', async () => {
		expect((await post('/homeservers/open/stop', {}, 'GET')).status).toBe(404);
		expect(calls).toEqual([]);
	});
});
