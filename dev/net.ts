import { createServer, type Server } from 'node:http';
import type { AddressInfo, Server as AnyServer } from 'node:net';
import { Problem } from './problem.ts';

/** Every development server listens here only: nothing of it is for the network. */
export const loopback = '127.0.0.1';

/**
 * Makes a server listen, and answers the port it got.
 * @param port 0 for any free port
 * @throws Problem when the port is taken; `name` is what the sentence calls the server
 */
export function listen(server: AnyServer, port: number, name: string): Promise<number> {
	return new Promise((done, fail) => {
		const failed = (error: NodeJS.ErrnoException) => fail(portProblem(error, port, name));
		server.once('error', failed);
		server.listen(port, loopback, () => {
			server.off('error', failed);
			done((server.address() as AddressInfo).port);
		});
	});
}

/** The sentence for a port that cannot be listened on. */
export function portProblem(error: NodeJS.ErrnoException, port: number, name: string): Error {
	if (error.code === 'EADDRINUSE')
		return new Problem(`Port ${port}, meant for the ${name}, is taken by another program.`);
	if (error.code === 'EACCES')
		return new Problem(`Port ${port}, meant for the ${name}, may not be used by this account.`);
	return error;
}

/**
 * Makes sure that a port can be listened on.
 * @throws Problem when it cannot
 */
export async function checkPort(port: number, name: string): Promise<void> {
	const server = createServer();
	await listen(server, port, name);
	await closeServer(server);
}

/** Answers so many different free ports. */
export async function freePorts(count: number): Promise<number[]> {
	const servers = Array.from({ length: count }, () => createServer());
	const ports = await Promise.all(servers.map((server) => listen(server, 0, 'test')));
	await Promise.all(servers.map(closeServer));
	return ports;
}

/** Closes a server at once, with the connections that it still has. */
export function closeServer(server: Server): Promise<void> {
	return new Promise((done) => {
		server.close(() => done());
		server.closeAllConnections();
	});
}
