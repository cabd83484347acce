import { parseArgs } from 'node:util';
import { messageOf, Problem } from '../problem.ts';

/** Where everything listens. */
export type Ports = { portal: number; synapse: number; mail: number; smtp: number; idp: number };

/** What `npm start` and `npm run dev` were asked for. */
export type StartOptions = { ports: Ports; reset: boolean; help: boolean };

const services: Record<keyof Ports, { port: number; what: string }> = {
	portal: { port: 4180, what: 'portal' },
	synapse: { port: 4181, what: 'homeserver' },
	mail: { port: 4182, what: 'inbox' },
	smtp: { port: 4183, what: 'mail server' },
	idp: { port: 4184, what: 'OpenID provider' }
};
const names = Object.keys(services) as (keyof Ports)[];

/** The text of `--help`. */
export const help = `Starts the portal with a homeserver of its own, a mail catcher and an OpenID provider.

  npm start -- [options]      the built portal
  npm run dev -- [options]    the portal from its sources, redrawn at each change

  --reset               forget all accounts, and begin anew
${names.map((name) => line(name)).join('\n')}
  --help                this text

Each port can also be set as an environment variable, such as ${variable('portal')}.
Ctrl-C ends all of it.`;

function line(name: keyof Ports): string {
	const { port, what } = services[name];
	return `  ${`--${name}-port=<n>`.padEnd(20)}  the ${what}'s port (${port})`;
}

function variable(name: keyof Ports): string {
	return `VESTIBULE_${name.toUpperCase()}_PORT`;
}

/**
 * Reads the command line and the environment; the command line wins.
 * @throws Problem for an unknown option, a port that is none, and two services on one port
 */
export function parseStartOptions(
	args: string[],
	environment: Record<string, string | undefined>
): StartOptions {
	const values = parse(args);
	const ports = Object.fromEntries(
		names.map((name) => {
			const given = values[`${name}-port`] ?? environment[variable(name)];
			return [name, typeof given === 'string' ? parsePort(name, given) : services[name].port];
		})
	) as Ports;
	const twice = names.find((name, index) =>
		names.some((other, i) => i < index && ports[other] === ports[name])
	);
	if (twice) throw new Problem(`Port ${ports[twice]} is given to two services. Give each its own.`);
	return { ports, reset: values.reset === true, help: values.help === true };
}

function parse(args: string[]): Record<string, string | boolean | undefined> {
	const ports = Object.fromEntries(
		names.map((name) => [`${name}-port`, { type: 'string' as const }])
	);
	try {
		const options = {
			...ports,
			reset: { type: 'boolean' as const },
			help: { type: 'boolean' as const }
		};
		return parseArgs({ args, options }).values;
	} catch (error) {
		const [sentence = ''] = messageOf(error).split('. ');
		throw new Problem(`${sentence}. See "npm start -- --help".`);
	}
}

function parsePort(name: keyof Ports, text: string): number {
	const port = /^\d+$/.test(text) ? Number(text) : 0;
	if (port >= 1 && port <= 65535) return port;
	throw new Problem(
		`"${text}" is no port for the ${services[name].what}: a number up to 65535 is.`
	);
}

/** How a taken port is avoided, for the sentence that says it is taken. */
export function portAdvice(ports: Ports, message: string): string {
	const name = names.find((candidate) => message.startsWith(`Port ${ports[candidate]},`));
	return name ? `${message} Choose another one with --${name}-port=<number>.` : message;
}
