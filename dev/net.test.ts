import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { checkPort, closeServer, freePorts, listen, portProblem } from './net.ts';
import { Problem } from './problem.ts';

const open: Server[] = [];

async function occupy(): Promise<number> {
	const server = createServer();
	open.push(server);
	return listen(server, 0, 'test');
}

afterEach(() => Promise.all(open.splice(0).map(closeServer)));

describe('listening', () => {
	it('answers the port it got', async () => {
		const port = await occupy();
		expect(port).toBeGreaterThan(0);
		expect(open[0]?.address()).toMatchObject({ port, address: '127.0.0.1' });
	});

	it('says which service wanted a taken port', async () => {
		const port = await occupy();
		const second = createServer();
		const failure = listen(second, port, 'inbox');
		await expect(failure).rejects.toBeInstanceOf(Problem);
		await expect(failure).rejects.toThrow(
			`Port ${port}, meant for the inbox, is taken by another program.`
		);
	});

	it('says when this account may not use a port', () => {
		const refusal = Object.assign(new Error('listen'), { code: 'EACCES' });
		expect(portProblem(refusal, 80, 'portal').message).toBe(
			'Port 80, meant for the portal, may not be used by this account.'
		);
	});

	it('leaves any other fault as it is', () => {
		const fault = Object.assign(new Error('listen'), { code: 'EADDRNOTAVAIL' });
		expect(portProblem(fault, 80, 'portal')).toBe(fault);
	});
});

describe('looking at ports', () => {
	it('leaves a free port free', async () => {
		const [port = 0] = await freePorts(1);
		await checkPort(port, 'portal');
		await expect(checkPort(port, 'portal')).resolves.toBeUndefined();
	});

	it('refuses a taken one', async () => {
		await expect(checkPort(await occupy(), 'homeserver')).rejects.toThrow(
			'meant for the homeserver'
		);
	});

	it('finds different free ports', async () => {
		const ports = await freePorts(5);
		expect(new Set(ports).size).toBe(5);
	});
});

describe('closing', () => {
	it('does not wait for connections that are still open', async () => {
		const server = createServer(() => undefined);
		const port = await listen(server, 0, 'test');
		const asked = new Promise((done) => server.once('request', done));
		const answer = fetch(`http://127.0.0.1:${port}/`).catch(() => 'cut');
		await asked;
		await closeServer(server);
		expect(await answer).toBe('cut');
	});
});
